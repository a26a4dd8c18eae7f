import { type FieldColumn, mostFields } from '../extension/preference/fieldColumns.ts';
import { type Growable, growable } from './growable.ts';

type Scalar = string | number | boolean;

type Kept =
  | { readonly kind: 'numbers'; readonly values: Growable<Float64Array> }
  | {
      readonly kind: 'words';
      readonly codes: Growable<Uint32Array>;
      readonly words: (Scalar | undefined)[];
      readonly known: Map<Scalar, number>;
    };

/** Field columns of a run that grows: parts bring other fields, other words, and words where numbers were. */
export interface FieldStore {
  /** `n`: rows of this part. */
  append(part: readonly FieldColumn[], n: number): void;
  view(): readonly FieldColumn[];
}

export function fieldStore(): FieldStore {
  const kept = new Map<string, Kept>();
  let rows = 0;
  return {
    append(part, n) {
      for (const column of part) {
        let known = kept.get(column.name);
        if (!known && kept.size >= mostFields) continue;
        known ??= pad(column.kind === 'numbers' ? keptNumbers() : keptWords(), rows);
        if (known.kind === 'numbers' && column.kind === 'words') known = wordsOf(known.values.view());
        kept.set(column.name, known);
        append(known, column);
      }
      rows += n;
      for (const known of kept.values()) pad(known, rows);
    },
    view: () =>
      Array.from(kept, ([name, known]) =>
        known.kind === 'numbers'
          ? { name, kind: 'numbers', values: known.values.view() }
          : { name, kind: 'words', codes: known.codes.view(), words: known.words },
      ),
  };
}

const keptNumbers = (): Kept => ({ kind: 'numbers', values: growable((n) => new Float64Array(n)) });
const keptWords = () =>
  ({
    kind: 'words',
    codes: growable((n) => new Uint32Array(n)),
    words: [undefined] as (Scalar | undefined)[],
    known: new Map<Scalar, number>(),
  }) satisfies Kept;

/** Rows up to `length` have no value. */
function pad(kept: Kept, length: number): Kept {
  if (kept.kind === 'numbers')
    kept.values.append(new Float64Array(length - kept.values.length).fill(Number.NaN));
  else kept.codes.append(new Uint32Array(length - kept.codes.length));
  return kept;
}

function append(kept: Kept, column: FieldColumn): void {
  if (kept.kind === 'numbers') {
    if (column.kind === 'numbers') kept.values.append(column.values);
    return;
  }
  if (column.kind === 'numbers') {
    kept.codes.append(column.values.map((value) => codeOf(kept, value)));
    return;
  }
  const codes = Uint32Array.from(column.words, (word) => codeOf(kept, word ?? Number.NaN));
  kept.codes.append(column.codes.map((code) => codes[code]));
}

function codeOf({ words, known }: Extract<Kept, { kind: 'words' }>, value: Scalar): number {
  if (Number.isNaN(value)) return 0;
  let code = known.get(value);
  if (code === undefined) {
    code = words.length;
    words.push(value);
    known.set(value, code);
  }
  return code;
}

function wordsOf(values: Float64Array): Kept {
  const kept = keptWords();
  kept.codes.append(values.map((value) => codeOf(kept, value)));
  return kept;
}
