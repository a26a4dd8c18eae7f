import { fixed, scientific } from '../format.ts';

const nothing = 5e-7;

/** Which way a training step pushes a completion, and how hard: against `gradient`, d loss / d policyLogp. */
export function push(gradient: number): string {
  if (Number.isNaN(gradient)) return '–';
  const size = Math.abs(gradient);
  if (size < nothing) return '· 0';
  return `${gradient < 0 ? '↑' : '↓'} ${fixed(size, size < 0.001 ? scientific : 4)}`;
}

/** Shares of beta, which a pair that is ranked the wrong way round by far is pushed with. */
const strengths: readonly (readonly [number, string])[] = [
  [0.5, 'hard'],
  [0.1, 'somewhat'],
  [0.01, 'gently'],
  [0, 'hardly at all'],
];

/** The same in words: `up, gently`. */
export function pushWords(gradient: number, beta: number): string {
  if (Number.isNaN(gradient)) return 'not known';
  const size = Math.abs(gradient);
  if (size < nothing) return 'neither up nor down';
  const [, strength] = strengths.find(([share]) => size >= share * beta)!;
  return `${gradient < 0 ? 'up' : 'down'}, ${strength}`;
}
