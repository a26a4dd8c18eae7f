import { checkRawLine } from '../dataset/checkRawLine.ts';
import { readLines } from '../dataset/lines.ts';
import type { Reading } from '../dataset/reading.ts';
import { readRecords } from '../dataset/records.ts';
import type { Rows } from '../preference/rows.ts';
import { scoredRow } from '../run/facts.ts';
import { unreadable } from '../run/fileErrors.ts';
import { type RowFacts, rowsOf } from '../run/rowsBuilder.ts';
import { UserError } from '../userError.ts';

interface Line {
  readonly policyLogp: readonly number[];
  readonly referenceLogp: readonly number[];
  readonly tokens: readonly number[];
}

/** Rows from the lines of `evaluate --json`, told by line and ranking. UserError for a file that has none. */
export async function rowsOfJson(file: string, dataset: string, reading: Reading): Promise<Rows> {
  const lines = new Map<string, Line>();
  try {
    for await (const block of readLines(file))
      for (const { text } of block) {
        const line = parsed(text);
        if (line) lines.set(`${line.line}/${line.ranking ?? 0}`, line);
      }
  } catch (error) {
    throw unreadable(file, error);
  }
  if (lines.size === 0)
    throw new UserError(
      `${file} has no lines with line, policyLogp and referenceLogp. Give what "plackett evaluate --json" wrote.`,
      'data',
    );
  const facts: RowFacts[] = [];
  for await (const block of readRecords(dataset, { reading }))
    for (const raw of block)
      checkRawLine(raw, reading).examples.forEach((example, part) => {
        const known = lines.get(`${raw.line}/${part}`);
        if (known?.policyLogp.length !== example.completions.length) return;
        const outcome = (logps: readonly number[]) => ({
          ok: true as const,
          logps: Float64Array.from(logps),
          tokens: Uint32Array.from(known.tokens),
          truncated: false,
          separate: false,
        });
        facts.push(
          scoredRow({ raw, example, part }, outcome(known.policyLogp), outcome(known.referenceLogp)),
        );
      });
  return rowsOf(facts);
}

function parsed(text: string): (Line & { readonly line: number; readonly ranking?: number }) | undefined {
  try {
    const value = JSON.parse(text);
    const numbers = (list: unknown) =>
      Array.isArray(list) && list.every((v) => v === null || typeof v === 'number');
    if (!Number.isInteger(value?.line) || !numbers(value.policyLogp) || !numbers(value.referenceLogp))
      return undefined;
    const some = value.policyLogp.map((v: number | null) => v ?? Number.NaN);
    const tokens = numbers(value.tokens) ? value.tokens : some.map(() => 0);
    return {
      line: value.line,
      ranking: value.ranking,
      tokens,
      policyLogp: some,
      referenceLogp: value.referenceLogp,
    };
  } catch {
    return undefined;
  }
}
