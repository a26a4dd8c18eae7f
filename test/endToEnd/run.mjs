// Runs the end-to-end stories: clicks in a real browser on a real VS Code. `--vsix FILE` tests the packed extension instead of the folder.
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { root } from '../host/install.mjs';

const vsix = process.argv.indexOf('--vsix');
if (vsix > 0) process.env.PLACKETT_TEST_VSIX = path.resolve(process.argv[vsix + 1]);
const wanted = process.argv
  .slice(2)
  .filter((name, i, all) => !name.startsWith('--') && all[i - 1] !== '--vsix');
const folder = path.join(root, 'test', 'endToEnd');
const files = readdirSync(folder)
  .filter(
    (name) => name.endsWith('.e2e.mjs') && (wanted.length === 0 || wanted.some((w) => name.includes(w))),
  )
  .map((name) => path.join(folder, name));

const counts = { passed: 0, failed: 0, skipped: 0 };
const stream = run({ files, concurrency: 1, timeout: 10 * 60_000 });
stream.on('test:pass', ({ details, skip }) => {
  if (details?.type !== 'suite') counts[skip ? 'skipped' : 'passed']++;
});
stream.on('test:fail', ({ details }) => {
  if (details?.type !== 'suite') counts.failed++;
});
stream.compose(spec).pipe(process.stdout);
stream.on('end', () => {
  console.log(`endToEnd: ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
  process.exitCode = counts.failed > 0 || counts.passed === 0 ? 1 : 0;
});
