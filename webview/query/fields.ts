import * as l10n from '@vscode/l10n';
import type { FieldColumn } from '../../extension/preference/fieldColumns.ts';
import { truncatedFlag } from '../../extension/preference/rows.ts';
import { turnsColumn } from '../../extension/preference/turnsColumn.ts';
import type { ShownRows } from '../runRows.ts';
import type { Field } from './check.ts';
import type { CountedValue } from './complete.ts';
import type { Column } from './evaluate.ts';
import { type FilterResults, overCompletions } from './overCompletions.ts';

interface Known extends Field {
  column(results: FilterResults): Column;
}

const numbers = (
  name: string,
  hint: string,
  values: (results: FilterResults) => Float64Array | Uint32Array,
): Known => ({
  name,
  kind: 'number',
  hint,
  column: (results) => ({ kind: 'numbers', values: values(results) }),
});

/** Codes of `Status`. */
const statusWords = ['ok', 'failed', 'tied', 'malformed'];

const top1Words = Array.from({ length: 256 }, (_, code) => (code < 2 ? code === 1 : undefined));
const truncatedWords = Array.from({ length: 256 }, (_, flags) => (flags & truncatedFlag) !== 0);

/** What every run has. */
const known: readonly Known[] = [
  numbers('loss', l10n.t('minus the log-probability of the ranking, nats'), ({ derived }) => derived.loss),
  numbers('chance', l10n.t('loss of a model that knows nothing, nats'), ({ derived }) => derived.chance),
  numbers(
    'accuracy',
    l10n.t('share of ordered pairs that are right, 0 to 1'),
    ({ derived }) => derived.pairwiseAccuracy,
  ),
  numbers('tau', l10n.t('Kendall’s tau-b, −1 to 1'), ({ derived }) => derived.kendallTauB),
  numbers(
    'margin',
    l10n.t('reward of the best tier minus that of the others, nats'),
    ({ derived }) => derived.margin,
  ),
  {
    name: 'top1',
    kind: 'boolean',
    hint: l10n.t('the largest reward is in the best tier'),
    column: ({ derived }) => ({ kind: 'codes', codes: derived.top1, words: top1Words }),
  },
  numbers('k', l10n.t('completions'), overCompletions.count),
  numbers('line', l10n.t('line in the file'), ({ rows }) => rows.line),
  {
    name: 'id',
    kind: 'words',
    hint: l10n.t('the id that the record gives'),
    column: ({ rows }) => ({ kind: 'texts', values: rows.id }),
  },
  {
    name: 'status',
    kind: 'words',
    hint: l10n.t('ok, failed, malformed or tied (no preference)'),
    choices: statusWords,
    column: ({ rows }) => ({ kind: 'codes', codes: rows.status, words: statusWords }),
  },
  {
    name: 'truncated',
    kind: 'boolean',
    hint: l10n.t('cut to the maximum length'),
    column: ({ rows }) => ({ kind: 'codes', codes: rows.flags, words: truncatedWords }),
  },
  {
    name: 'reason',
    kind: 'words',
    hint: l10n.t('why an example has no loss'),
    column: ({ rows }) => ({ kind: 'texts', values: rows.reason }),
  },
  numbers('reward', l10n.t('mean reward of the best tier, nats'), overCompletions.bestReward),
  numbers('reward.max', l10n.t('largest reward of the completions, nats'), ({ rows, derived }) =>
    overCompletions.largest(rows, derived.reward),
  ),
  numbers('reward.min', l10n.t('smallest reward of the completions, nats'), ({ rows, derived }) =>
    overCompletions.smallest(rows, derived.reward),
  ),
  numbers('tokens', l10n.t('tokens of all completions'), ({ rows }) => overCompletions.tokens(rows)),
  numbers('tokens.max', l10n.t('tokens of the longest completion'), ({ rows }) =>
    overCompletions.mostTokens(rows),
  ),
  numbers('policy', l10n.t('the policy’s log-probability of all completions, nats'), ({ rows }) =>
    overCompletions.sum(rows, rows.policyLogp),
  ),
  numbers('reference', l10n.t('the reference’s log-probability of all completions, nats'), ({ rows }) =>
    overCompletions.sum(rows, rows.referenceLogp),
  ),
  {
    name: 'text',
    kind: 'search',
    hint: l10n.t('the text of the record'),
    column: () => ({ kind: 'texts', values: [] }),
  },
];

const turns = numbers(
  'turns',
  l10n.t('messages of the prompt but for the system’s; 1 for plain text'),
  ({ rows }) => turnsColumn(rows.turns).values,
);

/** Fields of these rows: those of every run, then those of the data; `data.loss` where the data has a name of ours. */
export function queryFields(rows: Pick<ShownRows, 'fields' | 'knowsTurns'>): readonly Field[] {
  // The name is taken in older runs, too, so that a filter means the same in all.
  const names = new Set([...known, turns].map((field) => field.name));
  return [
    ...known,
    ...(rows.knowsTurns ? [turns] : []),
    ...rows.fields.map((column, index): Known => {
      const { name } = column;
      return {
        name: names.has(name.toLowerCase()) ? `data.${name}` : name,
        kind: kindOf(column),
        hint: l10n.t('a field of the data'),
        // Columns grow while rows come in: the field is looked up again.
        column: (results) => dataColumn(results.rows.fields[index]),
      };
    }),
  ];
}

/** Values of one of `queryFields`. */
export function queryColumn(field: Field, results: FilterResults): Column {
  return (field as Known).column(results);
}

function kindOf(column: FieldColumn): Field['kind'] {
  if (column.kind === 'numbers') return 'number';
  const some = column.words.length > 1;
  return some && column.words.every((word, code) => code === 0 || typeof word === 'boolean')
    ? 'boolean'
    : 'words';
}

function dataColumn(column: FieldColumn): Column {
  return column.kind === 'numbers' ? column : { kind: 'codes', codes: column.codes, words: column.words };
}

/** Distinct values of a field with their number of rows, the most frequent first; none for numbers and texts without codes. */
export function countedValues(field: Field, results: FilterResults): CountedValue[] {
  if (field.kind === 'number' || field.kind === 'search') return [];
  const column = queryColumn(field, results);
  if (column.kind !== 'codes') return [];
  const counts = new Map<string | number | boolean, number>();
  const byCode = new Uint32Array(column.words.length);
  for (const code of column.codes) byCode[code]++;
  byCode.forEach((count, code) => {
    const value = column.words[code];
    if (count > 0 && value !== undefined) counts.set(value, (counts.get(value) ?? 0) + count);
  });
  return Array.from(counts, ([value, count]) => ({ value, count })).sort((a, b) => b.count - a.count);
}
