import { type FileReading, readingOf } from '../dataset/fileReading.ts';
import { readingWords } from '../dataset/readingWords.ts';
import { UserError } from '../userError.ts';
import type { EvaluationEvents, EvaluationRequest } from './evaluation.ts';

/** A request that says how its file is read, told from the file where nobody did, and how it was told. UserError where what lies beside the file is wrong. */
export async function asRead<T extends Pick<EvaluationRequest, 'dataset' | 'reading'>>(
  request: T,
  events: Pick<EvaluationEvents, 'reading' | 'log'>,
  signal: AbortSignal,
): Promise<{ readonly request: T; readonly found: FileReading }> {
  const found = await readingOf(request.dataset, request.reading, signal);
  if (found.wrong !== undefined) throw new UserError(found.wrong, 'data');
  for (const words of readingWords(found)) events.log('info', words);
  events.reading(found);
  return { request: { ...request, reading: found.reading }, found };
}
