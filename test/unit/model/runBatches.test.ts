import type { InferenceSession } from 'onnxruntime-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ScoringPath } from '../../../extension/model/contract.ts';
import { readModelFolder } from '../../../extension/model/folder.ts';
import { groupOf } from '../../../extension/model/groups.ts';
import type { GroupLogps, PathRunner } from '../../../extension/model/pathRunner.ts';
import { startGraph } from '../../../extension/model/startGraph.ts';
import { recompute } from '../../fixtures/onnx/field/examples.ts';
import { fieldFolder } from '../../fixtures/onnx/field/folder.ts';
import { fieldModels } from '../../fixtures/onnx/field/models.ts';

const sequences = [
  [1, 2, 3],
  [4, 5],
  [6, 7, 8, 9],
  [10, 11],
  [12, 13, 14],
];
const model = fieldModels['GPT-2, opset 17']();
const single = (ids: readonly number[], promptLength = 1) => [{ ids: Int32Array.from(ids), promptLength }];
const groups = sequences.map((ids) => groupOf(single(ids)));
const expected = sequences.map((ids) => recompute(model, { sequences: single(ids) })[0]);
const roomy = { tokens: 4096, rows: 4096 };
const runners = new Map<ScoringPath, PathRunner>();

beforeAll(async () => {
  const spec = await readModelFolder(fieldFolder(model));
  for (const path of ['shared-prompt', 'cached-prompt', 'completion-rows', 'logits'] as const) {
    const { runner } = await startGraph(spec, 'cpu', { threads: 1, path, inBatches: true });
    expect(runner.path).toBe(path);
    runners.set(path, runner);
  }
});
afterAll(async () => {
  for (const { session } of runners.values()) await session.release();
});

/** Runs groups while the session refuses some runs. */
async function refused(
  path: ScoringPath,
  refuses: (rows: number, columns: number, ids: readonly number[]) => string | undefined,
  wanted = groups,
): Promise<{ results: GroupLogps[]; notes: string[] }> {
  const runner = runners.get(path);
  if (!runner) throw new Error(`no ${path}`);
  const { session } = runner;
  const run = session.run.bind(session);
  const notes: string[] = [];
  session.run = ((feeds: InferenceSession.OnnxValueMapType, fetches: string[]) => {
    const { dims, data } = feeds.input_ids;
    const message = refuses(dims[0], dims[1], [...(data as BigInt64Array)].map(Number));
    return message === undefined ? run(feeds, fetches) : Promise.reject(new Error(message));
  }) as typeof session.run;
  try {
    return { results: await runner.run(wanted, roomy, { note: (message) => notes.push(message) }), notes };
  } finally {
    session.run = run;
  }
}

const sumOf = (result: GroupLogps) =>
  result.ok ? result.logps[0].reduce((sum, value) => sum + value, 0) : result.reason;
const outOfMemory = 'Failed to allocate memory for requested buffer of size 123';

describe.each(['shared-prompt', 'completion-rows', 'logits'] as const)(
  'a batch that fails, by %s',
  (path) => {
    it('fails the guilty sequence only, with the reason', async () => {
      const source =
        '/src/core/framework/op_kernel.cc:83 virtual void onnxruntime::Gather::Compute() indices element out of bounds';
      const { results, notes } = await refused(path, (_rows, _columns, ids) =>
        ids.includes(8) ? source : undefined,
      );
      expect(results.map(({ ok }) => ok)).toEqual([true, true, false, true, true]);
      expect(results[2]).toEqual({
        ok: false,
        reason: 'the model could not be run: indices element out of bounds',
      });
      expect(notes).toEqual([]);
      const alone = await refused(path, () => 'std::bad_alloc', groups.slice(0, 1));
      expect(alone.results).toEqual([
        {
          ok: false,
          reason: 'a sequence of 3 tokens does not fit into memory; set a smaller maximum length',
        },
      ]);
    });

    it('is halved until it fits into memory, and what follows is smaller from the start', async () => {
      const sizes: number[] = [];
      const first = await refused(path, (rows) => {
        sizes.push(rows);
        return rows > 2 ? outOfMemory : undefined;
      });
      for (const [i, result] of first.results.entries()) expect(sumOf(result)).toBeCloseTo(expected[i], 4);
      expect(sizes.slice(0, 2)).toEqual([5, 3]);
      expect(first.notes.length).toBeGreaterThan(0);
      expect(first.notes[0]).toBe('Out of memory: from now on at most 2048 tokens a forward pass.');
    });
  },
);

describe('cached-prompt', () => {
  it('runs shorter stretches when it is out of memory, with the same numbers', async () => {
    const ids = Array.from({ length: 60 }, (_, i) => (i * 37) % 250);
    const other = [...ids.slice(0, 50), 9, 8, 7];
    const both = [ids, other].flatMap((own) => single(own, 45));
    const { results, notes } = await refused(
      'cached-prompt',
      (_rows, columns) => {
        return columns > 20 ? outOfMemory : undefined;
      },
      [groupOf(both)],
    );
    const [result] = results;
    if (!result.ok) throw new Error(result.reason);
    for (const [k, own] of [ids, other].entries()) {
      const sum = result.logps[k].reduce((total, value) => total + value, 0);
      expect(sum / recompute(model, { sequences: single(own, 45) })[0]).toBeCloseTo(1, 4);
    }
    expect(notes.at(-1)).toBe('Out of memory: from now on at most 16 tokens a forward pass.');
    const again = await refused('cached-prompt', (_rows, columns) =>
      columns > 20 ? outOfMemory : undefined,
    );
    expect(again.notes).toEqual([]);
  });

  it('fails a group that does not fit however short its stretches', async () => {
    const { results } = await refused('cached-prompt', (_rows, _columns, ids) =>
      ids.includes(12) ? outOfMemory : undefined,
    );
    expect(results.map(({ ok }) => ok)).toEqual([true, true, true, true, false]);
  });

  it('stops when asked', async () => {
    const runner = runners.get('cached-prompt') as PathRunner;
    const stop = new AbortController();
    const ran: number[] = [];
    const running = runner.run(groups, roomy, {
      signal: stop.signal,
      ran: (tokens) => {
        ran.push(tokens);
        stop.abort(new Error('enough'));
      },
    });
    await expect(running).rejects.toThrow('enough');
    expect(ran.length).toBe(1);
  });
});
