import * as l10n from '@vscode/l10n';
import { mostAtOnce } from '../model/budget.ts';
import type { LoadedModel, Sequence, TokenItem, TokenOutcome } from '../model/contract.ts';
import type { ScoringSettings } from '../model/settings.ts';
import { UserError } from '../userError.ts';
import { checkedOutcomes } from './checkedOutcomes.ts';
import { type Crashes, halved, lostWords } from './crashes.ts';
import type { LogLevel } from './evaluation.ts';
import type { ScorerClient } from './scorerClient.ts';
import { ScorerEnded } from './scorerEnded.ts';
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
/** Of the tokens of a forward pass, for an example alone: each costs the loading of the models. */
const mostHalvings = 2;
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

/**
 * Loads a role's model. A process that dies while scoring, or gives no sign of life and is ended, is started again: the call is
 * tried once more in forward passes of half the tokens, then its examples one by one, so that only the one that ends the process
 * fails. What half the tokens cured stays so for the rest of the run.
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
      const batchTokens = crashes.most ?? settings.batchTokens;
      const answer = await client.score(role, items, { ...settings, batchTokens });
      const outcomes = checkedOutcomes(items, answer);
      crashes.lostInARow = 0;
      return outcomes;
    } catch (error) {
      if (!(error instanceof ScorerEnded) || signal.aborted) throw error;
      crashes.count++;
      crashes.last = error;
      log('warn', `${error.message} It is started again.`);
      return undefined;
    }
  };

  /** Whether forward passes are smaller from now on. */
  const shrink = (items: readonly TokenItem[]): boolean => {
    const asked = crashes.most ?? settings.batchTokens;
    const most = halved(Math.min(asked, mostAtOnce(model.path)), items);
    if (most === undefined) return false;
    crashes.most = most;
    log('warn', `From now on a forward pass holds at most ${most} tokens.`);
    return true;
  };

  /** Undefined when the process ends under it, with fewer tokens at once, too. */
  const alone = async (item: TokenItem, isNew: boolean): Promise<TokenOutcome | undefined> => {
    let outcomes = isNew ? await attempt([item]) : undefined;
    for (let left = mostHalvings; !outcomes && left > 0; left--) {
      // What ends for another reason, or hangs, does it again.
      if (crashes.last?.how !== 'memory' || !shrink([item])) break;
      outcomes = await attempt([item]);
    }
    return outcomes?.[0];
  };

  const lost = async (): Promise<TokenOutcome> => {
    const inARow = ++crashes.lostInARow;
    crashes.lost++;
    const how = crashes.last?.how ?? 'ended';
    const dead = inARow % doubtAfter === 0 && !(await attempt([harmless]));
    // An answer to the harmless one says nothing of the next.
    crashes.lostInARow = inARow;
    if (!dead && inARow < mostLostInARow) return { ok: false, reason: lostWords(how) };
    throw new UserError(
      l10n.t(
        'The process that holds the models ended {0} times in this run: {1} What was scored is kept. Fewer tokens a batch, a smaller maximum length or another provider may help; then continue the evaluation.',
        crashes.count,
        crashes.last?.message ?? '',
      ),
      'model',
    );
  };

  return {
    model,
    cost: (sequences) => sequences.reduce((sum, { ids }) => sum + ids.length, 0),
    async score(items) {
      const before = crashes.most;
      const first = await attempt(items);
      if (first) return first;
      shrink(items);
      const second = await attempt(items);
      if (second) return second;
      const singly: TokenOutcome[] = [];
      for (const item of items) {
        const outcome = await alone(item, items.length > 1);
        // Fewer tokens did not help this one, so they are no need of the others.
        if (!outcome) crashes.most = before;
        singly.push(outcome ?? (await lost()));
      }
      return singly;
    },
  };
}
