import * as l10n from '@vscode/l10n';
import type { OnnxModel, OnnxValue } from './onnxModel.ts';

/** An input with the past of earlier tokens, and the output that is its next value. */
export interface PastPair {
  readonly past: string;
  readonly present: string;
  readonly batchAxis: number;
  /** Sequences and heads share the batch axis, sequences outside. */
  readonly folded: boolean;
  /** A `cache` grows by every token; a `state` (of a convolution or recurrence) keeps its size and starts at zero. */
  readonly kind: 'cache' | 'state';
}

export type PastPairs =
  | { readonly ok: true; readonly pairs: readonly PastPair[] }
  | { readonly ok: false; readonly reason: string };

/** Pairs inputs and outputs by the names that exporters give; `isPast` says which inputs are meant, by default by name. */
export function pastPairs(
  model: OnnxModel,
  isPast: (name: string) => boolean = (name) => /^past|^cache|past_key_values/.test(name),
): PastPairs {
  const { inputs, outputs, initializers } = model.graph;
  const constants = new Set(initializers.map(({ name }) => name));
  const pasts = inputs.filter(({ name }) => isPast(name) && !constants.has(name));
  if (pasts.length === 0) return { ok: false, reason: l10n.t('it takes no past of earlier tokens') };
  const batchName = inputs.find(({ name }) => name === 'input_ids')?.shape?.[0];
  const presents = new Map(outputs.map((output) => [output.name, output]));
  const pairs: PastPair[] = [];
  for (const past of pasts) {
    const present = namesOfPresent(past.name)
      .map((name) => presents.get(name))
      .find((output) => output !== undefined);
    if (!present) return { ok: false, reason: l10n.t('it gives nothing back for its input {0}', past.name) };
    if (present.type !== past.type || present.shape?.length !== past.shape?.length)
      return {
        ok: false,
        reason: l10n.t('its output {0} is of another type than its input {1}', present.name, past.name),
      };
    const batchAxis = batchAxisOf(past, batchName);
    if (typeof batchAxis === 'string') return { ok: false, reason: batchAxis };
    const axis = past.shape?.[batchAxis];
    pairs.push({
      past: past.name,
      present: present.name,
      batchAxis,
      folded: typeof axis === 'string' && /head/i.test(axis),
      kind: kindOf(past, present, batchAxis),
    });
  }
  return { ok: true, pairs };
}

function namesOfPresent(past: string): string[] {
  const swapped = (from: RegExp, to: string) => (from.test(past) ? [past.replace(from, to)] : []);
  return [
    ...swapped(/past_key_values/, 'present'),
    ...swapped(/past_key_values/, 'present_key_values'),
    ...swapped(/past/, 'present'),
    ...swapped(/^cache/, 'present'),
    ...swapped(/^cache_/, 'cache_out_'),
    ...swapped(/^(.*)_in$/, '$1_out'),
  ];
}

function batchAxisOf({ name, shape }: OnnxValue, batchName: number | string | undefined): number | string {
  if (!shape) return l10n.t('it does not say what shape its input {0} has', name);
  const named = shape.findIndex(
    (size) => typeof size === 'string' && (/batch/i.test(size) || (size !== '' && size === batchName)),
  );
  if (named >= 0) return named;
  const usual = shape.length === 5 && shape[0] === 2 ? 1 : 0;
  const size = shape[usual];
  if (typeof size === 'number')
    return size === 1
      ? l10n.t('its input {0} takes exactly 1 sequence at a time', name)
      : l10n.t('its input {0} takes exactly {1} sequences at a time', name, size);
  return usual;
}

/** A state has every size but the batch fixed, or says so by its name. */
function kindOf(past: OnnxValue, present: OnnxValue, batchAxis: number): 'cache' | 'state' {
  if (/conv|ssm|state|recurrent/i.test(past.name)) return 'state';
  const sizes = [...(past.shape ?? []), ...(present.shape ?? [])];
  const others = sizes.filter((_, i) => i % (past.shape?.length ?? 1) !== batchAxis);
  return others.every((size) => typeof size === 'number') ? 'state' : 'cache';
}
