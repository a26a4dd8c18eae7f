import * as l10n from '@vscode/l10n';
import { turnsField } from '../brush/sliceColumn.ts';
import { shownText } from '../figures/shortWords.ts';
import { brushing, facts } from '../state.ts';

/** By which field the examples are sliced. */
export function SliceChoice() {
  const { sliceField, chosenField } = brushing;
  const { fields, knowsTurns } = facts.value;
  return (
    <p class="slice-choice">
      <label for="slice-field">{l10n.t('Slices by')}</label>{' '}
      <select
        id="slice-field"
        value={sliceField.value ?? ''}
        onChange={(event) => {
          chosenField.value = { field: event.currentTarget.value || undefined };
        }}
      >
        <option value="">{l10n.t('K (completions)')}</option>
        {knowsTurns && <option value={turnsField}>{l10n.t('Turns of the prompt')}</option>}
        {fields.map(({ name }) => (
          <option key={name} value={name}>
            {shownText(name, 60)}
          </option>
        ))}
      </select>
    </p>
  );
}
