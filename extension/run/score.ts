import * as l10n from '@vscode/l10n';
import type { LoadedModel, Sequence, TokenItem, TokenOutcome } from '../model/contract.ts';
import type { ScoringSettings } from '../model/settings.ts';
import { UserError } from '../userError.ts';
import { checkedOutcomes } from './checkedOutcomes.ts';
import type { LogLevel } from './evaluation.ts';
import { type ScorerClient, ScorerEnded } from './scorerClient.ts';
import type { Role } from './scorerProtocol.ts';

/** A role's model in the scorer process, brought back when the process dies under it. */
export interface RoleScorer {
  readonly model: LoadedModel;
  /** Tokens, roughly, that the model has to run for an example: every completion brings its prompt. */
  cost(sequences: readonly Sequence[]): number;
  /** [n] outcomes for [n] items. UserError when the process keeps dying, or comes back with another model. */
  score(items: readonly TokenItem[]): Promise<TokenOutcome[]>;
}

/** After so many examples that ended the process, with none scored between them, a harmless one tells whether the machine is at fault. */
const doubtAfter = 3;
const harmless: TokenItem = { sequences: [{ ids: Int32Array.of(0, 0), promptLength: 1 }] };
/** So many in a row are no coincidence, and each costs the loading of the models: the run gives up. */
const mostLostInARow = 20;

/** UserError when the model cannot be loaded, or the process dies of it. */
export async function loadRole(
  client: ScorerClient,
  role: Role,
  folder: string,
  settings: ScoringSettings,
  signal: AbortSignal,
): Promise<LoadedModel> {
  return client.load(role, folder, settings).catch((error) => {
    if (!(error instanceof ScorerEnded) || signal.aborted) throw error;
    throw new UserError(
      l10n.t(
        'The process that holds the models ended while the {0} in {1} was loaded: {2} The model may need more memory than there is, or its graph may break the execution provider; choose a smaller model or another provider.',
        role,
        folder,
        error.message,
      ),
      'model',
      { cause: error },
    );
  });
}

/** Shared by the roles of a run. */
export interface Crashes {
  count: number;
  last: string;
  lostInARow: number;
}

/**
 * Loads a role's model. A process that dies while scoring is started again: the call is tried once more, then its
 * examples one by one, so that only the one that ends the process fails.
 */
export async function roleScorer(
  client: ScorerClient,
  role: Role,
  folder: string,
  settings: ScoringSettings,
  crashes: Crashes,
  signal: AbortSignal,
  log: (level: LogLevel, message: string) => void,
): Promise<RoleScorer> {
  const model = await loadRole(client, role, folder, settings, signal);
  let loadedIn = client.pid;

  const bringBack = async () => {
    const { fingerprint, provider } = await client.load(role, folder, settings);
    if (fingerprint !== model.fingerprint) {
      throw new UserError(
        l10n.t(
          'The {0} in {1} changed during the evaluation, so its log-probabilities cannot be continued. What was scored is kept. Evaluate again to start a new run.',
          role,
          folder,
        ),
        'model',
      );
    }
    if (provider !== model.provider)
      log('warn', `${role}: runs on ${provider} now, before on ${model.provider}`);
    loadedIn = client.pid;
  };

  /** Undefined when the process ended under it. */
  const attempt = async (items: readonly TokenItem[]): Promise<TokenOutcome[] | undefined> => {
    try {
      if (client.pid !== loadedIn) await bringBack();
      const outcomes = checkedOutcomes(items, await client.score(role, items, settings));
      crashes.lostInARow = 0;
      return outcomes;
    } catch (error) {
      if (!(error instanceof ScorerEnded) || signal.aborted) throw error;
      crashes.count++;
      crashes.last = error.message;
      log('warn', `${error.message} It is started again.`);
      return undefined;
    }
  };

  const lost = async (): Promise<TokenOutcome> => {
    const inARow = ++crashes.lostInARow;
    const dead = inARow % doubtAfter === 0 && !(await attempt([harmless]));
    // An answer to the harmless one says nothing of the next.
    crashes.lostInARow = inARow;
    if (!dead && inARow < mostLostInARow)
      return { ok: false, reason: l10n.t('the scorer process ended while this example was scored') };
    throw new UserError(
      l10n.t(
        'The process that holds the models ended {0} times in this run: {1} What was scored is kept. Fewer tokens a batch, a smaller maximum length or another provider may help; then continue the evaluation.',
        crashes.count,
        crashes.last,
      ),
      'model',
    );
  };

  return {
    model,
    cost: (sequences) => sequences.reduce((sum, { ids }) => sum + ids.length, 0),
    async score(items) {
      const outcomes = (await attempt(items)) ?? (await attempt(items));
      if (outcomes) return outcomes;
      if (items.length === 1) return [await lost()];
      const singly: TokenOutcome[] = [];
      for (const item of items) singly.push((await attempt([item]))?.[0] ?? (await lost()));
      return singly;
    },
  };
}
