import path from 'node:path';
import { openTextToTokens, type TextToTokens } from '../model/textToTokens.ts';
import type { Crashes } from './crashes.ts';
import type { EvaluationEvents, EvaluationRequest, Reused } from './evaluation.ts';
import { withCache } from './knownScores.ts';
import { type LogpCache, openLogpCache } from './logpCache/openLogpCache.ts';
import { modelWords } from './modelWords.ts';
import { type RoleScorer, roleScorer } from './score.ts';
import type { ScorerClient } from './scorerClient.ts';
import type { Role } from './scorerProtocol.ts';

/** What a run works with. */
export interface RunContext {
  readonly request: EvaluationRequest;
  readonly client: ScorerClient;
  readonly events: EvaluationEvents;
  readonly signal: AbortSignal;
  readonly crashes: Crashes;
  /** Counted up while the run goes. */
  readonly reused: { -readonly [K in keyof Reused]: Reused[K] };
}

/** A role's model in the scorer process, with its tokenizer in this one. */
export interface OpenModel {
  readonly scorer: RoleScorer;
  readonly text: TextToTokens;
  /** What the model ever said; `scorer` asks it first. Absent where nothing is kept. */
  readonly cache: LogpCache | undefined;
}

/** UserError when the model cannot be loaded. */
export async function openModel(context: RunContext, role: Role, folder: string): Promise<OpenModel> {
  const { request, client, events, signal, crashes } = context;
  const scorer = await roleScorer(client, role, folder, request.scoring, crashes, signal, events.log);
  const text = await openTextToTokens(folder);
  events.log('info', [modelWords(role, scorer.model), ...text.notes].join(' '));
  const { cacheFolder } = request;
  return cacheFolder === undefined
    ? { scorer, text, cache: undefined }
    : keepingIn(context, role, { scorer, text, cache: undefined }, cacheFolder);
}

/** The same model, whose log-probs are kept in a folder; in memory only where there is none. */
export async function keepingIn(
  { client, events, reused }: RunContext,
  role: Role,
  model: OpenModel,
  folder: string | undefined,
): Promise<OpenModel & { readonly cache: LogpCache }> {
  if (model.cache) return { ...model, cache: model.cache };
  const { fingerprint, provider } = model.scorer.model;
  const onnxruntime = (await client.versions())?.onnxruntime ?? '';
  const cache = await openLogpCache(folder, { fingerprint, provider, onnxruntime }, events.log);
  if (cache.size > 0) events.log('info', `${role}: ${cache.size} log-probabilities are known from before.`);
  const scorer = withCache(model.scorer, cache, (examples) => {
    reused[role] += examples;
  });
  return { ...model, scorer, cache };
}

/** Where the reference's log-probs wait for the policy when nothing is kept for other runs, so that a run can be continued. */
export function referencePassFolder({ runFolder }: EvaluationRequest): string | undefined {
  return runFolder === undefined ? undefined : path.join(runFolder, 'referencePass');
}
