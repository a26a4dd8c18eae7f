import type { LoadedModel } from '../model/contract.ts';

/** What the log says of a model when it is loaded. */
export function modelWords(role: string, model: LoadedModel): string {
  const { name, folder, provider, attempts, contextLength, vocabularySize, notes } = model;
  const not = attempts.map((attempt) => `; not ${attempt.provider}: ${attempt.reason}`).join('');
  const size = `vocabulary ${vocabularySize}, context ${contextLength || 'unknown'}`;
  return [`${role}: ${name} (${folder}) on ${provider}${not}. ${size}.`, ...notes].join(' ');
}
