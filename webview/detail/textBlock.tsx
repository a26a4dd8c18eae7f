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
        {text === '' && <span class="quiet">empty</span>}
        {visibleText(folded ? start : text).map((piece, i) =>
          typeof piece === 'string' ? (
            piece
          ) : (
            <span
              key={i}
              class="hidden-character"
              title={`Invisible character ${codePointName(piece.codePoint)}`}
            >
              {codePointName(piece.codePoint)}
            </span>
          ),
        )}
        {folded && ' …'}
      </div>
      {start.length < text.length && (
        <button type="button" class="link" aria-expanded={whole} onClick={() => setWhole(!whole)}>
          {whole ? 'Show less' : `Show all ${count(text.length)} characters`}
        </button>
      )}
    </div>
  );
}
