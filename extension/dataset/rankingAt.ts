import type { Example, Path } from './example.ts';
import { entries, keyText, skipSpace } from './jsonText.ts';

/**
 * Index of the ranking of a record that a place in its line belongs to (UTF-16 units): the one with a piece that is nearest in the
 * record's structure; of equally near ones the first, which in a tree is the outer one. Undefined where the place tells nothing.
 */
export function rankingAt(text: string, examples: readonly Example[], offset: number): number | undefined {
  const path = pathAt(text, offset);
  let found: number | undefined;
  let most = 0;
  for (const [index, { places }] of examples.entries())
    for (const place of [places.prompt, ...places.completions, places.ranking]) {
      const shared = place ? sharedSteps(place.path, path) : 0;
      if (shared <= most) continue;
      most = shared;
      found = index;
    }
  return found;
}

function sharedSteps(a: Path, b: Path): number {
  let i = 0;
  while (i < a.length && i < b.length && a[i] === b[i]) i++;
  return i;
}

/** Keys and indices that lead to what stands at an offset of valid JSON. A key belongs to its value. */
function pathAt(text: string, offset: number): Path {
  const path: (string | number)[] = [];
  for (let start: number | undefined = skipSpace(text, 0); start !== undefined; ) {
    const container: number = start;
    start = undefined;
    if (text[container] !== '{' && text[container] !== '[') break;
    let index = 0;
    for (const { key, value } of entries(text, container)) {
      if ((key ?? value).start > offset) break;
      if (offset < value.end) {
        path.push(key ? keyText(text, key) : index);
        start = value.start;
        break;
      }
      index++;
    }
  }
  return path;
}
