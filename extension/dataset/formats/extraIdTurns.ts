import type { Text } from '../example.ts';

const border = /<extra_id_1>(User|Assistant)\n/;

/** HelpSteer2's dialogues in one text: the first turn is the user's, each other one begins with `<extra_id_1>User` or `Assistant`. */
export function extraIdTurns(prompt: string): Text {
  const [first, ...others] = prompt.split(border);
  if (others.length === 0) return prompt;
  const turns = [{ role: 'user', content: first.trimEnd() }];
  for (let i = 0; i + 1 < others.length; i += 2)
    turns.push({ role: others[i].toLowerCase(), content: others[i + 1].trimEnd() });
  // An assistant's turn that is still empty is the one that is asked for.
  const last = turns[turns.length - 1];
  return last.role === 'assistant' && last.content === '' ? turns.slice(0, -1) : turns;
}
