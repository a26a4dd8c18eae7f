import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type Watch, watched } from './watched.ts';

/**
 * `npm run fuzz -- lines --count 10000000 --seed 1`: hostile input at length, in a process that is watched. Kinds: `lines` (JSONL
 * through check and evaluate), `models` (model folders through loading and scoring), `messages` (of pages). Prints what was tried, and ends with 1 where something crashed, hung or broke a rule.
 */
const kinds: Record<string, Pick<Watch, 'atOnce' | 'hangMs' | 'heapMiB' | 'total'>> = {
  lines: { total: 100_000, atOnce: 5000, hangMs: 300_000, heapMiB: 1500 },
  models: { total: 200, atOnce: 20, hangMs: 1_800_000, heapMiB: 2000 },
  messages: { total: 200_000, atOnce: 20_000, hangMs: 300_000, heapMiB: 1000 },
};

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { count: { type: 'string' }, seed: { type: 'string', default: '1' } },
});
const folder = path.dirname(fileURLToPath(import.meta.url));
for (const kind of positionals.length > 0 ? positionals : Object.keys(kinds)) {
  const { total, ...how } = kinds[kind];
  const started = performance.now();
  let lastTold = started;
  let faultsTold = 0;
  const watch = {
    ...how,
    total: Number(values.count ?? total),
    seed: Number(values.seed),
    script: path.join(folder, `${kind}Batch.cjs`),
    root: path.join(folder, '..', '..'),
  };
  const { faults, ...end } = await watched(watch, (so) => {
    for (; faultsTold < Math.min(so.faults.length, 50); faultsTold++) console.log(so.faults[faultsTold]);
    if (performance.now() - lastTold < 30_000) return;
    lastTold = performance.now();
    console.log(`${kind}: ${so.tried} tried, ${so.faults.length} faults`);
  });
  const seconds = Math.round((performance.now() - started) / 1000);
  console.log(kind, { seed: watch.seed, ...end, faults: faults.length, seconds });
  for (const fault of faults.slice(faultsTold, 50)) console.log(fault);
  if (faults.length > 0) process.exitCode = 1;
}
