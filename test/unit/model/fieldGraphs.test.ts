import { describe, expect, it } from 'vitest';
import type { FieldModel } from '../../fixtures/onnx/field/families.ts';
import { fieldModels } from '../../fixtures/onnx/field/models.ts';
import { logpsOf, openPlain } from '../../fixtures/onnx/field/runPlain.ts';

const ids = [5, 17, 3, 200, 45, 45, 9, 131, 260, 71, 2, 88];
const promptLength = 5;
const labels = ids.slice(promptLength);

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** Log-probabilities of the tokens after the prompt, by the recomputation. */
function recomputed(model: FieldModel, sequence: readonly number[]): number[] {
  const logits = model.logits(sequence.slice(0, -1));
  return logpsOf(logits.slice(promptLength - 1), sequence.slice(promptLength));
}

function expectClose(got: readonly number[], expected: readonly number[], { tolerance }: FieldModel) {
  expect(got.length).toBe(expected.length);
  expect(Math.abs(sum(got) / sum(expected) - 1)).toBeLessThan(tolerance);
  const worst = Math.max(...got.map((value, i) => Math.abs(value / expected[i] - 1)));
  expect(worst).toBeLessThan(5 * tolerance);
}

describe.each(Object.entries(fieldModels))('%s', (_name, make) => {
  const model = make();

  it('says under onnxruntime alone what its float64 recomputation says, whole and on its own cache', async () => {
    const plain = await openPlain(model);
    const { logits } = await plain.run(ids.slice(0, -1));
    const expected = recomputed(model, ids);
    // A graph that gives the last token's logits only has one row.
    const rows = Math.min(labels.length, logits.length);
    expectClose(logpsOf(logits.slice(-rows), labels.slice(-rows)), expected.slice(-rows), model);
    if (model.graph.inputs.some(({ name }) => name.startsWith('past'))) {
      const prompt = await plain.run(ids.slice(0, promptLength));
      const rest = await plain.run(ids.slice(promptLength, -1), promptLength, prompt.outputs);
      const continued = [...prompt.logits.slice(-1), ...rest.logits].slice(-rows);
      expectClose(logpsOf(continued, labels.slice(-rows)), expected.slice(-rows), model);
    }
    await plain.release();
  });

  it('depends on the first token, and on the order of those between', () => {
    const expected = recomputed(model, ids);
    for (const prompt of [
      [99, ...ids.slice(1, promptLength)],
      [ids[0], ids[2], ids[1], ...ids.slice(3, promptLength)],
    ]) {
      const other = recomputed(model, [...prompt, ...labels]);
      const change = Math.max(...other.map((value, i) => Math.abs(value / expected[i] - 1)));
      expect(change).toBeGreaterThan(5 * model.tolerance);
    }
  });
});
