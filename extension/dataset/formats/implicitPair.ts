import * as l10n from '@vscode/l10n';
import type { Place, Text } from '../example.ts';
import { splitConversations } from './conversation.ts';
import { type Draft, type Format, has, type JsonObject, type Report } from './format.ts';
import { pairColumns, readSides, sides } from './pairSides.ts';

/** Where these stand beside the two sides, they hold the prompt: such records are another format. */
const otherPrompts = [
  'conversations',
  'conversation',
  'context',
  'history',
  'instruction',
  'input',
  'question',
  'query',
  'messages',
];

/**
 * `{"chosen", "rejected"}` whose common start is the prompt: two conversations, or plain texts.
 * Source: GitHub huggingface/trl, docs/source/dataset_formats.md.
 */
export const implicitPair: Format = {
  name: 'implicit-pair',
  title: l10n.t('TRL: chosen, rejected with the prompt in both'),
  columns: pairColumns,

  detect: (record) =>
    sides.some((side) => has(record, side)) &&
    (sides.some((side) => isWhole(record[side])) || !otherPrompts.some((key) => has(record, key))),

  read(record, report) {
    const { texts, policyLogps, referenceLogps } = readSides(record, report);
    const split = texts && splitSides(texts, report);
    return split && ({ ...split, tiers: [[0], [1]], policyLogps, referenceLogps } satisfies Draft);
  },
};

/** Holds a conversation from its start, prompt and all. */
function isWhole(value: unknown): boolean {
  const first = Array.isArray(value) ? (value[0] as JsonObject | undefined) : undefined;
  return Array.isArray(value) && value.length > 1 && typeof first?.role === 'string';
}

type Split = Pick<Draft, 'prompt' | 'completions' | 'places'>;

function splitSides([chosen, rejected]: readonly [Text, Text], report: Report): Split | undefined {
  const places = sides.map((side): Place => ({ path: [side] }));
  if (typeof chosen === 'string' && typeof rejected === 'string') {
    return splitTexts(chosen, rejected, report);
  }
  if (typeof chosen === 'string' || typeof rejected === 'string') {
    const side = typeof chosen === 'string' ? 'chosen' : 'rejected';
    report(
      'response-not-text',
      { path: [side] },
      { found: l10n.t('text where the other side is a list of messages') },
    );
    return undefined;
  }
  const split = splitConversations([chosen, rejected], places, report);
  if (!split) return undefined;
  if (split.prompt.length === 0) {
    report('prompt-missing', { path: [] });
    return undefined;
  }
  const prompt: Place = { path: ['chosen'], from: 0, to: split.prompt.length };
  return {
    prompt: split.prompt,
    completions: split.completions,
    places: { prompt, completions: split.places, ranking: undefined },
  };
}

/** Plain texts: cut where they part, and before a space, as TRL's `extract_prompt` does. */
function splitTexts(chosen: string, rejected: string, report: Report): Split | undefined {
  const most = Math.min(chosen.length, rejected.length) - 1;
  let cut = 0;
  while (cut < most && chosen[cut] === rejected[cut]) cut++;
  // Not between the halves of a surrogate pair.
  if (cut > 0 && (isLow(chosen, cut) || isLow(rejected, cut))) cut--;
  if (chosen[cut - 1] === ' ') cut--;
  if (cut <= 0) {
    report('prompt-missing', { path: [] });
    return undefined;
  }
  return cutBoth(chosen, rejected, cut);
}

function cutBoth(chosen: string, rejected: string, cut: number): Split {
  return {
    prompt: chosen.slice(0, cut),
    completions: [chosen.slice(cut), rejected.slice(cut)],
    places: {
      prompt: { path: ['chosen'], from: 0, to: cut },
      completions: sides.map((side) => ({ path: [side], from: cut })),
      ranking: undefined,
    },
  };
}

function isLow(text: string, at: number): boolean {
  return /[\udc00-\udfff]/.test(text[at] ?? '') && /[\ud800-\udbff]/.test(text[at - 1] ?? '');
}
