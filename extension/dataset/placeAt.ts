import type { Example, Place } from './example.ts';
import { locate } from './locate.ts';

export type PlaceInExample =
  | { readonly kind: 'prompt' | 'ranking' }
  | { readonly kind: 'completion'; readonly index: number };

/** What lies under a UTF-16 offset of a line that an example was read from; `line` is its 0-based number among the example's lines. */
export function placeAt(
  text: string,
  example: Example,
  offset: number,
  line = 0,
): PlaceInExample | undefined {
  const covers = (place: Place) => {
    if ((place.line ?? 0) !== line) return false;
    const { start, end } = locate(text, place);
    return start <= offset && offset < end;
  };
  const { prompt, completions, ranking } = example.places;
  const index = completions.findIndex(covers);
  if (index >= 0) return { kind: 'completion', index };
  if (covers(prompt)) return { kind: 'prompt' };
  return ranking && covers(ranking) ? { kind: 'ranking' } : undefined;
}
