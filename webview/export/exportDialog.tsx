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
    detail: 'for spreadsheets; text that one would run begins with an apostrophe',
  },
  { value: 'jsonl', words: 'JSONL', detail: 'one object an example' },
  { value: 'parquet', words: 'Parquet', detail: 'a typed table for pandas, Polars, DuckDB' },
  {
    value: 'html',
    words: 'Report',
    detail: 'one HTML file that needs no network: numbers, charts, worst examples',
  },
  { value: 'dataset', words: 'Records', detail: 'the records themselves, as they are in the file' },
];

const groups: readonly [ColumnGroup, string][] = [
  ['example', 'Example'],
  ['numbers', 'Numbers'],
  ['completions', 'Per completion'],
  ['slices', 'Fields of the record'],
  ['trl', 'As TRL names them'],
  ['texts', 'Texts'],
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
    <Dialog title="Export results" submit={submit} disabled={nothing}>
      <Radios legend="As" name="format" options={formats} value={format} choose={setFormat} />
      <RowsField
        legend="Examples"
        all={`All ${countOf(facts.value.line.length, 'example')}`}
        shown={`The ${countOf(shown.length, 'example')} that the table shows${isTable ? ', in its order' : ''}`}
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
  const { derived, beta } = results.value;
  const slices = [Object.fromEntries(facts.value.fields.map(({ name }) => [name, '']))];
  const texts = ['prompt', 'responses'].map((name) => ({ name, group: 'texts' as const }));
  return [...exportColumns({ rows: { ...facts.value, hash: [], slices }, derived, beta }), ...texts];
}

function usualColumns(all: ReturnType<typeof allColumns>): Set<string> {
  const usual = new Set<string>(usualNames);
  const chosen = all.filter(({ name, group }) => usual.has(name) || group === 'slices' || group === 'trl');
  return new Set(chosen.map(({ name }) => name));
}
