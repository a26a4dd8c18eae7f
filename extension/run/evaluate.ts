import type { Example } from '../dataset/example.ts';
import { lineHash } from '../dataset/lineHash.ts';
import type { RawLine } from '../dataset/lines.ts';
import { Status } from '../preference/rows.ts';
import { UserError } from '../userError.ts';
import { countLines } from './countLines.ts';
import { datasetFile } from './datasetFile.ts';
import type {
  EvaluationEnd,
  EvaluationEvents,
  EvaluationRequest,
  Progress,
  RunRecord,
} from './evaluation.ts';
import { malformedRow, scoredRow, unscoredRow } from './facts.ts';
import { keptRows, whatChanged } from './keptRows.ts';
import { modelSource, recordSource } from './logpSource.ts';
import { modelWords } from './modelWords.ts';
import { outbox } from './outbox.ts';
import { Pace } from './pace.ts';
import { CallSize, roughTokens } from './plan.ts';
import { rowsOf } from './rowsBuilder.ts';
import { failure, nothingScored } from './runErrors.ts';
import { type Crashes, roleScorer } from './score.ts';
import type { ScorerClient } from './scorerClient.ts';
import type { Role } from './scorerProtocol.ts';
import { openStore } from './store.ts';
import { type Tally, tally } from './tally.ts';
import { wantedLines } from './wantedLines.ts';

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
  const started = Date.now();
  const counts = tally();
  const crashes: Crashes = { count: 0, last: '', lostInARow: 0 };
  const end: { -readonly [K in keyof EvaluationEnd]: EvaluationEnd[K] } = {
    state: 'done',
    counts: counts.counts,
    seconds: 0,
  };
  try {
    await client.during(() => perform(request, client, events, signal, { counts, crashes, end }));
    if (crashes.count > 0) end.reason = `${crashes.last} It was started again and the evaluation went on.`;
  } catch (error) {
    if (signal.aborted) end.state = 'cancelled';
    else {
      end.state = 'failed';
      Object.assign(end, failure(error, request.dataset));
      const expected = error instanceof UserError;
      events.log('error', expected ? error.message : String((error as Error)?.stack ?? error));
    }
  }
  return { ...end, counts: { ...counts.counts }, seconds: (Date.now() - started) / 1000 };
}

/** Rows that need no model come fast; they are told of in bulk. */
const rowsAtOnce = 500;

interface Ledger {
  readonly counts: Tally;
  readonly crashes: Crashes;
  readonly end: { policy?: EvaluationEnd['policy']; reference?: EvaluationEnd['reference'] };
}

