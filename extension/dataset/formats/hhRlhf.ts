import * as l10n from '@vscode/l10n';
import { isDialogue, splitDialogues } from './dialogue.ts';
import type { Draft, Format } from './format.ts';
import { pairColumns, readSides, scoresBeside, sides } from './pairSides.ts';

/**
 * `{"chosen": "\n\nHuman: ...\n\nAssistant: ...", "rejected": "..."}`: dialogues in one text that begin alike.
 * Source: GitHub anthropics/hh-rlhf.
 */
export const hhRlhf: Format = {
  name: 'hh-rlhf',
  title: l10n.t('hh-rlhf dialogues'),
  columns: pairColumns,

  detect: (record) => sides.some((side) => typeof record[side] === 'string' && isDialogue(record[side])),

  read(record, report) {
    const { texts, policyLogps, referenceLogps } = readSides(record, report);
    if (!texts) return undefined;
    const other = texts.findIndex((text) => typeof text !== 'string');
    if (other >= 0) {
      report(
        'response-not-text',
        { path: [sides[other]] },
        { found: l10n.t('no text, as the other side is') },
      );
      return undefined;
    }
    const split = splitDialogues(texts[0] as string, texts[1] as string, report);
    if (!split) return undefined;
    const scores = scoresBeside(record, report);
    return {
      ...split,
      tiers: [[0], [1]],
      ...(scores ? { scores } : {}),
      policyLogps,
      referenceLogps,
    } satisfies Draft;
  },
};
