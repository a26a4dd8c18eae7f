import { checkRawLine } from '../dataset/checkRawLine.ts';
import type { Example } from '../dataset/example.ts';
import { lineHash } from '../dataset/lineHash.ts';
import { type RawLine, readLines } from '../dataset/lines.ts';
import { Status } from '../preference/rows.ts';
import { UserError } from '../userError.ts';
import { countLines } from './countLines.ts';
import type { EvaluationEnd, EvaluationEvents, EvaluationRequest, Progress } from './evaluation.ts';
import { malformedRow, scoredRow, unscoredRow } from './facts.ts';
import { changedModel, keptRows } from './keptRows.ts';
import { modelSource, recordSource } from './logpSource.ts';
import { Pace } from './pace.ts';
import { CallSize, roughTokens } from './plan.ts';
import { type RowFacts, rowsOf } from './rowsBuilder.ts';
import { type Crashes, roleScorer } from './score.ts';
import type { ScorerClient } from './scorerClient.ts';
import type { Role } from './scorerProtocol.ts';
import { openStore } from './store.ts';
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
  const started = Date.now();
  const counts = tally();
  const crashes: Crashes = { count: 0, last: '' };
  const end: { -readonly [K in keyof EvaluationEnd]: EvaluationEnd[K] } = {
    state: 'done',
    counts: counts.counts,
    seconds: 0,
  };
  try {
    await perform(request, client, events, signal, { counts, crashes, end });
    if (crashes.count > 0) end.reason = `${crashes.last} It was started again and the evaluation went on.`;
  } catch (error) {
    if (signal.aborted) end.state = 'cancelled';
    else {
      end.state = 'failed';
      Object.assign(end, failure(error, request.dataset));
      events.log(
        'error',
        error instanceof UserError ? error.message : String((error as Error)?.stack ?? error),
      );
    }
  }
  return { ...end, counts: { ...counts.counts }, seconds: (Date.now() - started) / 1000 };
}

/** Rows that need no model come fast; they are told of in bulk. */
const rowsAtOnce = 500;

