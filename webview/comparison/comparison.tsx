import * as l10n from '@vscode/l10n';
import { useMemo } from 'preact/hooks';
import { countOf, percent } from '../format.ts';
import { codePointName, visibleText } from '../visibleText.ts';
import { compareTexts, type Piece } from './compareTexts.ts';

interface Props {
  readonly names: readonly [string, string];
  readonly texts: readonly [string, string];
}

/** Two texts beside each other, with what only one of them has marked. */
export function Comparison({ names, texts }: Props) {
  const found = useMemo(() => compareTexts(...texts), [...texts]);
  if (typeof found === 'string')
    return (
      <p class="notice" role="status">
        {found}
      </p>
    );
  const { left, right, share, changes } = found;
  return (
    <section class="comparison" aria-label={l10n.t('{0} and {1} compared', names[0], names[1])}>
      <p class="quiet" role="status">
        {changes === 0
          ? l10n.t('The two are the same.')
          : l10n.t('{0}; {1} is in both.', countOf(changes, 'difference'), percent(share, 0))}
      </p>
      <div class="columns">
        <Side name={names[0]} pieces={left} />
        <Side name={names[1]} pieces={right} />
      </div>
    </section>
  );
}

function Side({ name, pieces }: { readonly name: string; readonly pieces: readonly Piece[] }) {
  return (
    <div class="column">
      <h4>{name}</h4>
      <div class="text">
        <div class="text-body" dir="auto">
          {pieces.map(({ text, isOwn }, i) =>
            isOwn ? (
              <mark key={i}>
                <span class="for-readers"> {l10n.t('only here:')} </span>
                {named(text)}
              </mark>
            ) : (
              <span key={i}>{named(text)}</span>
            ),
          )}
        </div>
      </div>
    </div>
  );
}

function named(text: string) {
  return visibleText(text, 200).map((piece) =>
    typeof piece === 'string' ? piece : `[${codePointName(piece.codePoint)}]`,
  );
}
