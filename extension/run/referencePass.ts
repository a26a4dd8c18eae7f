import { exampleHash, lineHash } from '../dataset/lineHash.ts';
import { inCalls } from './calls.ts';
import type { DatasetFile } from './datasetFile.ts';
import type { KeptRows } from './keptRows.ts';
import { rememberingFailures, storedScorer } from './knownScores.ts';
import { type LogpSource, modelSource, type TokensOf } from './logpSource.ts';
import { keepingIn, openModel, type RunContext, referencePassFolder } from './openModel.ts';
import type { ProgressTeller } from './progressTeller.ts';
import { wantedLines } from './wantedLines.ts';

/**
 * The first of two passes where the models cannot be in memory together: the reference, over all that is to be scored. What it
 * says goes to the cache, from where the second pass has it. Cut off, it goes on from there.
 */
export async function referencePass(
  context: RunContext,
  folder: string,
  file: DatasetFile,
  kept: Pick<KeptRows, 'has'>,
  tokensOf: TokensOf,
  progress: ProgressTeller,
): Promise<LogpSource> {
  const { request, signal } = context;
  const loaded = await openModel(context, 'reference', folder);
  const { scorer, text, cache } = await keepingIn(context, 'reference', loaded, referencePassFolder(request));
  const failures = new Map<string, string>();
  const source = modelSource(rememberingFailures(scorer, failures), text, request.scoring, tokensOf);
  progress.tell({ phase: 'scoring', pass: 'reference' });
  let finished = 0;
  const calls = inCalls(request.scoring.batchTokens, {
    prepare: source.prepare,
    async score(call) {
      await source.logps(call.map(({ example }) => example));
      signal.throwIfAborted();
      finished += call.filter(({ part }) => part === 0).reduce((sum, { raw }) => sum + (raw.lines ?? 1), 0);
      progress.finished(finished);
      signal.throwIfAborted();
    },
  });
  try {
    for await (const { raw, checked } of wantedLines(request, file, signal)) {
      const hash = lineHash(raw.text);
      const { examples } = checked;
      if (examples.length === 0) finished += raw.lines ?? 1;
      for (const [part, example] of examples.entries()) {
        if (example.tiers.length > 1 && !kept.has(exampleHash(hash, part)))
          await calls.add({ raw, example, part });
        else if (part === 0) finished += raw.lines ?? 1;
      }
    }
    await calls.finish();
  } finally {
    await calls.settled();
    await cache.close();
  }
  return modelSource(storedScorer(scorer.model, cache, failures), text, request.scoring, tokensOf);
}
