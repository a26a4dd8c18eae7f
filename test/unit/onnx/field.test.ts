import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { completionRows } from '../../../extension/onnx/completionRows.ts';
import { flattenMerged } from '../../../extension/onnx/flattenMerged.ts';
import type { Edited, OnnxModel } from '../../../extension/onnx/onnxModel.ts';
import { readOnnxModel } from '../../../extension/onnx/readOnnxModel.ts';
import { reducedLogits } from '../../../extension/onnx/reducedLogits.ts';
import { sharedPrompt } from '../../../extension/onnx/sharedPrompt.ts';
import type { FieldModel } from '../../fixtures/onnx/field/families.ts';
import { fieldModels } from '../../fixtures/onnx/field/models.ts';
import { logSumExp } from '../../fixtures/onnx/field/oracle/float64.ts';
import { writeModel } from '../../fixtures/onnx/onnxWriter.ts';
import { feedsFor, int64, openEdited } from './runEdited.ts';

const folder = mkdtempSync(join(tmpdir(), 'plackett-onnx-'));
afterAll(() => rmSync(folder, { recursive: true }));

const prompt = [5, 9, 200, 31, 7];
const completions = [
  [11, 250, 3, 77],
  [88, 4],
  [11, 250, 9, 1],
];

let files = 0;

function read({ graph, opset }: FieldModel): OnnxModel {
  const file = join(folder, `${files++}.onnx`);
  writeFileSync(file, writeModel(graph, opset));
  return readOnnxModel(file);
}

/** Log-probabilities of the completions' tokens by the float64 recomputation, completion after completion. */
function expected({ logits }: FieldModel): number[] {
  return completions.flatMap((completion) => {
    const rows = logits([...prompt, ...completion]);
    return completion.map((label, i) => {
      const row = rows[prompt.length + i - 1];
      return row[label] - logSumExp(row);
    });
  });
}

/** Whole sequences one by one through an edited graph. */
async function scoredWhole(model: OnnxModel): Promise<number[]> {
  const session = await openEdited(model);
  const logps: number[] = [];
  for (const completion of completions) {
    const { plackett_logps: output } = await session.run({
      ...feedsFor(model, { ids: [[...prompt, ...completion]] }),
      plackett_rows: int64(completion.map((_, i) => prompt.length + i - 1)),
      plackett_labels: int64(completion),
    });
    expect(output.dims).toEqual([completion.length]);
    logps.push(...(output.data as Float32Array));
  }
  await session.release();
  return logps;
}

/** All completions in one run behind one pass over the prompt, those that are shorter padded on the right. */
async function scoredShared(model: OnnxModel): Promise<number[]> {
  const session = await openEdited(model);
  const longest = Math.max(...completions.map(({ length }) => length));
  const padded = completions.map((ids) => [...ids, ...new Array(longest - ids.length).fill(0)]);
  const mask = completions.map((ids) =>
    [...prompt, ...padded[0]].map((_, i) => (i < prompt.length + ids.length ? 1 : 0)),
  );
  const rows = completions.flatMap((ids, c) =>
    ids.map((_, i) => (i === 0 ? prompt.length - 1 : prompt.length + c * longest + i - 1)),
  );
  const { plackett_logps: output } = await session.run({
    ...feedsFor(model, { ids: [prompt] }, 'prompt/'),
    ...feedsFor(model, { ids: padded, mask, pastLength: prompt.length }),
    plackett_owner: int64(completions.map(() => 0)),
    plackett_rows: int64(rows),
    plackett_labels: int64(completions.flat()),
  });
  await session.release();
  return [...(output.data as Float32Array)];
}

/** By completion, relative to its log-probability. */
function expectClose(found: readonly number[], wanted: readonly number[], relative: number): void {
  expect(found.length).toBe(wanted.length);
  let at = 0;
  for (const { length } of completions) {
    const [sum, right] = [found, wanted].map((all) => all.slice(at, at + length).reduce((a, b) => a + b, 0));
    expect(Math.abs(sum - right) / Math.abs(right), `${sum} for ${right}`).toBeLessThan(relative);
    at += length;
  }
}

function model<Facts>(edited: Edited<Facts>): OnnxModel {
  if (!edited.ok) throw new Error(edited.reason);
  return edited.model;
}

/** What cannot be done to a graph, and the reason that is given. */
const refused: Readonly<Record<'reducedLogits' | 'sharedPrompt', readonly (readonly [RegExp, RegExp])[]>> = {
  reducedLogits: [[/last token only/, /logits of the last position only/]],
  sharedPrompt: [
    [/no past/, /takes no past/],
    [/dynamic int8/, /int8 scales are taken over all rows/],
    [/^GenAI/, /GroupQueryAttention/],
    [/batch of one/, /takes exactly 1 sequence at a time/],
  ],
};

function refusal(edit: keyof typeof refused, name: string): RegExp | undefined {
  return refused[edit].find(([models]) => models.test(name))?.[1];
}

/** Fewer than there are; all at once is what test/unit/model/fieldRewrites.test.ts has. */
const blockRows = 3;

describe.each(Object.entries(fieldModels))('%s', (name, make) => {
  const field = make();
  const source = model(flattenMerged(read(field)));
  const wanted = expected(field);

  test('completion rows', async () => {
    const edited = completionRows(source, { blockRows });
    expectClose(await scoredWhole(model(edited)), wanted, field.tolerance);
  });

  test('reduced logits', async () => {
    const edited = reducedLogits(source, { blockRows });
    const reason = refusal('reducedLogits', name);
    if (reason) expect(edited).toMatchObject({ ok: false, reason: expect.stringMatching(reason) });
    else expectClose(await scoredWhole(model(edited)), wanted, field.tolerance);
  });

  test('shared prompt', async () => {
    const edited = sharedPrompt(source, { blockRows });
    const reason = refusal('sharedPrompt', name);
    if (reason) expect(edited).toMatchObject({ ok: false, reason: expect.stringMatching(reason) });
    else expectClose(await scoredShared(model(edited)), wanted, field.tolerance);
  });
});
