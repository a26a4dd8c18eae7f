import { fixed, scientific } from '../format.ts';

/** Which way a training step pushes a completion, and how hard: against `gradient`, d loss / d policyLogp. */
export function push(gradient: number): string {
  if (Number.isNaN(gradient)) return '–';
  const size = Math.abs(gradient);
  if (size < 5e-7) return '· 0';
  return `${gradient < 0 ? '↑' : '↓'} ${fixed(size, size < 0.001 ? scientific : 4)}`;
}
