// A large file as Open Rankings reads it: its first records, its index, its problems, a jump, a search. `--megabytes N`, 2048 by default.
import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { createBirpc } from 'birpc';

const at = process.argv.indexOf('--megabytes');
const megabytes = at > 0 ? Number(process.argv[at + 1]) : 2048;
const script = fileURLToPath(new URL('../../dist/browseWorker.js', import.meta.url));
const folder = mkdtempSync(path.join(tmpdir(), 'plackett-browse-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

const words = 'the quick brown fox jumps over a lazy dog while seven wise owls watch from old trees '.repeat(
  9,
);
const record = (i) =>
  `${JSON.stringify({
    id: `r${i}`,
    prompt: `Question ${i}: ${words.slice(i % 50, 500)}`,
    responses: Array.from(
      { length: 4 },
      (_, k) => `${words.slice((i * 7 + k * 131) % 200, 600)} answer ${k} to ${i}`,
    ),
    ranking: [i % 4, (i + 1) % 4, (i + 3) % 4, (i + 2) % 4],
  })}\n`;

function write(file) {
  const out = openSync(file, 'w');
  let lines = 0;
  for (let written = 0; written < megabytes * 2 ** 20; ) {
    let text = '';
    for (let i = 0; i < 1000; i++) text += record(lines++);
    written += writeSync(out, text);
  }
  closeSync(out);
  return lines;
}

const file = path.join(folder, 'large.jsonl');
const lines = write(file);
const gigabytes = statSync(file).size / 2 ** 30;
console.log(
  `${gigabytes.toFixed(2)} GB, ${lines.toLocaleString('en')} lines of some ${Math.round(statSync(file).size / lines)} bytes`,
);

const started = performance.now();
const since = () => `${((performance.now() - started) / 1000).toFixed(2)} s`;
const worker = new Worker(script);
let state;
let wake = () => {};
const calls = createBirpc(
  {
    state(now) {
      state = now;
      wake();
    },
    changed() {},
  },
  {
    post: (message) => worker.postMessage(message),
    on: (listener) => worker.on('message', listener),
    eventNames: ['open', 'filter'],
    timeout: -1,
  },
);
const until = async (isThere) => {
  while (!state || !isThere(state))
    await new Promise((resolve) => {
      wake = resolve;
    });
};
let peak = 0;
const memory = setInterval(() => {
  peak = Math.max(peak, process.memoryUsage().rss);
}, 50);

calls.open({ dataset: file, severities: {} });
await until(({ records }) => records > 0);
const first = await calls.rows(0, 50);
await calls.record(first[0].line);
console.log(`first 50 records and one whole: ${since()}`);
await until(({ indexed }) => indexed === 1);
console.log(`all ${state.records.toLocaleString('en')} lines found: ${since()}`);
const jump = performance.now();
const place = await calls.placeOf(lines - 5);
await calls.rows(place - 20, 50);
console.log(
  `jump to the end, 25 records: ${(performance.now() - jump).toFixed(0)} ms, while problems are looked for`,
);
await until(({ checked }) => checked === 1);
console.log(
  `all checked: ${since()}; ${state.problems.map(({ code, count }) => `${count} ${code}`).join(', ') || 'no problems'}`,
);
const search = performance.now();
calls.filter({ text: `answer 3 to ${lines - 3}` });
await until(({ matches }) => matches?.share === 1);
console.log(
  `text found in ${((performance.now() - search) / 1000).toFixed(2)} s, ${state.matches.count} record`,
);
clearInterval(memory);
console.log(`most memory of the whole process: ${Math.round(peak / 2 ** 20)} MB`);
await worker.terminate();
