// `npm test`: everything, ring by ring, ending in one line that counts it all. `--unit`, `--integration`, `--endToEnd` run one ring.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { root } from './host/install.mjs';

const require = createRequire(import.meta.url);
const wanted = process.argv.slice(2).map((flag) => flag.replace(/^--/, ''));
const total = { passed: 0, failed: 0, skipped: 0 };

const bin = (name, entry) => path.join(path.dirname(require.resolve(`${name}/package.json`)), entry);
const tsc = bin('typescript', 'bin/tsc');
const steps = [
  ['lint', [bin('@biomejs/biome', 'bin/biome'), 'ci', '.']],
  ...['tsconfig.json', 'extension/preference', 'webview', 'test'].map((project) => [
    `types of ${project}`,
    [tsc, '-p', project],
  ]),
  ['build', ['scripts/build.mjs']],
];
const rings = {
  unit: [bin('vitest', 'vitest.mjs'), 'run', '--reporter=default'],
  integration: ['test/integration/run.mjs'],
  endToEnd: ['test/endToEnd/run.mjs'],
};

for (const [name, args] of steps) {
  const { code } = await node(name, args);
  if (code !== 0) total.failed++;
}
for (const [ring, args] of Object.entries(rings)) {
  if (wanted.length > 0 && !wanted.includes(ring)) continue;
  const { code, output } = await node(ring, args);
  const counts = ring === 'unit' ? vitestCounts(output) : ownCounts(output);
  for (const key of Object.keys(total)) total[key] += counts[key];
  // A ring that broke before it counted a failure has failed all the same.
  if (code !== 0 && counts.failed === 0) total.failed++;
}
const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : '';
console.log(`\n${total.passed} passed, ${total.failed} failed${skipped}`);
process.exitCode = total.failed > 0 ? 1 : 0;

function node(name, args) {
  console.log(`\n# ${name}`);
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const [stream, target] of [
      [child.stdout, process.stdout],
      [child.stderr, process.stderr],
    ]) {
      stream.on('data', (data) => {
        output += data;
        target.write(data);
      });
    }
    child.on('close', (code) => resolve({ code, output }));
  });
}

/** "      Tests  1 failed | 300 passed | 2 skipped (303)" */
function vitestCounts(output) {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours
  const line = /^\s*Tests\s+.*$/m.exec(output.replace(/\u001b\[[0-9;]*m/g, ''))?.[0] ?? '';
  const count = (word) => Number(new RegExp(`(\\d+) ${word}`).exec(line)?.[1] ?? 0);
  return { passed: count('passed'), failed: count('failed'), skipped: count('skipped') };
}

/** "integration: 20 passed, 0 failed, 1 skipped" */
function ownCounts(output) {
  const match = /^\w+: (\d+) passed, (\d+) failed, (\d+) skipped$/m.exec(output);
  return {
    passed: Number(match?.[1] ?? 0),
    failed: Number(match?.[2] ?? 0),
    skipped: Number(match?.[3] ?? 0),
  };
}
