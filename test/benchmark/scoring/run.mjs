// `npm run bench:scoring`: the same model, tokens and threads scored by @huggingface/transformers, by plain onnxruntime
// and by Plackett, each in a process of its own, in turns. Words choose workloads (`K4-P512`), `--json` prints one row a
// measurement, `--rounds N` repeats all (default 2) and keeps each way's best.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { askProgram, bundlePrograms, installPeer } from '../programs.mjs';

const folder = fileURLToPath(new URL('.', import.meta.url));
const root = path.resolve(folder, '../../..');
const out = path.join(root, 'out', 'benchmark');
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '2' },
    threads: { type: 'string', default: String(Math.max(1, Math.min(cpus().length, 8))) },
  },
});
const threads = Number(values.threads);
const say = (line) => (values.json ? process.stderr : process.stdout).write(`${line}\n`);

const sizes = [
  [2, 128],
  [2, 512],
  [4, 128],
  [4, 512],
  [9, 128],
  [9, 512],
];
const workloads = [50_257, 151_936]
  .flatMap((vocabulary) =>
    sizes.map(([K, promptTokens]) => ({ K, promptTokens, completionTokens: 128, vocabulary })),
  )
  .map((workload) => ({
    workload,
    name: `K${workload.K}-P${workload.promptTokens}-C128-V${Math.round(workload.vocabulary / 1000)}k`,
  }))
  .filter(({ name }) => positionals.length === 0 || positionals.some((word) => name.includes(word)));

/** Found beside this file, not beside the bundle. */
const peer = {
  name: 'peer',
  setup({ onResolve }) {
    const entry = path.join(folder, 'node_modules/@huggingface/transformers/dist/transformers.node.mjs');
    onResolve({ filter: /^@huggingface\/transformers$/ }, () => ({
      path: pathToFileURL(entry).href,
      external: true,
    }));
  },
};

await bundle();
const ask = (program, request) =>
  askProgram(path.join(out, `${program}.mjs`), [JSON.stringify(request)], {
    env: { ...process.env, ORT_DISABLE_TELEMETRY: '1' },
  });
const withPeer = installPeer(
  folder,
  '@huggingface/transformers',
  say,
  'compared with plain onnxruntime only',
);
const ways = [
  ...(withPeer ? [['transformers.js', 'transformersJs']] : []),
  ['onnxruntime', 'onnxruntime'],
  ['plackett', 'plackett'],
];
let operations = 0;
say(`${threads} threads; ${cpus()[0]?.model ?? ''}`);

for (const { workload, name } of workloads) {
  const model = modelFolder(workload.vocabulary);
  const best = new Map();
  for (let round = 0; round < Number(values.rounds); round++) {
    // Each time anew: machines that others use too are faster at one time than at another.
    operations = Math.max(operations, await ask('matmulPeak', { threads }));
    for (const [way, program] of ways) {
      const measured = await ask(program, { folder: model, workload, threads, repetitions: 3 });
      const before = best.get(way);
      if (!before || measured.seconds < before.seconds) best.set(way, measured);
    }
  }
  const { usefulOperations } = await import(path.join(out, 'workload.mjs'));
  const useful = usefulOperations(workload);
  const tokens = workload.promptTokens + workload.K * workload.completionTokens;
  const ours = best.get('plackett');
  say(`\n${name}  (matrix peak ${(operations / 1e9).toFixed(0)} GFLOP/s)`);
  for (const [way, { seconds, loadSeconds, peakMB, sums }] of best) {
    const off = Math.max(...sums.map((sum, k) => Math.abs(sum - ours.sums[k]) / Math.abs(ours.sums[k])));
    if (!(off < 1e-4)) throw new Error(`${way} gives other sums than plackett: ${sums} against ${ours.sums}`);
    const row = {
      workload: name,
      path: way,
      seconds,
      ratio: seconds / ours.seconds,
      peakMB: Math.round(peakMB),
      usefulTokensPerSecond: Math.round(tokens / seconds),
      peakShare: useful / seconds / operations,
    };
    if (values.json) console.log(JSON.stringify(row));
    say(
      `  ${way.padEnd(16)} ${seconds.toFixed(3)} s  ${row.ratio.toFixed(2).padStart(6)}x  ${String(row.peakMB).padStart(5)} MB  ` +
        `${String(row.usefulTokensPerSecond).padStart(6)} tokens/s  ${(100 * row.peakShare).toFixed(0).padStart(3)}% of peak  (loads in ${loadSeconds.toFixed(1)} s)`,
    );
  }
}

function modelFolder(vocabulary) {
  const model = path.join(tmpdir(), 'plackett-benchmark', `gpt-${vocabulary}`);
  if (existsSync(path.join(model, 'complete'))) return model;
  mkdirSync(model, { recursive: true });
  say(`making a model with a vocabulary of ${vocabulary} in ${model}`);
  const made = spawnSync(
    process.execPath,
    [path.join(out, 'makeModelFolder.mjs'), model, String(vocabulary)],
    { stdio: 'inherit' },
  );
  if (made.status) process.exit(1);
  return model;
}

function bundle() {
  const programs = ['transformersJs', 'onnxruntime', 'plackett', 'matmulPeak', 'makeModelFolder', 'workload'];
  return bundlePrograms({
    entryPoints: programs.map((name) => path.join(folder, `${name}.ts`)),
    outdir: out,
    external: ['onnxruntime-node'],
    plugins: [peer],
  });
}
