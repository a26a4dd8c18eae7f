import { basename, dirname } from 'node:path';
import { AutoModelForCausalLM, env, Tensor } from '@huggingface/transformers';
import { sumsOf } from './logSoftmax.ts';
import { measure } from './measure.ts';
import { tokensOf, type Workload } from './workload.ts';

/** (a) @huggingface/transformers in Node: one padded batch, logits to JavaScript. */
const { folder, workload, threads, repetitions } = JSON.parse(process.argv[2]) as {
  folder: string;
  workload: Workload;
  threads: number;
  repetitions: number;
};
env.allowRemoteModels = false;
env.localModelPath = dirname(folder);
const { prompt, completions } = tokensOf(workload);
const ids = BigInt64Array.from(
  completions.flatMap((completion) => [...prompt, ...completion]),
  BigInt,
);
const dims = [completions.length, ids.length / completions.length];

await measure(async () => {
  const model = await AutoModelForCausalLM.from_pretrained(basename(folder), {
    dtype: 'fp32',
    local_files_only: true,
    session_options: { intraOpNumThreads: threads },
  });
  return async () => {
    const output = await model({
      input_ids: new Tensor('int64', ids, dims),
      attention_mask: new Tensor('int64', new BigInt64Array(ids.length).fill(1n), dims),
    });
    const sums = sumsOf(output.logits.data, workload.vocabulary, prompt.length, completions);
    for (const tensor of Object.values<{ dispose?(): void }>(output)) tensor.dispose?.();
    return sums;
  };
}, repetitions);
