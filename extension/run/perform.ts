import { rm } from 'node:fs/promises';
import * as l10n from '@vscode/l10n';
import { keepReading } from '../dataset/keptReading.ts';
import { exampleHash, lineHash, partOf } from '../dataset/lineHash.ts';
import { Status } from '../preference/rows.ts';
import { UserError } from '../userError.ts';
import { asRead } from './asRead.ts';
import { inCalls } from './calls.ts';
import { countRecords } from './countRecords.ts';
import { datasetFile } from './datasetFile.ts';
import type { EvaluationEnd, RunRecord } from './evaluation.ts';
import { malformedRow, type Source, scoredRow, unscoredRow } from './facts.ts';
import { assertSame, keptRows } from './keptRows.ts';
import type { TokensOf } from './logpSource.ts';
import { type RunContext, referencePassFolder } from './openModel.ts';
import { outbox } from './outbox.ts';
import { progressTeller } from './progressTeller.ts';
import { referencePass } from './referencePass.ts';
import { rowsOf } from './rowsBuilder.ts';
import { nothingScored } from './runErrors.ts';
import { openSources, type Sources, type Specs } from './sources.ts';
import { openStore } from './store.ts';
import type { Tally } from './tally.ts';
import { wantedLines } from './wantedLines.ts';

/** Rows that need no model come fast; they are told of in bulk. */
const rowsAtOnce = 500;

export interface Ledger {
  readonly counts: Tally;
  readonly end: { -readonly [K in 'policy' | 'reference' | 'residency']?: EvaluationEnd[K] };
}

/** Reads, scores, stores and tells. Rejects with what ends the run early; what was finished by then is stored and told. */
export async function perform(asked: RunContext, { counts, end }: Ledger): Promise<void> {
  const { client, events, signal, reused } = asked;
  const progress = progressTeller(events);
  progress.tell({});
  const file = await datasetFile(asked.request.dataset);
  const { request, found } = await asRead(asked.request, events, signal);
  const context: RunContext = { ...asked, request };
  const store = request.runFolder === undefined ? undefined : await openStore(request.runFolder);
  for (const name of store?.damaged ?? [])
    events.log(
      'warn',
      `${name} in ${request.runFolder} had lost bytes and is set aside; its examples are scored again.`,
    );
  client.onRan = progress.ran;
  let linesDone = 0;
  const out = outbox(store, (rows) => {
    for (const row of rows) {
      counts.add(row);
      if (partOf(row.hash).part === 0) linesDone += row.lines ?? 1;
    }
    events.rows(rowsOf(rows));
    progress.finished(linesDone);
  });
  let sources: Sources | undefined;
  let calls: ReturnType<typeof inCalls> | undefined;
  try {
    const total = request.lines?.length ?? (await countRecords(request.dataset, signal));
    progress.tell({ phase: 'loading', total: Math.min(total, request.limit ?? total) });
    const kept = keptRows(store?.stored);
    const tokensOf: TokensOf = new Map();
    sources = await openSources(context, tokensOf, async (specs: Specs) => {
      assertSame(store?.record, { ...specs, request });
      const scored = await referencePass(context, specs.reference.folder, file, kept, tokensOf, progress);
      progress.tell({ phase: 'loading', pass: 'policy' });
      return scored;
    });
    const { policy, reference, residency } = sources;
    signal.throwIfAborted();
    Object.assign(end, { policy: policy.scorer?.model, reference: reference.scorer?.model, residency });
    events.models(end.policy, end.reference);

    const record: Omit<RunRecord, 'state'> = {
      folder: request.runFolder ?? '',
      request,
      // Who goes on with a run gives the reading that was found when it began.
      found: store?.record?.found ?? keepReading(found),
      startedAt: store?.record?.startedAt ?? new Date().toISOString(),
      versions: await client.versions(),
      ...end,
    };
    assertSame(store?.record, record);
    await store?.writeRecord({ ...record, state: 'unfinished' });
    progress.tell({ phase: 'scoring' });

    const isOneModel = end.policy && end.reference && residency === undefined;
    calls = inCalls(request.scoring.batchTokens, {
      prepare: (example) => policy.prepare(example) + reference.prepare(example),
      async score(call: readonly Source[]) {
        const examples = call.map(({ example }) => example);
        const ofPolicy = await policy.logps(examples);
        signal.throwIfAborted();
        // What failed already needs no more work.
        const half = examples.filter((_, i) => ofPolicy[i].ok);
        const ofReference = half.length > 0 ? await reference.logps(half) : [];
        if (isOneModel) reused.reference = reused.policy;
        let next = 0;
        for (const [i, source] of call.entries())
          out.fresh(scoredRow(source, ofPolicy[i], ofPolicy[i].ok ? ofReference[next++] : ofPolicy[i]));
        await out.sendMeanwhile();
        signal.throwIfAborted();
      },
    });
    const stale = new Set(store?.stored.rows.line);
    for await (const { raw, checked } of wantedLines(request, file, signal)) {
      if (out.waiting >= rowsAtOnce) await out.send();
      stale.delete(raw.line);
      const hash = lineHash(raw.text);
      const { examples, problems } = checked;
      // An example of an earlier part of the run, wherever it stood then.
      const isKnown = (part: number) => {
        const before = kept.get(exampleHash(hash, part));
        if (!before || (before.status === Status.malformed) !== (examples.length === 0)) return false;
        const { line, byteOffset, byteLength } = raw;
        const moved = before.line !== line || before.byteOffset !== byteOffset;
        if (moved) out.fresh({ ...before, line, byteOffset, byteLength });
        else out.known(before);
        return true;
      };
      if (examples.length === 0 && !isKnown(0)) {
        const why = problems.find(({ severity }) => severity === 'error') ?? problems[0];
        out.fresh(malformedRow(raw, why?.message ?? l10n.t('not a ranking')));
      }
      for (const [part, example] of examples.entries()) {
        if (isKnown(part)) continue;
        if (example.tiers.length < 2)
          out.fresh(
            unscoredRow({ raw, example, part }, Status.noPreference, l10n.t('all completions are tied')),
          );
        else await calls.add({ raw, example, part });
      }
    }
    await calls.finish();
    await out.send();
    await file.assertThere();
    const nothing = nothingScored(request, counts);
    if (nothing) throw nothing;
    // The file became shorter since the run was begun.
    if (!request.lines && request.limit === undefined) await store?.remove([...stale]);
    await store?.tidy();
    await store?.writeRecord({ ...record, state: 'done', endedAt: new Date().toISOString(), reused });
    const left = referencePassFolder(request);
    if (left !== undefined) await rm(left, { recursive: true, force: true }).catch(() => {});
    progress.tell({ done: linesDone, total: linesDone, secondsLeft: 0 });
  } catch (error) {
    await calls?.settled();
    // What is finished is shown, however the run ends; a store that failed is not tried again.
    if (!(error instanceof UserError && error.kind === 'storage')) await out.send().catch(() => {});
    throw error;
  } finally {
    client.onRan = () => {};
    await sources?.close();
    await store?.close();
  }
}
