import { computed } from '@preact/signals';
import * as l10n from '@vscode/l10n';
import type { Job } from '../../extension/preference/job.ts';
import { differences, outcomes, pairedMeans } from '../../extension/preference/paired/differences.ts';
import { lowerIsBetter } from '../../extension/preference/paired/pairedMetrics.ts';
import {
  type GroupName,
  type Groups,
  groupsByField,
  groupsBySize,
  valuesByGroup,
} from '../../extension/preference/paired/slices.ts';
import { hasTurns, turnsColumn } from '../../extension/preference/turnsColumn.ts';
import { count } from '../format.ts';
import { intervalJob, ofPair } from './paired.ts';
import { Scrolled } from './scrolled.tsx';
import {
  base,
  beta,
  digits,
  factorOf,
  metric,
  other,
  type Shown,
  settledBeta,
  shown,
  sliceBy,
} from './state.ts';
import {
  differenceText,
  differenceUnit,
  isNeutral,
  letterOf,
  metricText,
  metricWords,
  verdict,
} from './words.ts';

/** Fewer examples than this are marked: an interval of so few is a rough one. */
const few = 30;

interface Sliced {
  readonly of: Groups;
  readonly a: readonly Float64Array[];
  readonly b: readonly Float64Array[];
}

/** Both runs' values by group, of examples that both scored. Losses stay those of before under a moving slider. */
const sliced = computed((): Sliced | undefined => {
  const now = shown.value;
  if (!now || other.value >= now.runs.length) return undefined;
  if (before?.now !== now) before = undefined;
  const by = sliceBy.value;
  const pair = [base.value, other.value] as const;
  const found =
    metric.value === 'loss' && beta.value !== settledBeta.value
      ? undefined
      : ofPair(now, `slices ${by}`, pair, metric.value, (a, b) => sliceJob(now, by, a, b), { large: true });
  if (found) before = { now, found };
  return before?.found;
});
let before: { readonly now: Shown; readonly found: Sliced } | undefined;

function* sliceJob(now: Shown, by: string, a: Float64Array, b: Float64Array): Job<Sliced> {
  const of = yield* groupsOf(now, by);
  yield;
  const both = differences(a, b);
  const inBoth = (values: Float64Array) => {
    const out = new Float64Array(values.length);
    for (let e = 0; e < out.length; e++) out[e] = Number.isNaN(both[e]) ? Number.NaN : values[e];
    return out;
  };
  const ofA = valuesByGroup(of, inBoth(a));
  yield;
  return { of, a: ofA, b: valuesByGroup(of, inBoth(b)) };
}

function* groupsOf({ state, runs }: Shown, by: string): Job<Groups> {
  if (by === 'turns' && hasTurns(state.turns)) return groupsByField(turnsColumn(state.turns));
  const field = state.fields.find(({ name }) => `field:${name}` === by);
  if (field) return groupsByField(field);
  const sizes = new Uint32Array(state.examples);
  for (const { offsets } of runs) {
    for (let e = 0; e < sizes.length; e++) sizes[e] = Math.max(sizes[e], offsets[e + 1] - offsets[e]);
    yield;
  }
  return groupsBySize(sizes);
}

/** What a line of the table says, whatever beta is a factor of: computed once for the values of a group. */
const lineNumbers = new WeakMap<Float64Array, ReturnType<typeof numbersOf>>();

function lineOf(a: Float64Array, b: Float64Array, lower: boolean) {
  let known = lineNumbers.get(a);
  if (!known) {
    known = numbersOf(a, b, lower);
    lineNumbers.set(a, known);
  }
  return known;
}

const numbersOf = (a: Float64Array, b: Float64Array, lower: boolean) => ({
  ...pairedMeans(a, b),
  won: outcomes(a, b, lower),
});

