import type { Example, Place } from './example.ts';
import { locate } from './locate.ts';

export type PlaceInExample =
  | { readonly kind: 'prompt' | 'ranking' }
  | { readonly kind: 'completion'; readonly index: number };

/** What lies under a UTF-16 offset of the line an example was read from. */
export function placeAt(text: string, example: Example, offset: number): PlaceInExample | undefined {
  const covers = (place: Place) => {
    const { start, end } = locate(text, place);
    return start <= offset && offset < end;
  };
  const { prompt, completions, ranking } = example.places;
  const index = completions.findIndex(covers);
  if (index >= 0) return { kind: 'completion', index };
  if (covers(prompt)) return { kind: 'prompt' };
  return ranking && covers(ranking) ? { kind: 'ranking' } : undefined;
}
