import * as l10n from '@vscode/l10n';
import type { InferenceSession } from 'onnxruntime-node';
import type { ModelConfig } from './modelConfig.ts';

/** An input for the past of earlier tokens, which is empty as every sequence is run from its start. */
export interface PastInput {
  readonly name: string;
  readonly type: 'float32' | 'float16';
  /** Each dimension: a size, times the batch where `perSequence`. A length of past tokens is 0. */
  readonly dimensions: readonly Dimension[];
}

interface Dimension {
  readonly size: number;
  readonly perSequence: boolean;
}

/**
 * Split key or value [batch, heads, past, head] in any order, both stacked [2, batch, heads, past, head],
 * or the state of a convolution or recurrence, which has no past length and starts at zero.
 */
export function pastInput(
  input: InferenceSession.ValueMetadata,
  config: ModelConfig,
  batchName: number | string,
  refuse: (reason: string) => Error,
): PastInput {
  const { name } = input;
  if (!input.isTensor || (input.type !== 'float32' && input.type !== 'float16')) {
    throw refuse(
      l10n.t(
        'its input {0} is {1} instead of float32 or float16',
        name,
        input.isTensor ? input.type : l10n.t('no tensor'),
      ),
    );
  }
  const rank = input.shape.length;
  const dimensions = input.shape.map((dimension, index) => {
    const meaning = meaningOf(dimension, index, rank, batchName);
    if (typeof meaning === 'number') return { size: meaning, perSequence: false };
    if (meaning === 'past') return { size: 0, perSequence: false };
    if (meaning === 'batch') return { size: 1, perSequence: true };
    const size = meaning === 'head' ? config.headSize : config.keyValueHeads;
    if (size > 0 && meaning) return { size, perSequence: meaning === 'batch x heads' };
    throw refuse(
      l10n.t(
        'the dimension "{0}" of its input {1} is not known (config.json should give the number of heads)',
        dimension,
        name,
      ),
    );
  });
  const isState = /conv|ssm|state|recurrent/i.test(name);
  if (!isState && dimensions.every(({ size }) => size > 0)) {
    throw refuse(l10n.t('its input {0} has a fixed length (a static cache)', name));
  }
  return { name, type: input.type, dimensions };
}

type Meaning = number | 'batch' | 'heads' | 'batch x heads' | 'past' | 'head' | undefined;

const byPosition: Readonly<Record<number, readonly Meaning[]>> = {
  4: ['batch', 'heads', 'past', 'head'],
  5: [2, 'batch', 'heads', 'past', 'head'],
};

function meaningOf(
  dimension: number | string,
  index: number,
  rank: number,
  batchName: number | string,
): Meaning {
  if (typeof dimension === 'number') return dimension;
  if (/batch/i.test(dimension)) return /head/i.test(dimension) ? 'batch x heads' : 'batch';
  if (dimension !== '' && dimension === batchName) return 'batch';
  if (/past|seq|total|length|cache/i.test(dimension)) return 'past';
  if (/head_?(dim|size)|embed/i.test(dimension)) return 'head';
  if (/head/i.test(dimension)) return 'heads';
  return byPosition[rank]?.[index];
}
