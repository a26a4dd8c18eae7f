// What is bundled, and how. `vscode` is external only for the host and onnxruntime only for the scorer, so a wrong import fails.
import { fileURLToPath } from 'node:url';
import { assembly } from './assembly.mjs';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** esbuild's options for each of the programs. `production`: small, and without maps. */
export function bundles({ production = false } = {}) {
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

  return [
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
}
