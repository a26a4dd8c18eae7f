// Comparing runs over 1,000,000 rankings of 4: an interval, a beta step, and reading run folders from disk.
// `npm run bench -- compare`; ROWS=100000 for fewer, STORED=20000 for smaller run folders.

import { once } from 'node:events';
import { createWriteStream, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import esbuild from 'esbuild';
import { launchBrowser } from '../host/browser.mjs';
import { cache } from '../host/install.mjs';

const rows = Number(process.env.ROWS ?? 1_000_000);
const stored = Number(process.env.STORED ?? 1_000_000);
/** Of the page: made in the page itself, which takes longer than comparing them. */
const pageRows = Number(process.env.PAGE_ROWS ?? 200_000);
const K = 4;

const folder = mkdtempSync(path.join(tmpdir(), 'plackett-compare-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
const outfile = path.join(folder, 'compare.mjs');
await esbuild.build({
  stdin: {
    contents: `
      export { rankedColumns } from './preference/ranked.ts';
      export { bootstrapMean } from './preference/paired/bootstrap.ts';
      export { differences, pairedMeans, outcomes } from './preference/paired/differences.ts';
      export { runMetrics } from './preference/paired/pairedMetrics.ts';
      export { compareRuns } from './run/compare/compareRuns.ts';`,
    resolveDir: fileURLToPath(new URL('../../extension', import.meta.url)),
    loader: 'ts',
  },
  bundle: true,
  format: 'esm',
  platform: 'node',
  outfile,
  banner: {
    js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
  },
  logLevel: 'error',
});
const { rankedColumns, bootstrapMean, differences, pairedMeans, outcomes, runMetrics, compareRuns } =
  await import(pathToFileURL(outfile).href);

const offsets = Uint32Array.from({ length: rows + 1 }, (_, e) => K * e);
const tier = Uint16Array.from({ length: K * rows }, (_, c) => c % K);
const referenceLogp = new Float64Array(K * rows);
const run = () => {
  const policyLogp = Float64Array.from({ length: K * rows }, (_, c) => 20 * Math.random() - 4 * (c % K));
  const ranked = rankedColumns({ offsets, tier, policyLogp, referenceLogp, tokens: new Uint32Array(0) });
  return runMetrics({ offsets, ranked });
};
/** Seconds of processor time: unlike a clock, it does not run while others have the machine. */
const cpu = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};
const seconds = (work) => {
  const start = cpu();
  work();
  return cpu() - start;
};
const best = (times, work) => Math.min(...Array.from({ length: times }, (_, i) => seconds(() => work(i))));
const line = (what, s) => console.log(`${what.padEnd(58)} ${(1000 * s).toFixed(0).padStart(7)} ms`);
console.log(`${rows.toLocaleString('en')} rankings of ${K}, processor time`);

const [a, b] = [run(), run()];
const margins = differences(a.unit.margin, b.unit.margin);
const interval = best(3, () => bootstrapMean(margins));
line('one interval: 1,000 resamples of 10,000 blocks', interval);
line('all 6 intervals of 2 runs (page: in pieces of 8 ms)', 6 * interval);
line('all 42 intervals of 8 runs', 42 * interval);
const step = best(5, (i) => {
  const [x, y] = [a.loss(0.1 + i / 10), b.loss(0.1 + i / 10)];
  pairedMeans(x, y);
  outcomes(x, y, true);
});
line('beta step, 2 runs: losses and their means', step);
line('beta step, 8 runs (page: one run after the other)', 4 * step);

for (const count of [2, 8]) {
  const folders = [];
  for (let i = 0; i < count; i++) folders.push(await runFolder(path.join(folder, `run${i}`), stored, i));
  globalThis.gc?.();
  let peak = 0;
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss);
  }, 50);
  const start = cpu();
  const { examples } = await compareRuns(folders, {
    signal: new AbortController().signal,
    told: () => {
      peak = Math.max(peak, process.memoryUsage().rss);
    },
  });
  const took = cpu() - start;
  clearInterval(watch);
  line(`read and match ${count} runs of ${examples.toLocaleString('en')}`, took);
  console.log(`${' '.repeat(58)} peak ${(peak / 2 ** 20).toFixed(0)} MB (this program's own columns in it)`);
}

