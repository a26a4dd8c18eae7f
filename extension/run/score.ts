import type { LoadedModel, ScoreItem, ScoreOutcome } from '../model/contract.ts';
import type { ScoringSettings } from '../model/settings.ts';
import { UserError } from '../userError.ts';
import type { LogLevel } from './evaluation.ts';
import { type ScorerClient, ScorerEnded } from './scorerClient.ts';
import type { Role } from './scorerProtocol.ts';

/** A role's model in the scorer process, brought back when the process dies under it. */
export interface RoleScorer {
  readonly model: LoadedModel;
  score(items: readonly ScoreItem[]): Promise<ScoreOutcome[]>;
}

/** How often a process may die in one run before the run gives up. */
const mostRestarts = 3;

export interface Crashes {
  count: number;
  last: string;
}

/** Loads a role's model. A process that dies while scoring is started again: the call is tried once more, then its examples one by one, so that only the one that kills it fails. */
export async function roleScorer(
  client: ScorerClient,
  role: Role,
  folder: string,
  settings: ScoringSettings,
  crashes: Crashes,
  signal: AbortSignal,
  log: (level: LogLevel, message: string) => void,
): Promise<RoleScorer> {
  const load = () => client.load(role, folder, settings);
  const attempt = async (items: readonly ScoreItem[]) => {
    await load();
    return client.score(role, items, settings);
  };
  const crashed = (error: unknown) => {
    if (!(error instanceof ScorerEnded) || signal.aborted) throw error;
    crashes.count++;
    crashes.last = error.message;
    if (crashes.count > mostRestarts) {
      throw new UserError(
        `The process that holds the models ended ${crashes.count} times in this run: ${error.message} What was scored is kept. Fewer tokens a batch or another provider may help; then continue the evaluation.`,
        'model',
      );
    }
    log('warn', `${error.message} It is started again (${crashes.count} of ${mostRestarts}).`);
  };
  return {
    model: await load(),
    async score(items) {
      try {
        return await attempt(items);
      } catch (error) {
        crashed(error);
      }
      try {
        return await attempt(items);
      } catch (error) {
        crashed(error);
      }
      const outcomes: ScoreOutcome[] = [];
      for (const item of items) {
        try {
          outcomes.push(...(await attempt([item])));
        } catch (error) {
          crashed(error);
          outcomes.push({ ok: false, reason: `the scorer process ended while this example was scored` });
        }
      }
      return outcomes;
    },
  };
}
