import * as l10n from '@vscode/l10n';
import { UserError } from '../userError.ts';
import { crashWords, noCrashes } from './crashes.ts';
import type { EvaluationEnd, EvaluationEvents, EvaluationRequest } from './evaluation.ts';
import type { RunContext } from './openModel.ts';
import { perform } from './perform.ts';
import { failure } from './runErrors.ts';
import type { ScorerClient } from './scorerClient.ts';
import { tally } from './tally.ts';

/**
 * One evaluation from start to finish: reads the file as a stream, scores what can be scored, and stores each fact
 * before it tells of it. What a person can mend is an end with state `failed` and a reason, never a rejection.
 */
export async function evaluate(
  request: EvaluationRequest,
  client: ScorerClient,
  events: EvaluationEvents,
  signal: AbortSignal,
): Promise<EvaluationEnd> {
  const started = performance.now();
  const counts = tally();
  const crashes = noCrashes();
  const reused = { policy: 0, reference: 0 };
  const end: { -readonly [K in keyof EvaluationEnd]: EvaluationEnd[K] } = {
    state: 'done',
    counts: counts.counts,
    reused,
    seconds: 0,
  };
  const context: RunContext = { request, client, events, signal, crashes, reused };
  client.onNote = (message) => {
    crashes.note = message;
  };
  try {
    await client.during(async () => {
      await perform(context, { counts, end });
      await tellEnd(context);
    });
    end.reason = crashWords(crashes);
  } catch (error) {
    if (signal.aborted) end.state = 'cancelled';
    else {
      end.state = 'failed';
      Object.assign(end, failure(error, request.dataset));
      if (end.quotesDataset) {
        events.log('error', `Nothing of ${request.dataset} was scored; the level debug has the reason.`);
        events.log('debug', (error as Error).message);
      } else {
        const expected = error instanceof UserError;
        events.log('error', expected ? error.message : String((error as Error)?.stack ?? error));
      }
    }
  } finally {
    client.onNote = () => {};
  }
  return { ...end, counts: { ...counts.counts }, seconds: (performance.now() - started) / 1000 };
}

async function tellEnd({ client, events, reused }: RunContext): Promise<void> {
  if (reused.policy + reused.reference > 0) {
    const words = l10n.t('policy {0}, reference {1}', reused.policy, reused.reference);
    events.log('info', `Examples whose log-probabilities were known already: ${words}.`);
  }
  const bytes = await client.memory().catch(() => undefined);
  if (bytes !== undefined) events.log('info', `scorer memory: ${Math.round(bytes / 2 ** 20)} MiB`);
}
