// Bundles the programs. `vscode` is external only for the host and onnxruntime only for the scorer, so a wrong import fails here.
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import esbuild from 'esbuild';
import { assembly } from './assembly.mjs';

const watch = process.argv.includes('--watch');
const production = process.argv.includes('--production');
const root = fileURLToPath(new URL('..', import.meta.url));

const shared = {
  absWorkingDir: root,
  bundle: true,
  minify: production,
  sourcemap: production ? false : 'linked',
  logLevel: 'info',
  legalComments: 'linked',
  plugins: [assembly],
};
const node = { ...shared, platform: 'node', format: 'cjs', target: 'node18' };

/** Shipping: what each program may find at run time and need not carry. */
export const bundles = [
  { ...node, entryPoints: ['extension/extension.ts'], outfile: 'dist/extension.js', external: ['vscode'] },
  { ...node, entryPoints: ['extension/dataset/checkWorker.ts'], outfile: 'dist/checkWorker.js' },
  { ...node, entryPoints: ['extension/browse/browseWorker.ts'], outfile: 'dist/browseWorker.js' },
  { ...node, entryPoints: ['extension/dataset/scan/rangeWorker.ts'], outfile: 'dist/rangeWorker.js' },
  { ...node, entryPoints: ['extension/run/evaluationWorker.ts'], outfile: 'dist/evaluationWorker.js' },
  {
    ...node,
    entryPoints: ['extension/run/scorerProcess.ts'],
    outfile: 'dist/scorerProcess.js',
    external: ['onnxruntime-node'],
  },
  {
    ...node,
    entryPoints: ['extension/cli.ts'],
    outfile: 'dist/cli.js',
    banner: { js: '#!/usr/bin/env node' },
  },
  {
    ...shared,
    entryPoints: {
      results: 'webview/results.tsx',
      tokens: 'webview/tokens/tokens.tsx',
      rankings: 'webview/rankings/rankings.tsx',
      compare: 'webview/compare/compare.tsx',
    },
    outdir: 'dist/webview',
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
    jsx: 'automatic',
    jsxImportSource: 'preact',
  },
];

// What ships starts from nothing; otherwise a running VS Code keeps its files.
if (production) rmSync(new URL('../dist', import.meta.url), { recursive: true, force: true });
if (watch) {
  // The problem matcher in .vscode/tasks.json waits for these two lines.
  console.log('[watch] build started');
  const contexts = await Promise.all(bundles.map((options) => esbuild.context(options)));
  await Promise.all(contexts.map((context) => context.watch()));
  console.log('[watch] build finished');
} else {
  await Promise.all(bundles.map((options) => esbuild.build(options)));
}
