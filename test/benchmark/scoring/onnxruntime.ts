import { join } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { sumsOf } from './logSoftmax.ts';
import { shape } from './makeModel.ts';
import { measure } from './measure.ts';
import { tokensOf, type Workload } from './workload.ts';

/** (b) Plain onnxruntime: one padded batch, logits to JavaScript, nothing else fetched. */
const { folder, workload, threads, repetitions } = JSON.parse(process.argv[2]) as {
  folder: string;
  workload: Workload;
  threads: number;
  repetitions: number;
};
const { prompt, completions } = tokensOf(workload);
const K = completions.length;
const length = prompt.length + completions[0].length;
const int64 = (value: (row: number, column: number) => number) =>
  new Tensor(
    'int64',
    BigInt64Array.from({ length: K * length }, (_, i) => BigInt(value(Math.floor(i / length), i % length))),
    [K, length],
  );
const sequences = completions.map((completion) => [...prompt, ...completion]);
const feeds: Record<string, Tensor> = {
  input_ids: int64((row, column) => sequences[row][column]),
  attention_mask: int64(() => 1),
  position_ids: int64((_, column) => column),
};
for (let layer = 0; layer < shape.layers; layer++) {
  for (const which of ['key', 'value']) {
    feeds[`past_key_values.${layer}.${which}`] = new Tensor('float32', new Float32Array(0), [
      K,
      shape.heads,
      0,
      shape.width / shape.heads,
    ]);
  }
}

await measure(async () => {
  const session = await InferenceSession.create(join(folder, 'onnx', 'model.onnx'), {
    executionProviders: ['cpu'],
    intraOpNumThreads: threads,
  });
  return async () => {
    const { logits } = await session.run(feeds, ['logits']);
    const sums = sumsOf(logits.data as Float32Array, workload.vocabulary, prompt.length, completions);
    logits.dispose();
    return sums;
  };
}, repetitions);
