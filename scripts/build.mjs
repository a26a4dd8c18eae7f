// Bundles the programs into dist/. `--watch` goes on; `--production` makes what ships.
import { rmSync } from 'node:fs';
import esbuild from 'esbuild';
import { bundles } from './bundles.mjs';

const watch = process.argv.includes('--watch');
const production = process.argv.includes('--production');
const all = bundles({ production });

// What ships starts from nothing; otherwise a running VS Code keeps its files.
if (production) rmSync(new URL('../dist', import.meta.url), { recursive: true, force: true });
if (watch) {
  // The problem matcher in .vscode/tasks.json waits for these two lines.
  console.log('[watch] build started');
  const contexts = await Promise.all(all.map((options) => esbuild.context(options)));
  await Promise.all(contexts.map((context) => context.watch()));
  console.log('[watch] build finished');
} else {
  await Promise.all(all.map((options) => esbuild.build(options)));
}