async function perform(
  request: EvaluationRequest,
  client: ScorerClient,
  events: EvaluationEvents,
  signal: AbortSignal,
  { counts, crashes, end }: Ledger,
): Promise<void> {
  const progress: { -readonly [K in keyof Progress]: Progress[K] } = {
    phase: 'reading',
    done: 0,
    total: 0,
    tokensPerSecond: 0,
    secondsLeft: undefined,
  };
  const tell = (change: Partial<Progress>) => events.progress({ ...Object.assign(progress, change) });
  tell({});
  const file = await datasetFile(request.dataset);
  const store = request.runFolder === undefined ? undefined : await openStore(request.runFolder);
  const pace = new Pace();
  let tokens = 0;
  client.onRan = (more) => {
    tokens += more;
  };
  const out = outbox(store, (rows) => {
    for (const row of rows) counts.add(row);
    events.rows(rowsOf(rows));
    const done = counts.counts.examples;
    pace.mark(done, tokens);
    const secondsLeft = pace.secondsFor(Math.max(0, progress.total - done));
    tell({ phase: 'scoring', done, tokensPerSecond: pace.tokensPerSecond, secondsLeft });
  });
  try {
    const total = request.lines?.length ?? (await countLines(request.dataset, signal));
    tell({ phase: 'loading', total: Math.min(total, request.limit ?? total) });
    const source = async (role: Role) => {
      const folder = request[role];
      if (folder === undefined) return recordSource(role);
      const scorer = await roleScorer(client, role, folder, request.scoring, crashes, signal, events.log);
      events.log('info', modelWords(role, scorer.model));
      return modelSource(scorer);
    };
    const sources = { policy: await source('policy'), reference: await source('reference') };
    signal.throwIfAborted();
    end.policy = sources.policy.scorer?.model;
    end.reference = sources.reference.scorer?.model;
    events.models(end.policy, end.reference);

    const record: Omit<RunRecord, 'state'> = {
      folder: request.runFolder ?? '',
      request,
      startedAt: store?.record?.startedAt ?? new Date().toISOString(),
      versions: await client.versions(),
      policy: end.policy,
      reference: end.reference,
    };
    const changed = store?.record && whatChanged(store.record, record);
    if (changed) throw changedError(changed, record.startedAt);
    await store?.writeRecord({ ...record, state: 'unfinished' });
    tell({ phase: 'scoring' });

    const size = new CallSize(request.scoring.batchTokens);
    let waiting: { raw: RawLine; example: Example }[] = [];
    let waitingTokens = 0;
    const flush = async () => {
      if (waiting.length === 0) return;
      const [call, expected] = [waiting, waitingTokens];
      [waiting, waitingTokens] = [[], 0];
      const before = Date.now();
      const examples = call.map(({ example }) => example);
      const policy = await sources.policy.logps(examples);
      signal.throwIfAborted();
      // What failed already needs no more work.
      const half = examples.filter((_, i) => policy[i].ok);
      const reference = half.length > 0 ? await sources.reference.logps(half) : [];
      size.took(expected, (Date.now() - before) / 1000);
      let next = 0;
      for (const [i, { raw, example }] of call.entries())
        out.fresh(scoredRow(raw, example, policy[i], policy[i].ok ? reference[next++] : policy[i]));
      await out.send();
      signal.throwIfAborted();
    };

    const kept = keptRows(store?.rows ?? []);
    const stale = new Set(store?.rows.map(({ line }) => line));
    for await (const { raw, checked } of wantedLines(request, file, signal)) {
      if (out.waiting >= rowsAtOnce) await out.send();
      stale.delete(raw.line);
      const before = kept.get(lineHash(raw.text));
      if (before) {
        const { line, byteOffset, byteLength } = raw;
        const moved = before.line !== line || before.byteOffset !== byteOffset;
        if (moved) out.fresh({ ...before, line, byteOffset, byteLength });
        else out.known(before);
        continue;
      }
      const { example, problems } = checked;
      if (!example) {
        const reason = problems.find(({ severity }) => severity === 'error')?.message ?? 'not a ranking';
        out.fresh(malformedRow(raw, reason));
      } else if (example.tiers.length < 2) {
        out.fresh(unscoredRow(raw, example, Status.noPreference, 'all completions are tied'));
      } else {
        waiting.push({ raw, example });
        waitingTokens += roughTokens(example);
        if (waitingTokens >= size.tokens) await flush();
      }
    }
    await flush();
    await out.send();
    await file.assertThere();
    const nothing = nothingScored(request, counts);
    if (nothing) throw nothing;
    // The file became shorter since the run was begun.
    if (!request.lines && request.limit === undefined) await store?.remove([...stale]);
    await store?.writeRecord({ ...record, state: 'done', endedAt: new Date().toISOString() });
    const done = counts.counts.examples;
    tell({ done, total: done, secondsLeft: 0 });
    const bytes = await client.memory().catch(() => undefined);
    if (bytes !== undefined) events.log('info', `scorer memory: ${Math.round(bytes / 2 ** 20)} MiB`);
  } catch (error) {
    // What is finished is shown, however the run ends; a store that failed is not tried again.
    if (!(error instanceof UserError && error.kind === 'storage')) await out.send().catch(() => {});
    throw error;
  } finally {
    client.onRan = () => {};
    await store?.close();
  }
}

function changedError(what: string, startedAt: string): UserError {
  return new UserError(
    `${what} changed since this run was started (${startedAt}), so its log-probabilities cannot be continued. Evaluate again to start a new run.`,
    'model',
  );
}
