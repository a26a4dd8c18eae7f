import type { TextColumn, Texts } from '../extension/preference/textColumn.ts';
import { growable } from './growable.ts';

/** Texts of the rows of a page. */
export interface KeptTexts extends Texts {
  /** Whether a row has one. */
  readonly any: boolean;
}

/** Texts of a run that grows; each is cut out of its part when it is asked for. */
export interface TextStore {
  append(column: TextColumn): void;
  /** Everything so far; later texts are not in it. */
  view(): KeptTexts;
}

const none = 0;

export function textStore(): TextStore {
  const parts: string[] = [''];
  const integers = () => growable((n) => new Uint32Array(n));
  const [part, start, end] = [integers(), integers(), integers()];
  let any = false;
  return {
    append({ text, ends, known }) {
      const number = parts.push(text) - 1;
      any ||= known.includes(1);
      part.append(Uint32Array.from(known, (isKnown) => (isKnown === 1 ? number : none)));
      const starts = new Uint32Array(ends.length);
      if (ends.length > 1) starts.set(ends.subarray(0, -1), 1);
      start.append(starts);
      end.append(ends);
    },
    view() {
      const [parted, started, ended] = [part.view(), start.view(), end.view()];
      return {
        any,
        length: parted.length,
        at: (row) =>
          (parted[row] ?? none) === none ? undefined : parts[parted[row]].slice(started[row], ended[row]),
      };
    },
  };
}
