import type { RawLine } from '../lines.ts';
import { recordIn } from '../recordIn.ts';
import { compact } from './respaced.ts';

/** A record as a line of JSON lines, no value of it touched: its own text where that was on one line. Undefined for what is no object. */
export function recordLine({
  text,
  problem,
  place,
}: Pick<RawLine, 'text' | 'problem' | 'place'>): string | undefined {
  if (problem || recordIn(text) === undefined) return undefined;
  const own = text.replace(/^\ufeff+/, '');
  return place && own.includes('\r') ? compact(own) : own;
}
