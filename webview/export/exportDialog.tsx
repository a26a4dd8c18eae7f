import * as l10n from '@vscode/l10n';
import { useState } from 'preact/hooks';
import {
  type ColumnGroup,
  type ExportFormat,
  exportColumns,
  usualNames,
} from '../../extension/preference/exportColumns.ts';
import { countOf } from '../format.ts';
import { host } from '../page.ts';
import { facts, order, results, run } from '../state.ts';
import { Checks, Radios, RowsField, type RowsScope, toggled } from './choices.tsx';
import { Dialog } from './dialog.tsx';

const formats: readonly { value: ExportFormat; words: string; detail: string }[] = [
  {
    value: 'csv',
    words: 'CSV',
    detail: l10n.t('for spreadsheets; text that one would run begins with an apostrophe'),
  },
  { value: 'jsonl', words: 'JSONL', detail: l10n.t('one object an example') },
  { value: 'parquet', words: l10n.t('Parquet'), detail: l10n.t('a typed table for pandas, Polars, DuckDB') },
  {
    value: 'html',
    words: l10n.t('Report'),
    detail: l10n.t('one HTML file that needs no network: numbers, charts, worst examples'),
  },
  {
    value: 'dataset',
    words: l10n.t('Records'),
    detail: l10n.t('the records themselves, as they are in the file'),
  },
];

const groups: readonly [ColumnGroup, string][] = [
  ['example', l10n.t('Example')],
  ['numbers', l10n.t('Numbers')],
  ['completions', l10n.t('Per completion')],
  ['slices', l10n.t('Fields of the record')],
  ['trl', l10n.t('As TRL names them')],
  ['texts', l10n.t('Texts')],
];

/** What of the results goes where: format, rows, columns. The host asks for the place. */
export function ExportDialog() {
  const [format, setFormat] = useState<ExportFormat>('csv');
  const [rows, setRows] = useState<RowsScope>('all');
  const [all] = useState(allColumns);
  const [columns, setColumns] = useState<ReadonlySet<string>>(() => usualColumns(all));
  const isTable = format === 'csv' || format === 'jsonl' || format === 'parquet';
  const shown = order.value;
  const nothing = (isTable && columns.size === 0) || (rows === 'shown' && shown.length === 0);
  const submit = () => {
    const names = all.map(({ name }) => name).filter((name) => columns.has(name));
    host.exportResults({
      runId: run.value?.runId ?? '',
      format,
      ...(rows === 'shown' ? { rows: Uint32Array.from(shown) } : {}),
      ...(isTable ? { columns: names } : {}),
    });
  };
  return (
    <Dialog title={l10n.t('Export results')} submit={submit} disabled={nothing}>
      <Radios legend={l10n.t('As')} name="format" options={formats} value={format} choose={setFormat} />
      <RowsField
        legend={l10n.t('Examples')}
        all={l10n.t('All {0}', countOf(facts.value.line.length, 'example'))}
        shown={
          isTable
            ? l10n.t('The {0} that the table shows, in its order', countOf(shown.length, 'example'))
            : l10n.t('The {0} that the table shows', countOf(shown.length, 'example'))
        }
        value={rows}
        choose={setRows}
      />
      {isTable &&
        groups.map(([group, legend]) => {
          const options = all.filter((column) => column.group === group);
          return (
            options.length > 0 && (
              <Checks
                key={group}
                legend={legend}
                options={options.map(({ name }) => ({ value: name, words: name }))}
                values={columns}
                toggle={(name) => setColumns(toggled(columns, name))}
              />
            )
          );
        })}
    </Dialog>
  );
}

/** Names alone: the page has no hashes, which only cells ask for. */
function allColumns(): readonly { readonly name: string; readonly group: ColumnGroup }[] {
  const { rows, derived, beta } = results.value;
  const slices = [Object.fromEntries(rows.fields.map(({ name }) => [name, '']))];
  const texts = ['prompt', 'responses'].map((name) => ({ name, group: 'texts' as const }));
  const columns = exportColumns({ rows: { ...rows, hash: [], slices }, derived, beta });
  return [...columns.filter(({ name }) => name !== 'turns' || rows.knowsTurns), ...texts];
}

function usualColumns(all: ReturnType<typeof allColumns>): Set<string> {
  const usual = new Set<string>(usualNames);
  const chosen = all.filter(({ name, group }) => usual.has(name) || group === 'slices' || group === 'trl');
  return new Set(chosen.map(({ name }) => name));
}
