import { arena, arena55k } from './arena.ts';
import { bestOf } from './bestOf.ts';
import { chosenLists, rmb } from './chosenLists.ts';
import { colossalPair, messagesPair, shareGptPair } from './conversationPair.ts';
import type { Format, JsonObject } from './format.ts';
import { helpSteer2Preference, helpSteer3 } from './helpSteer.ts';
import { hhRlhf } from './hhRlhf.ts';
import { implicitPair } from './implicitPair.ts';
import { instructionPair, outputList } from './instructionPair.ts';
import { llmBlender } from './llmBlender.ts';
import { messageLists } from './messageLists.ts';
import { native } from './native.ts';
import { nectar } from './nectar.ts';
import { helpSteer2, summarizeAxis } from './oneAnswerALine.ts';
import { openAssistant } from './openAssistant.ts';
import { alpacaFarm, halos } from './outputPairs.ts';
import { pair } from './pair.ts';
import { pro } from './pro.ts';
import { safeRlhf } from './safeRlhf.ts';
import { shp } from './shp.ts';
import { summarize } from './summarize.ts';
import { ultraFeedback } from './ultraFeedback.ts';
import { imageReward, unpaired } from './unscorable.ts';
import { webGpt } from './webgpt.ts';

/** In the order they are tried: the first that recognises a record reads it. Those with names of their own come before the common ones. */
export const formats: readonly Format[] = [
  ...[native, nectar, ultraFeedback, openAssistant, pro, llmBlender, bestOf, rmb, chosenLists],
  ...[
    shp,
    helpSteer2,
    summarizeAxis,
    summarize,
    webGpt,
    safeRlhf,
    helpSteer3,
    helpSteer2Preference,
    arena,
    arena55k,
    halos,
    alpacaFarm,
  ],
  ...[messageLists, imageReward, unpaired, pair, shareGptPair, messagesPair, colossalPair, instructionPair],
  ...[outputList, hhRlhf, implicitPair],
];

export function formatOf(record: JsonObject): Format | undefined {
  return formats.find((format) => format.detect(record));
}
