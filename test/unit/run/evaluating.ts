import path from 'node:path';
import { afterEach, beforeAll, vi } from 'vitest';
import { defaultScoring } from '../../../extension/model/settings.ts';
import { concatRows, noRows, type Rows } from '../../../extension/preference/rows.ts';
import { sortedByLine } from '../../../extension/preference/selectRows.ts';
import { evaluate } from '../../../extension/run/evaluate.ts';
import type { EvaluationRequest, Progress } from '../../../extension/run/evaluation.ts';
import { ScorerClient } from '../../../extension/run/scorerClient.ts';
import type { Role } from '../../../extension/run/scorerProtocol.ts';
import { bundle } from '../../fixtures/bundle.ts';

export interface Watch {
  /** After each block of rows, or of progress, whatever comes. */
  onProgress?: (progress: Progress, client: ScorerClient, controller: AbortController) => void;
  client?: ScorerClient;
  /** Before a role's model is loaded, with the roles that are; what it throws is what the loading ends with. */
  onLoad?: (role: Role, loaded: ReadonlySet<Role>) => void;
}

/** Evaluations with a real scorer process, and what was asked of it. */
export function evaluating() {
  let script: string;
  const clients: ScorerClient[] = [];
  beforeAll(async () => {
    script = path.join(await bundle('scorerProcess'), 'scorerProcess.js');
  });
  afterEach(() => {
    for (const client of clients.splice(0)) client.end('the test is over');
  });

  return async (request: Partial<EvaluationRequest> & { dataset: string }, watch: Watch = {}) => {
    const logs: string[] = [];
    const log = (_level: string, message: string) => void logs.push(message);
    const client = watch.client ?? new ScorerClient(script, log);
    clients.push(client);
    const asked = { policy: 0, reference: 0 };
    const loaded = new Set<Role>();
    let mostLoaded = 0;
    const { load, unload, score } = client;
    vi.spyOn(client, 'load').mockImplementation(async (role, ...rest) => {
      watch.onLoad?.(role, loaded);
      mostLoaded = Math.max(mostLoaded, loaded.add(role).size);
      return load.call(client, role, ...rest);
    });
    vi.spyOn(client, 'unload').mockImplementation(async (role) => {
      await unload.call(client, role);
      loaded.delete(role);
    });
    vi.spyOn(client, 'score').mockImplementation((role, items, settings) => {
      asked[role] += items.reduce((sum, { sequences }) => sum + sequences.length, 0);
      return score.call(client, role, items, settings);
    });
    const controller = new AbortController();
    const told: Progress[] = [];
    let rows: Rows = noRows;
    const end = await evaluate(
      { scoring: { ...defaultScoring, provider: 'cpu', batchTokens: 64 }, ...request },
      client,
      {
        rows: (more) => {
          rows = concatRows([rows, more]);
        },
        progress: (progress) => {
          told.push(progress);
          watch.onProgress?.(progress, client, controller);
        },
        models: () => {},
        reading: () => {},
        log,
      },
      controller.signal,
    );
    vi.restoreAllMocks();
    return { end, rows: sortedByLine(rows), asked, mostLoaded, logs: logs.join('\n'), told };
  };
}
