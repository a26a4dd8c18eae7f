import * as l10n from '@vscode/l10n';
import type { Severity } from '../../extension/browse/shown.ts';

/** Shapes as well as colours. */
const marks: Record<Severity, { readonly glyph: string; readonly words: string }> = {
  error: { glyph: '✕', words: l10n.t('Error') },
  warning: { glyph: '▲', words: l10n.t('Warning') },
  information: { glyph: 'i', words: l10n.t('Information') },
};

export function SeverityMark({ severity }: { readonly severity: Severity }) {
  const { glyph, words } = marks[severity];
  return (
    <span class={`severity ${severity}`} role="img" aria-label={words} title={words}>
      {glyph}
    </span>
  );
}
