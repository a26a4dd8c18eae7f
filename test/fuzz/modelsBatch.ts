import path from 'node:path';
import { ScorerClient } from '../../extension/run/scorerClient.ts';
import { answerBatches } from './batch.ts';
import { hostileFiles } from './models/hostileFiles.ts';
import { tryModel } from './models/tryModel.ts';
import { Random } from './random.ts';

// One process for many models, as an editor that is open all day.
const client = new ScorerClient(path.join(__dirname, 'scorerProcess.cjs'), () => {});

answerBatches(async ({ seed, count, root }) => {
  const faults: string[] = [];
  const counts: Record<string, number> = {};
  const add = (name: string) => {
    counts[name] = (counts[name] ?? 0) + 1;
  };
  for (let i = 0; i < count; i++) {
    const { kind, files } = hostileFiles(new Random(seed * 1000 + i), root);
    const { end, ended, fault } = await tryModel(client, files);
    add(end);
    if (ended) add('scorer ended');
    if (fault) faults.push(`${i} ${kind}: ${fault}`);
  }
  return { tried: count, faults, counts };
});
