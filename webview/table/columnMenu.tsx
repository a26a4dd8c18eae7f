import * as l10n from '@vscode/l10n';
import { Menu } from '../menu.tsx';
import { allColumns, columnChoice, columnWidths } from '../state.ts';
import { isShown } from './columnChoice.ts';

/** Which columns the table has. */
export function ColumnMenu() {
  const choice = columnChoice.value;
  const isChanged = Object.keys(choice).length > 0 || Object.keys(columnWidths.value).length > 0;
  return (
    <Menu title={l10n.t('Columns')}>
      <fieldset class="menu-list">
        <legend class="for-readers">{l10n.t('Columns of the table')}</legend>
        {allColumns.value
          .filter(({ key }) => key !== 'line')
          .map((column) => (
            <label key={column.key} title={column.hint}>
              <input
                type="checkbox"
                checked={isShown(column, choice)}
                onChange={({ currentTarget }) => {
                  columnChoice.value = { ...columnChoice.value, [column.key]: currentTarget.checked };
                }}
              />
              <bdi>{column.title}</bdi>
            </label>
          ))}
      </fieldset>
      <button
        type="button"
        class="link"
        disabled={!isChanged}
        onClick={() => {
          columnChoice.value = {};
          columnWidths.value = {};
        }}
      >
        {l10n.t('As at first')}
      </button>
    </Menu>
  );
}
