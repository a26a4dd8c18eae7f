import type { Example, Text, Turn } from '../../dataset/example.ts';
import type { Pair } from '../../preference/pairBuilder.ts';
import type { PairField } from '../../preference/pairOptions.ts';

/** What stands beside a pair's texts. */
export interface PairFacts {
  readonly line: number;
  /** 0-based among the rankings of the record. */
  readonly part: number;
  /** [K] nats. */
  readonly rewards: ArrayLike<number> | undefined;
}

/**
 * A record as TRL's DPO trainer takes it: `prompt`, `chosen`, `rejected`, all three plain text or all three messages;
 * `tools` where the example has some. More fields as asked: null where they are not known.
 */
export function pairRecord(
  example: Example,
  { chosen, rejected, gap }: Pair,
  facts: PairFacts,
  fields: readonly PairField[],
): Record<string, unknown> {
  const { prompt, completions, scores, tools } = example;
  const texts = [prompt, completions[chosen], completions[rejected]];
  const isConversation = texts.some((text) => typeof text !== 'string');
  const [shownPrompt, better, worse] = isConversation
    ? texts.map((text, i) => turnsOf(text, i === 0 ? 'user' : 'assistant'))
    : texts;
  const record: Record<string, unknown> = { prompt: shownPrompt, chosen: better, rejected: worse };
  if (tools !== undefined) record.tools = tools;
  const at = (values: ArrayLike<number> | undefined, i: number) => orNull(values?.[i]);
  if (fields.includes('scores')) {
    record.score_chosen = at(scores, chosen);
    record.score_rejected = at(scores, rejected);
  }
  if (fields.includes('rewards')) {
    record.reward_chosen = at(facts.rewards, chosen);
    record.reward_rejected = at(facts.rewards, rejected);
  }
  if (fields.includes('margin')) record.margin = orNull(gap);
  if (fields.includes('source')) {
    const { line, part } = facts;
    Object.assign(record, { id: example.id ?? null, line, ranking: part });
    Object.assign(record, { chosen_index: chosen, rejected_index: rejected });
  }
  return record;
}

function turnsOf(text: Text, role: string): readonly Turn[] {
  return typeof text === 'string' ? [{ role, content: text }] : text;
}

const orNull = (value: number | undefined) => (value !== undefined && Number.isFinite(value) ? value : null);
