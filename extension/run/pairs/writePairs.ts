import { stat } from 'node:fs/promises';
import { checkRawLine } from '../../dataset/checkRawLine.ts';
import type { Example } from '../../dataset/example.ts';
import { exampleHash, lineHash } from '../../dataset/lineHash.ts';
import { readRecords } from '../../dataset/records.ts';
import { buildPairs, type LeftOut, type Pair } from '../../preference/pairBuilder.ts';
import { type Sink, writeWhole } from '../export/fileSink.ts';
import { unreadable } from '../fileErrors.ts';
import { fairSample } from './fairSample.ts';
import { pairRecord } from './pairRecord.ts';
import type { PairsEnd, PairsRequest } from './pairsRequest.ts';
import { type KnownCompletions, rewardSource } from './rewardSource.ts';

export interface PairsListener {
  readonly signal?: AbortSignal;
  /** Hears how many bytes of the dataset are done. */
  readonly told?: (bytes: number) => void;
}

/** Enough for a histogram of any file. */
const mostValues = 100_000;

/**
 * Pairs of all rankings of a file, read as a stream; written as a whole or not at all, or only counted where there is
 * no target. UserError as `writeWhole`, or when the dataset cannot be read; the signal's reason.
 */
export async function writePairs(request: PairsRequest, listener: PairsListener = {}): Promise<PairsEnd> {
  const { target, dataset } = request;
  if (target === undefined) return pairsTo(undefined, request, listener);
  return writeWhole(target, dataset, (sink) => pairsTo(sink, request, listener));
}

/** As `writePairs`, into what is open already. */
export async function pairsTo(
  sink: Sink | undefined,
  request: PairsRequest,
  { signal, told }: PairsListener,
): Promise<PairsEnd> {
  const { dataset, reading, options, fields, rows } = request;
  const counts = { examples: 0, used: 0, pairs: 0, malformed: 0 };
  const leftOut: Record<LeftOut, number> = { tied: 0, 'no-reward': 0, 'no-scores': 0, gap: 0, 'too-many': 0 };
  const [gaps, lengths] = [fairSample(mostValues), fairSample(mostValues)];
  const lengthUnit = rows?.tokens.some((n) => n > 0) ? 'tokens' : 'characters';
  const known = rewardSource(rows, request.beta);
  const lengthOf = (example: Example, { tokens }: KnownCompletions, i: number) =>
    lengthUnit === 'tokens' ? tokens?.[i] || Number.NaN : characters(example.completions[i]);
  const size = await stat(dataset).catch((error) => {
    throw unreadable(dataset, error);
  });
  for await (const block of readRecords(dataset, { signal, reading })) {
    for (const raw of block) {
      const { examples } = checkRawLine(raw, reading);
      if (examples.length === 0 && !request.onlyRows) counts.malformed++;
      let text = '';
      for (const [part, example] of examples.entries()) {
        const hash = exampleHash(lineHash(raw.text), part);
        const facts = known(hash, example);
        if (request.onlyRows && !facts.inRows) continue;
        counts.examples++;
        const { tiers, scores } = example;
        const built = buildPairs({ tiers, scores, rewards: facts.rewards, key: hash }, options);
        if (built.leftOut !== undefined) leftOut[built.leftOut]++;
        else counts.used++;
        counts.pairs += built.pairs.length;
        const place = { line: raw.line, part, rewards: facts.rewards };
        const lineOf = (pair: Pair) => `${JSON.stringify(pairRecord(example, pair, place, fields))}\n`;
        for (const pair of built.pairs) {
          gaps.add(pair.gap);
          lengths.add(lengthOf(example, facts, pair.chosen) - lengthOf(example, facts, pair.rejected));
          if (sink) text += lineOf(pair);
          // All pairs of a long ranking repeat its prompt many times.
          if (text.length > longText) text = await written(sink, text);
        }
      }
      if (text !== '') await written(sink, text);
    }
    const last = block[block.length - 1];
    told?.(last.byteOffset + last.byteLength);
    // Whoever wants to cancel is heard between two blocks.
    await new Promise(setImmediate);
  }
  const sampled = { gaps: gaps.values(), lengths: lengths.values(), lengthUnit } as const;
  return { ...counts, leftOut, ...sampled, bytes: size.size };
}

const longText = 1 << 20;

async function written(sink: Sink | undefined, text: string): Promise<''> {
  await sink?.write(text);
  return '';
}

function characters(text: Example['completions'][number]): number {
  if (typeof text === 'string') return text.length;
  return text.reduce((sum, { content }) => sum + content.length, 0);
}
