import { openStore } from '../../extension/run/store.ts';
import { rowsFrom } from './rows.ts';

/** A process to be killed: goes on with the run in a folder up to `end` rows, and tells after each write how many are stored. */
const [folder, end, seed] = process.argv.slice(2);
const store = await openStore(folder);
let next = store.stored.rows.line.length;
let turn = Number(seed);
while (next < Number(end)) {
  turn = (turn * 48_271) % 2_147_483_647;
  const count = Math.min(1 + (turn % 40), Number(end) - next);
  await store.append(rowsFrom(next + 1, count));
  next += count;
  process.stdout.write(`${next}\n`);
}
await store.tidy();
process.stdout.write('done\n');