interface Ledger {
  readonly counts: ReturnType<typeof tally>;
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
  const store = request.runFolder === undefined ? undefined : await openStore(request.runFolder);
  try {
    const total = request.lines?.length ?? (await countLines(request.dataset, signal));
    tell({ phase: 'loading', total: Math.min(total, request.limit ?? total) });
    const source = async (role: Role) => {
      const folder = request[role];
      if (folder === undefined) return recordSource(role);
      return modelSource(
        await roleScorer(client, role, folder, request.scoring, crashes, signal, events.log),
      );
    };
    const sources = { policy: await source('policy'), reference: await source('reference') };
    signal.throwIfAborted();
    end.policy = sources.policy.scorer?.model;
    end.reference = sources.reference.scorer?.model;
    events.models(end.policy, end.reference);

    const record = {
      folder: request.runFolder ?? '',
      request,
      startedAt: store?.record?.startedAt ?? new Date().toISOString(),
      policy: end.policy,
      reference: end.reference,
    };
    if (store?.record && changedModel(store.record, record)) throw changedModelError(store.record.startedAt);
    const kept = keptRows(store?.rows ?? []);
    await store?.writeRecord({ ...record, state: 'unfinished' });

    const pace = new Pace();
    let tokens = 0;
    client.onRan = (more) => {
      tokens += more;
    };
    let fresh: RowFacts[] = [];
    let known: RowFacts[] = [];
    /** Stores what is new, then tells of everything that is finished. */
    const drain = async () => {
      const rows = [...known, ...fresh];
      if (rows.length === 0) return;
      await store?.append(fresh);
      [known, fresh] = [[], []];
      for (const row of rows) counts.add(row);
      events.rows(rowsOf(rows));
      const done = counts.counts.examples;
      pace.mark(done, tokens);
      const secondsLeft = pace.secondsFor(Math.max(0, progress.total - done));
      tell({ phase: 'scoring', done, tokensPerSecond: pace.tokensPerSecond, secondsLeft });
    };
    tell({ phase: 'scoring' });

    const size = new CallSize(request.scoring.batchTokens);
    let waiting: { raw: RawLine; example: Example }[] = [];
    let waitingTokens = 0;
    const flush = async () => {
      if (waiting.length === 0) return;
      const call = waiting;
      const expected = waitingTokens;
      waiting = [];
      waitingTokens = 0;
      const before = Date.now();
      const examples = call.map(({ example }) => example);
      const policy = await sources.policy.logps(examples);
      signal.throwIfAborted();
      const reference = await sources.reference.logps(examples);
      size.took(expected, (Date.now() - before) / 1000);
      for (const [i, { raw, example }] of call.entries())
        fresh.push(scoredRow(raw, example, policy[i], reference[i]));
      await drain();
      signal.throwIfAborted();
    };

    let firstProblem: string | undefined;
    for await (const { raw, checked } of wantedLines(request, signal)) {
      if (known.length + fresh.length >= rowsAtOnce) await drain();
      const before = kept.get(lineHash(raw.text));
      if (before) {
        const { line, byteOffset, byteLength } = raw;
        const moved = before.line !== line || before.byteOffset !== byteOffset;
        if (moved) fresh.push({ ...before, line, byteOffset, byteLength });
        else known.push(before);
        continue;
      }
      const { example, problems } = checked;
      if (!example) {
        const reason = problems.find(({ severity }) => severity === 'error')?.message ?? 'not a ranking';
        firstProblem ??= `line ${raw.line}: ${reason}`;
        fresh.push(malformedRow(raw, reason));
      } else if (example.tiers.length < 2) {
        fresh.push(unscoredRow(raw, example, Status.noPreference, 'all completions are tied'));
      } else {
        waiting.push({ raw, example });
        waitingTokens += roughTokens(example);
        if (waitingTokens >= size.tokens) await flush();
      }
    }
    await flush();
    await drain();
    if (counts.counts.examples === 0)
      throw new UserError(`${request.dataset} holds no records. Choose a file of rankings.`, 'data');
    if (counts.counts.examples === counts.counts.malformed) {
      throw new UserError(
        `No line of this file is a valid ranking (${firstProblem}). Mend the file, or choose another.`,
        'data',
      );
    }
    await store?.writeRecord({ ...record, state: 'done' });
    if (end.policy) events.log('info', `scorer memory: ${Math.round((await client.memory()) / 2 ** 20)} MiB`);
  } finally {
    client.onRan = () => {};
    await store?.close();
  }
}

async function* wantedLines(request: EvaluationRequest, signal: AbortSignal) {
  const wanted = request.lines && new Set(request.lines);
  const last = request.lines ? Math.max(...request.lines) : Number.POSITIVE_INFINITY;
  let left = request.limit ?? Number.POSITIVE_INFINITY;
  for await (const block of readLines(request.dataset, { signal })) {
    for (const raw of block) {
      if (raw.line > last || left <= 0) return;
      if (wanted && !wanted.has(raw.line)) continue;
      left--;
      yield { raw, checked: checkRawLine(raw) };
    }
  }
}

function changedModelError(startedAt: string): UserError {
  return new UserError(
    `A model changed since this run was started (${startedAt}), so its log-probabilities cannot be continued. Evaluate again to start a new run.`,
    'model',
  );
}

function failure(error: unknown, dataset: string): Pick<EvaluationEnd, 'reason' | 'errorKind'> {
  if (error instanceof UserError) return { reason: error.message, errorKind: error.kind };
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT')
    return { reason: `${dataset} is not there any more. Put it back, then continue.`, errorKind: 'data' };
  if (code !== undefined)
    return { reason: `${dataset} cannot be read (${message}). Mend that, then continue.`, errorKind: 'data' };
  return {
    reason: `Unexpected: ${message ?? error}. The log has more; please report it.`,
    errorKind: 'model',
  };
}
