import { type Rounding, roundingOf, spacingAt } from './coarse.ts';
import type { DerivedColumns } from './columns.ts';
import { type Rows, Status, separateFlag, truncatedFlag } from './rows.ts';
import type { Summary } from './summary.ts';
import type { Texts } from './textColumn.ts';

/** What a run shows of its own set-up, before anybody reads its numbers. */
export interface Finding {
  readonly code:
    | 'same-models'
    | 'at-chance'
    | 'below-chance'
    | 'all-fell'
    | 'saturated'
    | 'rounded'
    | 'failed'
    | 'malformed'
    | 'no-preference'
    | 'truncated'
    | 'separate';
  /** Examples it is about, of how many. */
  readonly count: number;
  readonly of: number;
  /** Row of the first one; undefined of what is of the run as a whole. */
  readonly first?: number;
  /** Why, of what failed; numbers in it do not make another cause. Of what was rounded: to what. */
  readonly reason?: string;
  /** In the place of a reason: so many that are rarer. */
  readonly otherCauses?: number;
}

/** Fewer examples say nothing of a mean. */
const fewest = 20;
/** Nats that rounding leaves between two runs of one model. */
const rounding = 1e-6;
/** Nats a token: no text is so unlikely; a float16 model has overflowed. */
const impossible = -100;
/** Nats of a whole completion, and a token of it: one logit at float16's end (65,504) among thousands of tokens; a coin of 150,000 sides has −12. */
const atFloat16End = -60_000;
const worseThanUniform = -13;
/** Share of examples from which on it is worth a word that all completions fell. */
const mostFell = 0.5;
/** Causes that are told apart. */
const mostCauses = 5;

type Facts = Pick<Rows, 'offsets' | 'status' | 'flags' | 'policyLogp' | 'referenceLogp' | 'tokens'> & {
  readonly reason: Texts;
};
/** NaN of examples that do not count; it does not depend on beta. */
type Values = Pick<DerivedColumns, 'chance'>;

/** What facts alone show, so that another beta does not look at every row again. */
export interface Looked {
  readonly of: number;
  /** Examples whose two models say the same. */
  readonly equal: number;
  readonly fell: Counted;
  readonly saturated: Counted;
  /** Examples whose rewards differ by no more than the rounding of their log-probabilities. */
  readonly rounded: Counted & { readonly to?: Rounding['name'] };
  /** As they stand in `findings`. */
  readonly others: readonly Finding[];
}

interface Counted {
  readonly count: number;
  readonly first?: number;
}

export function looked(rows: Facts, derived: Values): Looked {
  const of = rows.status.length;
  const others = [...causes(rows, Status.failed, 'failed'), ...causes(rows, Status.malformed, 'malformed')];
  const tied = counted(rows.status, Status.noPreference);
  if (tied.count > 0) others.push({ code: 'no-preference', of, ...tied });
  for (const [code, flag] of [
    ['truncated', truncatedFlag],
    ['separate', separateFlag],
  ] as const) {
    const flagged = counted(rows.flags, flag, flag);
    if (flagged.count > 0) others.push({ code, of, ...flagged });
  }
  return { of, others, ...rewards(rows, derived), rounded: rounded(rows, derived) };
}

/** What is off with a run, the gravest first; nothing where all is as it should be. */
export function findings(
  { of, equal, fell, saturated, rounded, others }: Looked,
  { n, loss, chance }: Pick<Summary, 'n' | 'loss' | 'chance'>,
): Finding[] {
  const found: Finding[] = [];
  const isSame = n > 0 && equal === n;
  if (isSame) found.push({ code: 'same-models', count: n, of });
  else if (n >= fewest && loss.low > chance) found.push({ code: 'below-chance', count: n, of });
  else if (n >= fewest && loss.high >= chance) found.push({ code: 'at-chance', count: n, of });
  if (saturated.count > 0) found.push({ code: 'saturated', of, ...saturated });
  const { to: reason, ...lost } = rounded;
  if (!isSame && n >= fewest && lost.count > 0) found.push({ code: 'rounded', of, reason, ...lost });
  found.push(...others);
  if (!isSame && n >= fewest && fell.count > mostFell * n) found.push({ code: 'all-fell', ...fell, of: n });
  return found;
}

