import type { ScoringSettings } from '../model/settings.ts';
import { openTextToTokens } from '../model/textToTokens.ts';
import { maxLengthOf } from '../model/truncate.ts';
import { asRead } from './asRead.ts';
import { datasetFile } from './datasetFile.ts';
import type { EvaluationEvents, EvaluationRequest } from './evaluation.ts';
import { wantedLines } from './wantedLines.ts';

export interface ForecastRequest extends Pick<EvaluationRequest, 'dataset' | 'limit' | 'reading'> {
  /** The folder of a model, or of a tokenizer alone. */
  readonly model: string;
  readonly scoring: ScoringSettings;
}

/** What a model's context will do to the examples of a file, known from its tokenizer alone. */
export interface Forecast {
  readonly examples: number;
  /** Tokens that an example may have, prompt and completion together; 0 = no limit known. */
  readonly maxLength: number;
  /** Tokens of the longest, whole. */
  readonly longest: number;
  /** Examples of which tokens will be cut off. */
  readonly truncated: Share;
  /** Examples that cannot be scored at all, by the setting or because nothing of a completion is left. */
  readonly lost: Share;
}

export interface Share {
  readonly count: number;
  /** 1-based line of the first; undefined when there is none. */
  readonly firstLine: number | undefined;
  /** Of the first, where there is one. */
  readonly reason?: string;
}

/** Tokenizes every example, and runs no model. Rejects as `openTextToTokens`, as the file, or with the signal's reason. */
export async function truncationForecast(
  request: ForecastRequest,
  events: Pick<EvaluationEvents, 'reading' | 'log'>,
  signal: AbortSignal,
): Promise<Forecast> {
  const { model, scoring } = request;
  const file = await datasetFile(request.dataset);
  const asked = await asRead(request, events, signal);
  const text = await openTextToTokens(model);
  const truncated = share();
  const lost = share();
  let [examples, longest] = [0, 0];
  for await (const { raw, checked } of wantedLines(asked.request, file, signal)) {
    for (const example of checked.examples) {
      examples++;
      const measured = text.measure(example, scoring);
      longest = Math.max(longest, measured.longest);
      if (measured.reason !== undefined) lost.add(raw.line, measured.reason);
      else if (measured.truncated) truncated.add(raw.line);
    }
  }
  const maxLength = maxLengthOf(scoring.maxLength, text.contextLength);
  return { examples, maxLength, longest, truncated: truncated.found, lost: lost.found };
}

function share() {
  const found: { -readonly [K in keyof Share]: Share[K] } = { count: 0, firstLine: undefined };
  return {
    found: found as Share,
    add(line: number, reason?: string): void {
      if (found.count++ > 0) return;
      found.firstLine = line;
      if (reason !== undefined) found.reason = reason;
    },
  };
}
