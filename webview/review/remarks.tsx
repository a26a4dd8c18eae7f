import * as l10n from '@vscode/l10n';
import { decisionOf, decisions, describe } from './state.ts';

/** Tags and a note, kept when they are left. Both may be there without a decision. */
export function Remarks({ row }: { readonly row: number }) {
  const { tags, note } = decisionOf(row);
  const known = [...new Set([...decisions.value.values()].flatMap((decision) => decision.tags))];
  return (
    <div class="remarks">
      <label>
        {l10n.t('Tags, with commas between them')}{' '}
        <span class="key" aria-hidden="true">
          A
        </span>
        <input
          type="text"
          name="review-tags"
          list="review-known-tags"
          value={tags.join(', ')}
          onChange={({ currentTarget }) => describe(row, { tags: tagsIn(currentTarget.value) })}
        />
      </label>
      <datalist id="review-known-tags">
        {known.map((tag) => (
          <option key={tag} value={tag} />
        ))}
      </datalist>
      <label>
        {l10n.t('Note')}{' '}
        <span class="key" aria-hidden="true">
          E
        </span>
        <textarea
          name="review-note"
          rows={2}
          value={note}
          onChange={({ currentTarget }) => describe(row, { note: currentTarget.value.trim() })}
        />
      </label>
    </div>
  );
}

export function tagsIn(text: string): string[] {
  return [...new Set(text.split(',').map((tag) => tag.trim()))].filter((tag) => tag !== '');
}
