import { pairDraftOf } from './draftOf.ts';
import { type Format, has } from './format.ts';
import { instruction } from './instruction.ts';
import { readPrompt } from './texts.ts';
import { firstBetter, readPreference, secondBetter } from './values.ts';

const labels = new Map<unknown, number[][]>([
  [1, firstBetter],
  [0, secondBetter],
  ['1', firstBetter],
  ['0', secondBetter],
  [true, firstBetter],
  [false, secondBetter],
]);

/** `{"prompt", "output_A", "output_B", "label": 1 | 0, ...}`: 1 says that A is better. Source: GitHub ContextualAI/HALOs, train/data.py. */
export const halos: Format = {
  name: 'halos',
  title: 'HALOs',
  columns: ['prompt', 'output_A', 'output_B', 'label', 'reward_A', 'reward_B'],

  detect: (record) => has(record, 'output_A') && has(record, 'output_B'),

  read: (record, report) =>
    pairDraftOf(
      record,
      {
        prompt: readPrompt(record, report),
        promptPlace: { path: ['prompt'] },
        fields: ['output_A', 'output_B'],
        tiers: readPreference(record, 'label', labels, report),
        ranking: { path: ['label'] },
      },
      report,
    ),
};

const preferences = new Map<unknown, number[][]>([
  [1, firstBetter],
  [2, secondBetter],
  ['1', firstBetter],
  ['2', secondBetter],
]);

/** `{"instruction", "input", "output_1", "output_2", "preference": 1 | 2}`. Source: GitHub tatsu-lab/alpaca_farm. */
export const alpacaFarm: Format = {
  name: 'alpacafarm',
  title: 'AlpacaFarm',
  columns: [...instruction.columns, 'output_1', 'output_2', 'preference'],

  detect: (record) =>
    has(record, 'output_1') && has(record, 'output_2') && Object.hasOwn(record, 'preference'),

  read: (record, report) =>
    pairDraftOf(
      record,
      {
        ...instruction.read(record, report),
        fields: ['output_1', 'output_2'],
        tiers: readPreference(record, 'preference', preferences, report),
        ranking: { path: ['preference'] },
      },
      report,
    ),
};
