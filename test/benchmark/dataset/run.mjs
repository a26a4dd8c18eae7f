// `npm run bench:dataset`: files of rankings checked by what people use for it and by Plackett, each way in a process of its own, in turns.
// Words choose files (`KB`), `--json` prints one row a measurement, `--rounds N` repeats all (default 2) and keeps each way's best.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { assembly } from '../../../scripts/assembly.mjs';
import { askProgram, bundlePrograms, installPeer } from '../programs.mjs';

const folder = fileURLToPath(new URL('.', import.meta.url));
const root = path.resolve(folder, '../../..');
const out = path.join(root, 'out', 'benchmark', 'dataset');
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    megabytes: { type: 'string', default: '400' },
    rounds: { type: 'string', default: '2' },
  },
});
const say = (line) => (values.json ? process.stderr : process.stdout).write(`${line}\n`);

/** Found beside this file, not beside the bundle. */
const peer = {
  name: 'peer',
  setup({ onResolve }) {
    const entry = path.join(folder, 'node_modules/@duckdb/node-api/lib/index.js');
    onResolve({ filter: /^@duckdb\/node-api$/ }, () => ({ path: pathToFileURL(entry).href, external: true }));
  },
};

await bundle();
const { kinds, makeFile } = await import(pathToFileURL(path.join(out, 'files.mjs')).href);
const rangeWorker = path.join(out, 'rangeWorker.mjs');
const ask = (program, file, threads) =>
  askProgram(path.join(out, `${program}.mjs`), [file, String(threads), rangeWorker]);
const lineByLine = 'plackett check, line by line';
const ways = [
  ['readline + JSON.parse', (file) => ask('readline', file, 1)],
  ['chunks + JSON.parse', (file) => ask('chunks', file, 1)],
  ...(hasPython() ? [['Python json', askPython]] : []),
  ...(installPeer(folder, '@duckdb/node-api', say, 'compared without it')
    ? [['DuckDB, 2 threads', (file) => ask('duckdb', file, 2)]]
    : []),
  ['Plackett scanner, 1 thread', (file) => ask('plackett', file, 1)],
  ['Plackett scanner, 2 threads', (file) => ask('plackett', file, 2)],
  [lineByLine, (file) => ask('check', file, 0)],
  ['plackett check, 1 thread', (file) => ask('check', file, 1)],
  ['plackett check, 2 threads', (file) => ask('check', file, 2)],
];
say(`${cpus().length} cores, ${cpus()[0]?.model ?? ''}, Node ${process.version}`);

const made = mkdtempSync(path.join(tmpdir(), 'plackett-benchmark-'));
process.on('exit', () => rmSync(made, { recursive: true, force: true }));
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(1));
for (const kind of Object.keys(kinds)) {
  if (positionals.length > 0 && !positionals.some((word) => kind.includes(word))) continue;
  const file = path.join(made, 'rankings.jsonl');
  const records = await makeFile(kind, file, Number(values.megabytes) * 2 ** 20);
  const megabytes = statSync(file).size / 1e6;
  say(`\n${kind}: ${megabytes.toFixed(0)} MB, ${records} records`);
  const best = new Map();
  for (let round = 0; round < Number(values.rounds); round++)
    for (const [way, run] of ways) {
      // Takes minutes, and a second time tells nothing new.
      if (round > 0 && way === lineByLine) continue;
      const measured = await run(file);
      if (measured.right !== records)
        throw new Error(`${way} finds ${measured.right} of ${records} records right`);
      const before = best.get(way);
      if (!before || measured.seconds < before.seconds) best.set(way, measured);
    }
  const slowest = best.get('readline + JSON.parse').seconds;
  for (const [way, { seconds, peakMB }] of best) {
    const row = {
      file: kind,
      path: way,
      megabytesPerSecond: Math.round(megabytes / seconds),
      peakMB: Math.round(peakMB),
    };
    if (values.json) console.log(JSON.stringify(row));
    say(
      `  ${way.padEnd(30)} ${String(row.megabytesPerSecond).padStart(6)} MB/s  ${(slowest / seconds).toFixed(1).padStart(5)}x  ${String(row.peakMB).padStart(5)} MB`,
    );
  }
  rmSync(file);
}

if (positionals.length === 0 || positionals.includes('keystroke')) {
  const file = path.join(made, 'open.jsonl');
  await makeFile('lines of 3 KB', file, 40 * 2 ** 20);
  const { lines, own, all } = await ask('keystroke', file, 1);
  const row = { file: '40 MB open in the editor', path: 'one line edited', lines, ownMs: own, acrossMs: all };
  if (values.json) console.log(JSON.stringify(row));
  say(
    `\n${row.file}, ${lines} lines: an edited line's own problems after ${own.toFixed(1)} ms, those with all others after ${all.toFixed(1)} ms`,
  );
}

function askPython(file) {
  const { stdout, status } = spawnSync('python3', [path.join(folder, 'python.py'), file], {
    encoding: 'utf8',
  });
  if (status) throw new Error('python.py failed');
  return JSON.parse(stdout);
}

function hasPython() {
  const found = spawnSync('python3', ['--version']).status === 0;
  if (!found) say('python3 is not there: compared without it');
  return found;
}

function bundle() {
  const here = (name) => [name, path.join(folder, `${name}.ts`)];
  return bundlePrograms({
    entryPoints: {
      ...Object.fromEntries(
        ['readline', 'chunks', 'duckdb', 'plackett', 'check', 'keystroke', 'files'].map(here),
      ),
      rangeWorker: path.join(root, 'extension', 'dataset', 'scan', 'rangeWorker.ts'),
    },
    outdir: out,
    plugins: [assembly, peer],
  });
}
