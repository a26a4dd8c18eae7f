import * as l10n from '@vscode/l10n';
import { type FieldColumn, fieldValue } from '../../extension/preference/fieldColumns.ts';
import { count, fixed, percent, signed } from '../format.ts';
import type { SortValue } from '../order.ts';
import type { ShownRows } from '../runRows.ts';
import type { Results } from '../state.ts';
import type { GridColumn } from './gridModel.ts';

/** One column of the table of a run's examples. */
export interface TableColumn extends GridColumn {
  /** Only shown when somebody chooses it. */
  readonly extra?: boolean;
  /** Belongs to the numbers of a scored example: one cell with the reason stands in their place where there are none. */
  readonly scored: boolean;
  value(results: Results, row: number): SortValue;
  /** Text of the cell; the columns `top1` and `rewards` draw their own. */
  text(results: Results, row: number, digits: number): string;
}

const base = { numeric: true, startDescending: true, scored: true };

const line: TableColumn = {
  ...base,
  key: 'line',
  title: l10n.t('Line'),
  hint: l10n.t('Line in the file'),
  width: 64,
  startDescending: false,
  scored: false,
  value: ({ rows }, row) => rows.line[row],
  text: ({ rows }, row) => String(rows.line[row]),
};

const id: TableColumn = {
  ...base,
  key: 'id',
  title: l10n.t('Id'),
  hint: l10n.t('The id that the record gives'),
  width: 110,
  numeric: false,
  startDescending: false,
  scored: false,
  value: ({ rows }, row) => rows.id.at(row),
  text: ({ rows }, row) => rows.id.at(row) ?? '',
};

const turns: TableColumn = {
  ...base,
  key: 'turns',
  title: l10n.t({ message: 'Turns', comment: ['Messages of a conversation, before the answer'] }),
  hint: l10n.t('Messages of the prompt but for the system’s; 1 for plain text'),
  width: 64,
  extra: true,
  scored: false,
  value: ({ rows }, row) => rows.turns[row] || undefined,
  text: ({ rows }, row) => (rows.turns[row] > 0 ? count(rows.turns[row]) : ''),
};

const size = ({ rows }: Results, row: number) => rows.offsets[row + 1] - rows.offsets[row];

const scored: readonly TableColumn[] = [
  {
    ...base,
    key: 'top1',
    title: l10n.t({
      message: 'Order',
      comment: ['Head of a column: whether the policy orders the completions as the ranking does'],
    }),
    hint: l10n.t(
      '✓ the policy agrees with the whole ranking, ≈ only with the best, ✗ it puts another completion first',
    ),
    width: 62,
    numeric: false,
    startDescending: false,
    // All right above best right above the rest.
    value: ({ derived }, row) =>
      derived.top1[row] > 1 ? undefined : derived.top1[row] + derived.pairwiseAccuracy[row],
    text: () => '',
  },
  {
    ...base,
    key: 'k',
    title: 'K',
    hint: l10n.t('Completions'),
    width: 44,
    value: size,
    text: (results, row) => count(size(results, row)),
  },
  {
    ...base,
    key: 'loss',
    title: l10n.t({
      message: 'Loss',
      comment: ['Of preference optimization: minus the log-probability of the ranking'],
    }),
    hint: l10n.t('Minus the log-probability of the annotated ranking, nats'),
    width: 72,
    value: ({ derived }, row) => derived.loss[row],
    text: ({ derived }, row) => fixed(derived.loss[row], 3),
  },
  {
    ...base,
    key: 'chance',
    title: l10n.t({ message: 'Chance', comment: ['The loss of a model that knows nothing'] }),
    hint: l10n.t('Loss of a model that knows nothing, nats: log K! for a strict ranking'),
    width: 76,
    value: ({ derived }, row) => derived.chance[row],
    text: ({ derived }, row) => fixed(derived.chance[row], 3),
  },
  {
    ...base,
    key: 'accuracy',
    title: l10n.t('Accuracy'),
    hint: l10n.t('Share of ordered pairs with the larger reward on the better completion'),
    width: 88,
    value: ({ derived }, row) => derived.pairwiseAccuracy[row],
    text: ({ derived }, row) => percent(derived.pairwiseAccuracy[row], 0),
  },
  {
    ...base,
    key: 'tau',
    title: 'Tau-b',
    hint: l10n.t('Kendall’s rank correlation of annotated tiers and rewards, −1 to 1'),
    width: 64,
    value: ({ derived }, row) => derived.kendallTauB[row],
    text: ({ derived }, row) => signed(derived.kendallTauB[row]),
  },
  {
    ...base,
    key: 'margin',
    title: l10n.t({
      message: 'Margin',
      comment: ['Reward of the best completions minus that of the others'],
    }),
    hint: l10n.t('Mean reward of the best tier minus the mean of all others, nats'),
    width: 80,
    value: ({ derived }, row) => derived.margin[row],
    text: ({ derived }, row, digits) => signed(derived.margin[row], digits),
  },
  {
    ...base,
    key: 'rewards',
    title: l10n.t('Rewards, best to worst'),
    hint: l10n.t(
      'Implicit reward of each completion in annotated order, nats; > separates tiers, = joins completions whose order is unknown. Sorts by the reward of the best completion.',
    ),
    width: 260,
    grows: true,
    numeric: false,
    value: ({ rows, beta }, row) => bestReward(rows, beta, row),
    text: () => '',
  },
];

/** Fields that are shown before anybody chose. */
const firstFields = 6;

/** All columns that these rows can have: ids and scalar fields only where records have them. */
export function tableColumns(rows: Pick<ShownRows, 'id' | 'fields' | 'knowsTurns'>): readonly TableColumn[] {
  const fields = rows.fields.map(fieldColumn);
  return [line, ...(rows.id.any ? [id] : []), ...scored, ...(rows.knowsTurns ? [turns] : []), ...fields];
}

function fieldColumn({ name }: FieldColumn, index: number): TableColumn {
  // Columns grow while rows come in: the field is looked up again.
  const value = ({ rows }: Results, row: number) => fieldValue(rows.fields[index], row);
  return {
    ...base,
    key: `field:${name}`,
    title: name,
    hint: l10n.t('The field “{0}” of the record', name),
    width: 110,
    numeric: false,
    extra: index >= firstFields,
    startDescending: false,
    scored: false,
    value,
    text: (results, row) => String(value(results, row) ?? ''),
  };
}

/** From the facts, since a column of all rewards is large. */
function bestReward(rows: ShownRows, beta: number, row: number): number {
  let best = Number.NaN;
  for (let c = rows.offsets[row]; c < rows.offsets[row + 1]; c++) {
    if (rows.tier[c] !== 0) continue;
    const reward = beta * (rows.policyLogp[c] - rows.referenceLogp[c]);
    if (!(reward <= best)) best = reward;
  }
  return best;
}