if (process.env.PAGE !== '0') await measurePage();

/** What the page's thread works for a step of the beta slider, the best of seven. */
async function measurePage() {
  const { buildPage, openPage } = await bundledTests();
  const [browser, files] = [await launchBrowser(), await buildPage()];
  try {
    for (const [runs, examples] of [
      [2, pageRows],
      [8, pageRows / 4],
    ]) {
      const { page } = await openPage(browser, files, { name: 'compare', width: 1400, height: 1000 });
      page.setDefaultTimeout(180_000);
      const client = await page.context().newCDPSession(page);
      await client.send('Performance.enable', { timeDomain: 'threadTicks' });
      const worked = async () => {
        const { metrics } = await client.send('Performance.getMetrics');
        return metrics.find(({ name }) => name === 'TaskDuration').value;
      };
      await page.evaluate((options) => window.player.compare(options), { examples, runs, clean: true });
      await page.locator('.row').first().waitFor();
      await page.waitForFunction(() => !document.body.innerText.includes('… to …'));
      let least = Number.POSITIVE_INFINITY;
      for (let i = 0; i < 7; i++) {
        const start = await worked();
        await page.evaluate(
          async (step) => {
            const slider = document.getElementById('beta-slider');
            slider.value = String(step);
            slider.dispatchEvent(new Event('input', { bubbles: true }));
            const next = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
            await next();
            while ([...document.querySelectorAll('.metrics .value')].some((e) => e.textContent === '…'))
              await next();
            await next();
          },
          60 + 7 * i,
        );
        least = Math.min(least, (await worked()) - start);
      }
      line(`page: beta step, ${runs} runs of ${examples.toLocaleString('en')}, all of its work`, least);
      await page.close();
    }
  } finally {
    await browser.close();
  }
}

/** Functions of the tests that open a page, which are TypeScript. */
async function bundledTests() {
  const bundle = path.join(cache, 'bench', 'openComparePage.mjs');
  mkdirSync(path.dirname(bundle), { recursive: true });
  const webview = fileURLToPath(new URL('../webview/openPage.ts', import.meta.url));
  await esbuild.build({
    entryPoints: [webview],
    bundle: true,
    format: 'esm',
    platform: 'node',
    external: ['esbuild', 'playwright-core'],
    define: { 'import.meta.url': JSON.stringify(pathToFileURL(webview).href) },
    outfile: bundle,
    logLevel: 'warning',
  });
  return import(pathToFileURL(bundle).href);
}

/** A run folder as an evaluation leaves it; all have the same examples. */
async function runFolder(target, n, seed) {
  mkdirSync(target, { recursive: true });
  const manifest = { layout: 1, request: { dataset: '/d.jsonl', scoring: {} }, startedAt: '', state: 'done' };
  writeFileSync(path.join(target, 'manifest.json'), JSON.stringify(manifest));
  const out = createWriteStream(path.join(target, 'scores.jsonl'));
  for (let i = 0; i < n; i++) {
    const hash = Buffer.from(`h${i}`.padEnd(12, 'x')).toString('base64url');
    const logps = [0, 1, 2, 3].map((c) => -20 - ((i * 31 + c * 17 + seed * 7) % 1000) / 37.5);
    const row = {
      line: i + 1,
      lines: 1,
      byteOffset: 900 * i,
      byteLength: 899,
      hash,
      status: 0,
      slices: { source: i % 2 ? 'web' : 'books' },
      asked: 2 ** 40 + i,
      ranked: 2 ** 41 + i,
      tier: [0, 1, 2, 3],
      tokens: [30, 31, 32, 33],
      policyLogp: logps,
      referenceLogp: logps.map((logp) => logp - 0.123456789),
    };
    if (!out.write(`${JSON.stringify(row)}\n`)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'close');
  return target;
}
