// Runs the end-to-end stories: clicks in a real browser on a real VS Code. Words choose stories by name. `--vsix` packs
// the extension and tells them all with the package instead of the folder; `--vsix=FILE` takes a package that is there.
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { root } from '../host/install.mjs';
import { packVsix } from '../host/packVsix.mjs';

const words = process.argv.slice(2);
const packed = words.find((word) => word === '--vsix' || word.startsWith('--vsix='));
if (packed) process.env.PLACKETT_TEST_VSIX = path.resolve(packed.slice('--vsix='.length) || packVsix());
const wanted = words.filter((word) => word !== packed);

const folder = path.join(root, 'test', 'endToEnd');
const files = readdirSync(folder)
  .filter((name) => name.endsWith('.e2e.mjs'))
  .filter((name) => wanted.length === 0 || wanted.some((word) => name.includes(word)))
  .map((name) => path.join(folder, name));

// A signal to us ends the story that is being told, with its VS Code and its browser.
const stop = new AbortController();
for (const signal of ['SIGHUP', 'SIGINT', 'SIGTERM']) process.on(signal, () => stop.abort());

const counts = { passed: 0, failed: 0, skipped: 0 };
const stream = run({ files, concurrency: 1, timeout: 10 * 60_000, signal: stop.signal });
stream.on('test:pass', ({ details, skip }) => {
  if (details?.type !== 'suite') counts[skip ? 'skipped' : 'passed']++;
});
stream.on('test:fail', ({ details }) => {
  if (details?.type !== 'suite') counts.failed++;
});
stream.compose(spec).pipe(process.stdout);
stream.on('end', () => {
  process.exitCode = counts.failed > 0 || counts.passed === 0 || stop.signal.aborted ? 1 : 0;
});
process.on('exit', () => {
  console.log(`endToEnd: ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
});
