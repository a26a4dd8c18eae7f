import { createHash } from 'node:crypto';
import * as l10n from '@vscode/l10n';
import type { ScoreItem, TokenLogps } from '../model/contract.ts';
import { type ModelSpec, readModelFolder } from '../model/folder.ts';
import type { ScoringSettings } from '../model/settings.ts';
import type { ShownToken } from '../model/tokenText.ts';
import { UserError } from '../userError.ts';
import type { JobOptions } from './jobs.ts';
import { keptAnswers } from './keptAnswers.ts';
import type { KeptTokenizers } from './keptTokenizers.ts';
import { bothFit } from './residency.ts';
import { loadRole } from './score.ts';
import type { ScorerClient } from './scorerClient.ts';
import { ScorerEnded } from './scorerEnded.ts';
import type { Role } from './scorerProtocol.ts';

/** One example whose completions are to be scored token by token, by the models and settings of a run. */
export interface TokenScoresRequest {
  readonly item: ScoreItem;
  /** Model folders. */
  readonly policy: string;
  readonly reference: string;
  readonly scoring: ScoringSettings;
}

/** A completion's scored tokens: those that truncation leaves. */
export interface ScoredTokens {
  /** [n] */
  readonly tokens: readonly ShownToken[];
  /** [n] nats: log pi(token | all before it); their sum is the completion's log-probability. */
  readonly policy: Float64Array;
  readonly reference: Float64Array;
}

export interface TokenScores {
  /** [K] in file order. */
  readonly completions: readonly ScoredTokens[];
  /** Of the models that scored. */
  readonly fingerprints: Readonly<Record<Role, string>>;
}

export interface TokenScorer {
  /**
   * What was scored before is known for the session. UserError when a model or the example cannot be scored, or when the two
   * models split the text into different tokens; rejects with the signal's reason when it is aborted. One at a time: others wait.
   * `told` hears 0 and 1 when the policy is loaded and scores, 2 and 3 for the reference.
   */
  score(request: TokenScoresRequest, options: JobOptions): Promise<TokenScores>;
  /** Ends what is under way, and settles when it has ended. */
  stop(reason: Error): Promise<void>;
}

interface Rooms {
  readonly client: ScorerClient;
  readonly tokenizers: KeptTokenizers;
  /** Throws when the models are needed for something else now. */
  begin(): Promise<void>;
}

const roles = ['policy', 'reference'] as const;

interface ByModel {
  readonly tokens: readonly (readonly ShownToken[])[];
  readonly logps: readonly Float64Array[];
}