/** The same difference in parts of the file. */
export function Slices({ now }: { readonly now: Shown }) {
  const found = sliced.value;
  const key = metric.value;
  const [a, b] = [letterOf(base.value), letterOf(other.value)];
  return (
    <section class="part" aria-label={l10n.t('By slice')}>
      <div class="pair-choice">
        <label>
          {l10n.t('{0} by', metricWords[key].ofExample)}
          <select
            aria-label={l10n.t('Slices by')}
            value={sliceBy.value}
            onChange={({ currentTarget }) => {
              sliceBy.value = currentTarget.value;
            }}
          >
            <option value="K">{l10n.t('number of completions')}</option>
            {hasTurns(now.state.turns) && <option value="turns">{l10n.t('turns of the prompt')}</option>}
            {now.state.fields.map(({ name }) => (
              <option key={name} value={`field:${name}`}>
                {name}
              </option>
            ))}
          </select>
        </label>
      </div>
      {found && (
        <Scrolled label={l10n.t('Table of slices')}>
          <table class="slices">
            <thead>
              <tr>
                <th scope="col">{l10n.t('Slice')}</th>
                <th scope="col" class="number">
                  {l10n.t('Examples')}
                </th>
                <th scope="col" class="number">
                  {a}
                </th>
                <th scope="col" class="number">
                  {b}
                </th>
                <th scope="col">
                  {b} − {a}
                </th>
                <th scope="col">
                  {isNeutral(key) ? l10n.t('Higher, lower, equal') : l10n.t('Better, worse, equal')}
                </th>
              </tr>
            </thead>
            <tbody>
              {found.of.names.map((name, group) => (
                <Slice
                  key={group}
                  now={now}
                  name={nameOf(name)}
                  group={group}
                  a={found.a[group]}
                  b={found.b[group]}
                />
              ))}
            </tbody>
          </table>
        </Scrolled>
      )}
    </section>
  );
}

const short = (value: number) => String(Number(value.toPrecision(4)));

function nameOf(name: GroupName): string {
  switch (name.kind) {
    case 'word':
      return name.word;
    case 'size':
      return `K = ${name.k}`;
    case 'range':
      return name.isFirst
        ? l10n.t('from {0} to {1}', short(name.low), short(name.high))
        : l10n.t('above {0} to {1}', short(name.low), short(name.high));
    case 'others':
      return l10n.t('{0} other values', name.count);
    default:
      return name satisfies never;
  }
}

interface SliceProps {
  readonly now: Shown;
  readonly name: string;
  readonly group: number;
  readonly a: Float64Array;
  readonly b: Float64Array;
}

function Slice({ now, name, group, a, b }: SliceProps) {
  const key = metric.value;
  const { n, base: meanA, other: meanB, difference, won } = lineOf(a, b, lowerIsBetter(key));
  const factor = factorOf(key);
  const isLoss = key === 'loss';
  const at = isLoss ? `/${settledBeta.value}` : '';
  const id = `${base.value}/${other.value}/${key}${at}/${sliceBy.value}/${group}`;
  const interval = now.work.of(id, () => intervalJob(a, b), { later: true, large: isLoss });
  const text = (value: number) => differenceText(key, factor * value, digits.value);
  const found = interval && verdict(key, interval.low, interval.high);
  return (
    <tr class={n < few ? 'few' : undefined}>
      <th scope="row">
        <bdi>{name}</bdi>
      </th>
      <td class="number">
        {count(n)}
        {n < few && (
          <span class="few-mark" title={l10n.t('Fewer than {0} examples: the interval is rough', few)}>
            {' '}
            {l10n.t({ message: 'few', comment: ['Few examples; behind their number'] })}
          </span>
        )}
      </td>
      <td class="number">{metricText(key, factor * meanA, digits.value)}</td>
      <td class="number">{metricText(key, factor * meanB, digits.value)}</td>
      <td>
        <span class={`judged ${found?.kind ?? 'none'}`}>
          {found?.glyph} {text(difference)}
          {differenceUnit(key)}
          <span class={found?.kind === 'none' ? 'for-readers' : 'judged-words'}> {found?.words}</span>
        </span>{' '}
        <span class="quiet">
          {!interval
            ? l10n.t('… to …')
            : Number.isNaN(interval.low)
              ? l10n.t('no interval')
              : l10n.t('{0} to {1}', text(interval.low), text(interval.high))}
        </span>
      </td>
      <td class="quiet">
        {count(won.better)}, {count(won.worse)}, {count(won.equal)}
      </td>
    </tr>
  );
}
