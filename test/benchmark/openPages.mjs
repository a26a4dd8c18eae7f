// Functions of the page tests, which are TypeScript, and how long a page's thread works.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import esbuild from 'esbuild';
import { cache } from '../host/install.mjs';

/** `buildPage` and `openPage` of test/webview/openPage.ts, and `done` of states.ts. */
export async function pageTests() {
  const outfile = path.join(cache, 'bench', 'openPage.mjs');
  mkdirSync(path.dirname(outfile), { recursive: true });
  const webview = fileURLToPath(new URL('../webview/', import.meta.url));
  await esbuild.build({
    stdin: {
      contents: `export * from './openPage.ts'; export { done } from './states.ts';`,
      resolveDir: webview,
      loader: 'ts',
    },
    bundle: true,
    format: 'esm',
    platform: 'node',
    external: ['esbuild', 'playwright-core'],
    define: { 'import.meta.url': JSON.stringify(pathToFileURL(path.join(webview, 'openPage.ts')).href) },
    outfile,
    logLevel: 'warning',
  });
  return import(pathToFileURL(outfile).href);
}

/** Time that the page's thread has worked, ms: on a machine that others use too, what it waited for is not in it. */
export async function workOf(page) {
  const client = await page.context().newCDPSession(page);
  await client.send('Performance.enable', { timeDomain: 'threadTicks' });
  const worked = async () => {
    const { metrics } = await client.send('Performance.getMetrics');
    return 1000 * metrics.find(({ name }) => name === 'TaskDuration').value;
  };
  return { client, worked };
}