export function tokenScorer({ client, tokenizers, begin }: Rooms): TokenScorer {
  const kept = keptAnswers<TokenScores>((scores) =>
    scores.completions.reduce((sum, { tokens }) => sum + tokens.length, 0),
  );
  let under: { readonly controller: AbortController; readonly ended: Promise<unknown> } | undefined;
  let line: Promise<unknown> = Promise.resolve();

  async function byRole(
    role: Role,
    { item, scoring, ...folders }: TokenScoresRequest,
    { signal, told }: JobOptions,
  ): Promise<ByModel> {
    const step = roles.indexOf(role) * 2;
    signal.throwIfAborted();
    told(step);
    const { vocabularySize } = await loadRole(client, role, folders[role], scoring, signal);
    const { prepare, spell } = await tokenizers.open(folders[role]);
    signal.throwIfAborted();
    told(step + 1);
    const prepared = prepare(item, scoring, vocabularySize);
    if (!prepared.ok) throw cannotScore(role, prepared.reason);
    const { sequences } = prepared;
    const [scored] = await client.scoreTokens(role, [{ sequences }], scoring).catch((error): TokenLogps[] => {
      if (!(error instanceof ScorerEnded) || signal.aborted) throw error;
      throw new UserError(
        l10n.t(
          'The process that holds the models ended while the {0} scored this example: {1} A smaller maximum length or another provider may help; then ask again.',
          role,
          error.message,
        ),
        'model',
        { cause: error },
      );
    });
    if (!scored.ok) throw cannotScore(role, scored.reason);
    const { logps } = scored;
    const tokens = sequences.map(({ ids }, k) => spell(ids.subarray(ids.length - logps[k].length)));
    return { tokens, logps };
  }

  async function scoreNow(
    request: TokenScoresRequest,
    specs: Readonly<Record<Role, ModelSpec>>,
    options: JobOptions,
  ): Promise<TokenScores> {
    const { policy, reference } = specs;
    const isOneModel = policy.fingerprint === reference.fingerprint;
    const held = (await client.memory().catch(() => undefined)) ?? 0;
    const together = isOneModel || (await bothFit([policy, reference], held));
    tokenizers.keepOnly([request.policy, request.reference]);
    const ofPolicy = await byRole('policy', request, options);
    if (!together) await client.unload('policy');
    const ofReference = isOneModel ? ofPolicy : await byRole('reference', request, options);
    assertAlike(ofPolicy, ofReference);
    return {
      completions: ofPolicy.tokens.map((tokens, k) => ({
        tokens,
        policy: ofPolicy.logps[k],
        reference: ofReference.logps[k],
      })),
      fingerprints: { policy: policy.fingerprint, reference: reference.fingerprint },
    };
  }

  async function inTurn(
    request: TokenScoresRequest,
    specs: Readonly<Record<Role, ModelSpec>>,
    { signal, told }: JobOptions,
  ): Promise<TokenScores> {
    signal.throwIfAborted();
    const controller = new AbortController();
    const stop = () => controller.abort(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
    controller.signal.addEventListener('abort', () => void client.stopSoon(), { once: true });
    const work = begin().then(() =>
      client.during(() => scoreNow(request, specs, { signal: controller.signal, told })),
    );
    under = { controller, ended: work.catch(() => {}) };
    try {
      return await work;
    } catch (error) {
      controller.signal.throwIfAborted();
      throw error;
    } finally {
      under = undefined;
      signal.removeEventListener('abort', stop);
    }
  }

  return {
    async score(request, options) {
      const specs = {
        policy: await readModelFolder(request.policy),
        reference: await readModelFolder(request.reference),
      };
      const key = keyOf(request, specs);
      const known = kept.get(key);
      if (known) return known;
      const turn = line.then(() => inTurn(request, specs, options));
      line = turn.catch(() => {});
      const scores = await turn;
      kept.add(key, scores);
      return scores;
    },
    async stop(reason) {
      under?.controller.abort(reason);
      await under?.ended;
    },
  };
}

function cannotScore(role: Role, reason: string): UserError {
  return new UserError(l10n.t('The {0} cannot score this example: {1}.', role, reason), 'data');
}

/** Equal where text, models and settings are. The day too, as a chat template may write it. */
function keyOf(
  { item: { prompt, completions, tools }, scoring }: TokenScoresRequest,
  { policy, reference }: Readonly<Record<Role, ModelSpec>>,
): string {
  const facts = [prompt, completions, tools, scoring, policy.fingerprint, reference.fingerprint];
  return createHash('sha256')
    .update(JSON.stringify([...facts, new Date().toDateString()]))
    .digest('base64');
}

/** A log-ratio is of one token: both models must have split the text alike. */
function assertAlike(a: ByModel, b: ByModel): void {
  for (const [k, tokens] of a.tokens.entries()) {
    const others = b.tokens[k];
    const alike =
      tokens.length === others.length &&
      tokens.every(({ text, bytes }, i) => text === others[i].text && bytes === others[i].bytes);
    if (!alike)
      throw new UserError(
        l10n.t(
          'Policy and reference split this text into different tokens ({0} and {1} of completion {2}), so there is no log-ratio token by token. Only whole completions can be compared.',
          tokens.length,
          others.length,
          k + 1,
        ),
        'data',
      );
  }
}
