import type { Text } from './example.ts';

/** Messages of a prompt, without those that instruct the model (`system`, `developer`); 1 for plain text. */
export function promptTurns(prompt: Text): number {
  if (typeof prompt === 'string') return 1;
  return prompt.filter(({ role }) => role !== 'system' && role !== 'developer').length;
}