/** Of the examples that count: those whose models say the same, those all of whose completions became less likely, those beyond belief. */
function rewards({ offsets, policyLogp, referenceLogp, tokens }: Facts, { chance }: Values) {
  let equal = 0;
  const fell = tally();
  const saturated = tally();
  for (let row = 0; row < chance.length; row++) {
    if (Number.isNaN(chance[row])) continue;
    let farthest = 0;
    let highest = Number.NEGATIVE_INFINITY;
    let isBeyond = false;
    for (let c = offsets[row]; c < offsets[row + 1]; c++) {
      const ratio = policyLogp[c] - referenceLogp[c];
      farthest = Math.max(farthest, Math.abs(ratio));
      highest = Math.max(highest, ratio);
      const size = Math.max(1, tokens[c]);
      const least = Math.max(impossible * size, Math.min(atFloat16End, worseThanUniform * size));
      isBeyond = isBeyond || policyLogp[c] < least || referenceLogp[c] < least;
    }
    if (farthest <= rounding) equal++;
    if (highest < 0) fell.add(row);
    if (isBeyond) saturated.add(row);
  }
  return { equal, fell: fell.found(), saturated: saturated.found() };
}

/** Of a run whose log-probabilities came rounded, as those that records bring: what the rounding leaves no order of. */
function rounded(rows: Facts, { chance }: Values): Looked['rounded'] {
  const { offsets, policyLogp, referenceLogp } = rows;
  const ofPolicy = roundingOf(rows, policyLogp, chance);
  const ofReference = roundingOf(rows, referenceLogp, chance);
  const to =
    ofPolicy && ofReference && ofPolicy.bits > ofReference.bits ? ofReference : (ofPolicy ?? ofReference);
  if (!to) return { count: 0 };
  const lost = tally();
  for (let row = 0; row < chance.length; row++) {
    if (Number.isNaN(chance[row])) continue;
    let [low, high, step] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0];
    for (let c = offsets[row]; c < offsets[row + 1]; c++) {
      const ratio = policyLogp[c] - referenceLogp[c];
      low = Math.min(low, ratio);
      high = Math.max(high, ratio);
      if (ofPolicy) step = Math.max(step, spacingAt(policyLogp[c], ofPolicy));
      if (ofReference) step = Math.max(step, spacingAt(referenceLogp[c], ofReference));
    }
    if (high - low <= step) lost.add(row);
  }
  return { ...lost.found(), to: to.name };
}

/** Rows whose value, or some of whose bits where `mask` says which, is the one looked for. */
function counted(values: Uint8Array, wanted: number, mask = 0xff): Counted {
  const rows = tally();
  for (let row = 0; row < values.length; row++) if ((values[row] & mask) === wanted) rows.add(row);
  return rows.found();
}

function tally() {
  let count = 0;
  let first: number | undefined;
  return {
    add(row: number): void {
      count++;
      first ??= row;
    },
    found: () => ({ count, ...(first === undefined ? {} : { first }) }),
  };
}

/** The commonest first; the rarest are one. */
function causes({ status, reason }: Facts, wanted: number, code: 'failed' | 'malformed'): Finding[] {
  const byCause = new Map<string, { count: number; first: number; reason: string | undefined }>();
  for (let row = 0; row < status.length; row++) {
    if (status[row] !== wanted) continue;
    const key = (reason.at(row) ?? '').replace(/\d+/g, '#');
    const known = byCause.get(key);
    if (known) known.count++;
    else byCause.set(key, { count: 1, first: row, reason: reason.at(row) });
  }
  const sorted = [...byCause.values()].sort((a, b) => b.count - a.count);
  const rest = sorted.slice(mostCauses);
  const shown = sorted.slice(0, mostCauses).map((cause): Finding => ({ code, of: status.length, ...cause }));
  if (rest.length === 0) return shown;
  const count = rest.reduce((sum, cause) => sum + cause.count, 0);
  const first = Math.min(...rest.map((cause) => cause.first));
  return [...shown, { code, of: status.length, count, first, otherCauses: rest.length }];
}
