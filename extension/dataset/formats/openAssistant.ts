import * as l10n from '@vscode/l10n';
import { tiersFromRanks } from '../../preference/ranking.ts';
import type { Path, Place, Turn } from '../example.ts';
import { type Draft, type Format, has, isObject, type JsonObject } from './format.ts';
import { objectsIn } from './values.ts';

/**
 * `{"message_tree_id", "prompt": {"text", "role": "prompter", "replies": [{"text", "rank", "replies": [...]}]}}`: each question whose
 * answers are ranked is an example, with the way to it as its prompt. Rank 0 is best; answers without a rank, and deleted ones,
 * are in no ranking. Source: GitHub LAION-AI/Open-Assistant, oasst-data.
 */
export const openAssistant: Format = {
  name: 'openassistant-tree',
  title: l10n.t('OpenAssistant trees'),
  columns: ['message_tree_id', 'prompt', 'tree_state'],

  detect: ({ prompt }) => isObject(prompt) && Array.isArray(prompt.replies),

  read(record, report) {
    const found: Draft[] = [];
    const root = record.prompt;
    // By hand: a hostile tree may be deeper than the stack.
    const open: Node[] = isObject(root) ? [{ message: root, path: ['prompt'], before: [] }] : [];
    for (let node = open.pop(); node; node = open.pop()) {
      const turns = [...node.before, turnOf(node.message)];
      const replies = objectsIn(node.message.replies).map((message, i) => ({
        message,
        path: [...node.path, 'replies', i],
      }));
      const draft = turns.at(-1)?.role === 'user' ? draftAt(turns, node, replies) : undefined;
      if (draft) found.push(draft);
      for (const { message, path } of replies.reverse())
        if (message && typeof message.text === 'string') open.push({ message, path, before: turns });
    }
    if (found.length === 0) report('ranking-missing', { path: ['prompt'] }, { tree: 1 });
    return found;
  },
};

interface Node {
  readonly message: JsonObject;
  readonly path: Path;
  readonly before: readonly Turn[];
}

function turnOf({ role, text }: JsonObject): Turn {
  return { role: role === 'assistant' ? 'assistant' : 'user', content: typeof text === 'string' ? text : '' };
}

function draftAt(
  prompt: readonly Turn[],
  { message, path }: Node,
  replies: readonly { readonly message: JsonObject | undefined; readonly path: Path }[],
): Draft | undefined {
  const ranked = replies.filter(
    (reply) =>
      typeof reply.message?.rank === 'number' &&
      reply.message.role === 'assistant' &&
      reply.message.deleted !== true,
  );
  if (ranked.length < 2) return undefined;
  return {
    ...(typeof message.message_id === 'string' ? { id: message.message_id } : {}),
    prompt,
    completions: ranked.map(({ message: reply }) => [turnOf(reply!)]),
    tiers: tiersFromRanks(ranked.map(({ message: reply }) => reply!.rank as number)),
    places: {
      prompt: { path: has(message, 'text') ? [...path, 'text'] : path },
      completions: ranked.map((reply): Place => ({ path: [...reply.path, 'text'] })),
      ranking: { path: [...path, 'replies'] },
    },
  };
}
