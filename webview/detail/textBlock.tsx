import * as l10n from '@vscode/l10n';
import { useState } from 'preact/hooks';
import { count } from '../format.ts';
import { codePointName, shortened, visibleText } from '../visibleText.ts';

/** Text of a dataset: never markup, kept apart from the direction of its neighbours, invisible characters named. Long text is folded. */
export function TextBlock({ text }: { readonly text: string }) {
  const [whole, setWhole] = useState(false);
  const start = shortened(text, 1200, 14);
  const folded = !whole && start.length < text.length;
  return (
    <div class="text">
      <div class="text-body" dir="auto">
        {text === '' && <span class="quiet">{l10n.t('empty')}</span>}
        {visibleText(folded ? start : text).map((piece, i) =>
          typeof piece === 'string' ? (
            piece
          ) : (
            <span
              key={i}
              class="hidden-character"
              title={l10n.t('Invisible character {0}', codePointName(piece.codePoint))}
            >
              {codePointName(piece.codePoint)}
            </span>
          ),
        )}
        {folded && ' …'}
      </div>
      {start.length < text.length && (
        <button type="button" class="link" aria-expanded={whole} onClick={() => setWhole(!whole)}>
          {whole ? l10n.t('Show less') : l10n.t('Show all {0} characters', count(text.length))}
        </button>
      )}
    </div>
  );
}
