import { InferenceSession, Tensor } from 'onnxruntime-node';
import { writeModel } from '../../fixtures/onnx/onnxWriter.ts';

/** The machine's matrix peak: operations per second of a float32 product, the best of several shapes and many runs. */
const { threads } = JSON.parse(process.argv[2]) as { threads: number };
const shapes = [
  [512, 512, 2048],
  [1024, 1024, 2048],
  [512, 512, 16384],
];

async function operationsPerSecond([rows, inner, columns]: number[]): Promise<number> {
  const bytes = new Uint8Array(new Float32Array(inner * columns).map((_, i) => Math.sin(i)).buffer);
  const session = await InferenceSession.create(
    writeModel({
      nodes: [
        { op: 'MatMul', inputs: ['x', 'w'], outputs: ['product'] },
        // One number comes back, so that the copy of the result costs nothing.
        { op: 'ReduceMax', inputs: ['product'], outputs: ['y'], attributes: { keepdims: 0 } },
      ],
      initializers: [{ name: 'w', type: 'float32', dims: [inner, columns], bytes }],
      inputs: [{ name: 'x', type: 'float32', shape: [rows, inner] }],
      outputs: [{ name: 'y', type: 'float32', shape: [] }],
    }),
    { executionProviders: ['cpu'], intraOpNumThreads: threads },
  );
  const x = new Tensor('float32', new Float32Array(rows * inner).fill(0.5), [rows, inner]);
  let best = Number.POSITIVE_INFINITY;
  const until = performance.now() + 1000;
  while (performance.now() < until) {
    const start = performance.now();
    await session.run({ x });
    best = Math.min(best, (performance.now() - start) / 1000);
  }
  await session.release();
  return (2 * rows * inner * columns) / best;
}

let best = 0;
for (const shape of shapes) best = Math.max(best, await operationsPerSecond(shape));
process.send?.(best);
