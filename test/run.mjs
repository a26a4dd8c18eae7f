// `npm test`: everything, ring by ring, ending in one line that counts it all. `--unit`, `--integration`, `--endToEnd` run one ring.
import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { root } from './host/install.mjs';

const require = createRequire(import.meta.url);
const bin = (name, entry) => path.join(path.dirname(require.resolve(`${name}/package.json`)), entry);
const tsc = bin('typescript', 'bin/tsc');
const unitReport = path.join(root, 'out', 'unit.json');

const checks = {
  lint: [bin('@biomejs/biome', 'bin/biome'), 'ci', '.'],
  'types of the extension': [tsc, '-p', 'tsconfig.json'],
  'types of the objective': [tsc, '-p', 'extension/preference'],
  'types of the scanner': [tsc, '-p', 'extension/dataset/scan/assembly'],
  'types of the page': [tsc, '-p', 'webview'],
  'types of the tests': [tsc, '-p', 'test'],
  'known vulnerabilities of what ships': ['scripts/audit.mjs'],
};
const build = { build: ['scripts/build.mjs'] };
const rings = {
  unit: [
    bin('vitest', 'vitest.mjs'),
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile=${unitReport}`,
  ],
  integration: ['test/integration/run.mjs'],
  // On what ships, not on the folder.
  endToEnd: ['test/endToEnd/run.mjs', '--vsix'],
};

const wanted = process.argv.slice(2).map((flag) => flag.replace(/^--/, ''));
const unknown = wanted.filter((ring) => !Object.hasOwn(rings, ring));
if (unknown.length > 0) {
  console.error(
    `There is no ring named ${unknown.join(', ')}. Choose from ${Object.keys(rings).join(', ')}.`,
  );
  process.exit(2);
}

let child;
let signalled = false;
for (const signal of ['SIGHUP', 'SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    signalled = true;
    child?.kill(signal);
  });
}

const total = { passed: 0, failed: 0, skipped: 0 };
for (const [name, args] of Object.entries({ ...(wanted.length === 0 && checks), ...build })) {
  const { code } = await node(name, args);
  if (code !== 0) total.failed++;
}
for (const [ring, args] of Object.entries(rings)) {
  if (wanted.length > 0 && !wanted.includes(ring)) continue;
  rmSync(unitReport, { force: true });
  const { code, output } = await node(ring, args);
  const counts = ring === 'unit' ? vitestCounts() : ownCounts(output);
  for (const key of Object.keys(total)) total[key] += counts[key];
  // A ring that broke before it counted has failed all the same.
  if (counts.failed === 0 && (code !== 0 || counts.passed === 0)) total.failed++;
}
const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : '';
console.log(`\n${total.passed} passed, ${total.failed} failed${skipped}`);
process.exitCode = total.failed > 0 ? 1 : 0;

/** Runs one Node program to its end, its output shown as it comes. */
function node(name, args) {
  if (signalled) return { code: 1, output: '' };
  console.log(`\n# ${name}`);
  return new Promise((resolve) => {
    child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (data) => {
      output += data;
      process.stdout.write(data);
    });
    child.stderr.pipe(process.stderr, { end: false });
    child.on('close', (code) => resolve({ code, output }));
  });
}

function vitestCounts() {
  try {
    const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = JSON.parse(
      readFileSync(unitReport, 'utf8'),
    );
    return { passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests + numTodoTests };
  } catch {
    return { passed: 0, failed: 0, skipped: 0 };
  }
}

/** "integration: 20 passed, 0 failed, 1 skipped" */
function ownCounts(output) {
  const match = /^\w+: (\d+) passed, (\d+) failed, (\d+) skipped$/m.exec(output);
  const [passed = 0, failed = 0, skipped = 0] = match?.slice(1).map(Number) ?? [];
  return { passed, failed, skipped };
}
