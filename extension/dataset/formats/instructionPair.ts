import * as l10n from '@vscode/l10n';
import { draftOf, pairDraftOf } from './draftOf.ts';
import type { Format, JsonObject } from './format.ts';
import { instruction } from './instruction.ts';
import { readCompletion } from './texts.ts';
import { firstBetter, readList } from './values.ts';

const chosenNames = ['chosen', 'chosen_response'];
const rejectedNames = ['rejected', 'rejected_response'];
const nameIn = (record: JsonObject, names: readonly string[]) =>
  names.find((name) => Object.hasOwn(record, name));

/**
 * `{"instruction" | "question" | "input" | "prompt", "chosen" | "chosen_response", "rejected" | "rejected_response"}`, with `system` and
 * `history`. Sources: GitHub hiyouga/LLaMA-Factory, data/README.md (alpaca); axolotl-ai-cloud/axolotl, docs/rlhf.qmd.
 */
export const instructionPair: Format = {
  name: 'instruction-pair',
  title: l10n.t('LLaMA-Factory, axolotl: instruction with chosen and rejected'),
  columns: [...instruction.columns, ...chosenNames, ...rejectedNames],

  detect: (record) =>
    instruction.detect(record) &&
    nameIn(record, chosenNames) !== undefined &&
    nameIn(record, rejectedNames) !== undefined,

  read: (record, report) =>
    pairDraftOf(
      record,
      {
        ...instruction.read(record, report),
        fields: [nameIn(record, chosenNames) ?? 'chosen', nameIn(record, rejectedNames) ?? 'rejected'],
        tiers: firstBetter,
      },
      report,
    ),
};

/**
 * `{"instruction", "input", "output": ["best", ..., "worst"], "history"}`: the order is the ranking.
 * Source: GitHub hiyouga/ChatGLM-Efficient-Tuning, data/oaast_rm; older LLaMA-Factory.
 */
export const outputList: Format = {
  name: 'output-list',
  title: l10n.t('LLaMA-Factory: outputs from best to worst'),
  columns: [...instruction.columns, 'output'],

  detect: (record) => instruction.detect(record) && Array.isArray(record.output),

  read(record, report) {
    const outputs = readList(record, 'output', report);
    const places = outputs.map((_, i) => ({ path: ['output', i] }));
    return draftOf(
      {
        ...instruction.read(record, report),
        completions: outputs.map((output, i) => readCompletion(output, places[i], report)),
        places,
        tiers: outputs.map((_, i) => [i]),
        ranking: { path: ['output'] },
      },
      report,
    );
  },
};
