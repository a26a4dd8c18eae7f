import type { Random } from '../random.ts';

const token = /"(?:[^"\\]|\\.)*"?|[-+.\w]+|\s+|[\s\S]/g;

/** A line with some of its JSON tokens dropped, doubled, swapped, or replaced by those of another line. */
export function retokenized(line: string, other: string, random: Random): string {
  const tokens = line.match(token) ?? [];
  if (tokens.length === 0 || tokens.length > 20_000) return line;
  const foreign = other.match(token) ?? ['null'];
  for (let times = 1 + random.below(3); times > 0; times--) {
    const at = random.below(tokens.length);
    const to = random.below(tokens.length);
    random.of([
      () => tokens.splice(at, 1),
      () => tokens.splice(at, 0, tokens[to]),
      () => ([tokens[at], tokens[to]] = [tokens[to], tokens[at]]),
      () => tokens.splice(at, 1, random.of(foreign)),
      () => tokens.splice(at, 0, ...foreign.slice(0, random.below(20))),
      () => tokens.splice(Math.min(at, to), Math.abs(at - to)),
    ])();
    if (tokens.length === 0) break;
  }
  return tokens.join('');
}
