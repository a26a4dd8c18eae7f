import { loadModel } from '../../../extension/model/scorer.ts';
import { defaultScoring } from '../../../extension/model/settings.ts';
import { measure } from './measure.ts';
import { tokensOf, type Workload } from './workload.ts';

/** (c) What the scorer process runs. */
const { folder, workload, threads, repetitions } = JSON.parse(process.argv[2]) as {
  folder: string;
  workload: Workload;
  threads: number;
  repetitions: number;
};
const { prompt, completions } = tokensOf(workload);
const sequences = completions.map((completion) => ({
  ids: Int32Array.from([...prompt, ...completion]),
  promptLength: prompt.length,
}));

await measure(async () => {
  const model = await loadModel(folder, { provider: 'cpu' }, { threads });
  return async () => {
    const [outcome] = await model.score([{ sequences }], defaultScoring);
    if (!outcome.ok) throw new Error(outcome.reason);
    return [...outcome.logps];
  };
}, repetitions);
