// Bundles the integration suites into what a VS Code loads: out/integration/index.js.
import path from 'node:path';
import esbuild from 'esbuild';
import { root } from '../host/install.mjs';

export const bundled = path.join(root, 'out', 'integration', 'index.js');

await esbuild.build({
  absWorkingDir: root,
  entryPoints: ['test/integration/index.ts'],
  outfile: bundled,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node18',
  external: ['vscode', 'mocha'],
  sourcemap: 'inline',
  logLevel: 'warning',
});
