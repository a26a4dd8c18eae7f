// Comparing runs over 1,000,000 rankings of 4: an interval, a beta step, and reading run folders from disk.
// `npm run bench -- compare`; ROWS=100000 for fewer, STORED=20000 for smaller run folders,
// PAGE_ROWS and MANY_ROWS for what the page is given of 2 and of 8 runs; PAGE=0 without the page, STORED=0 without the folders.

import { once } from 'node:events';
import { createWriteStream, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import esbuild from 'esbuild';
import { launchBrowser } from '../host/browser.mjs';
import { pageTests, workOf } from './openPages.mjs';

const rows = Number(process.env.ROWS ?? 1_000_000);
const stored = Number(process.env.STORED ?? 1_000_000);
/** Of the page: made in the page itself, which takes longer than comparing them. */
const pageRows = Number(process.env.PAGE_ROWS ?? 1_000_000);
const manyRows = Number(process.env.MANY_ROWS ?? pageRows);
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
      export { lossSums } from './preference/paired/lossSums.ts';
      export { overlapOf } from './preference/paired/overlap.ts';
      export { finish } from './preference/job.ts';
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
const { rankedColumns, bootstrapMean, differences, runMetrics, lossSums, overlapOf, finish, compareRuns } =
  await import(pathToFileURL(outfile).href);

const offsets = Uint32Array.from({ length: rows + 1 }, (_, e) => K * e);
const tier = Uint16Array.from({ length: K * rows }, (_, c) => c % K);
const referenceLogp = new Float64Array(K * rows);
const run = () => {
  const policyLogp = Float64Array.from({ length: K * rows }, (_, c) => 20 * Math.random() - 4 * (c % K));
  const ranked = rankedColumns({ offsets, tier, policyLogp, referenceLogp, tokens: new Uint32Array(0) });
  return { ranked, ...runMetrics({ ranked }) };
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
const overlap = finish(overlapOf([a, b]));
const step = best(5, (i) => {
  for (const { ranked } of [a, b]) lossSums(ranked, 0.1 + i / 10, overlap.scoredIn, overlap.counts.length);
});
line('beta step, 2 runs: mean losses', step);
line(
  'beta at rest, 2 runs: every loss (page: in pieces)',
  best(5, (i) => [a, b].map((run) => finish(run.losses(0.1 + i / 10)))),
);

for (const count of stored > 0 ? [2, 8] : []) {
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

/** What the page's thread works, how long its longest task is, and what it holds: the runs open, and beta moves and rests. */
async function measurePage() {
  const { buildPage, openPage } = await pageTests();
  const [browser, files] = [await launchBrowser(), await buildPage()];
  try {
    for (const [runs, examples] of [
      [2, pageRows],
      [8, manyRows],
    ]) {
      const { page } = await openPage(browser, files, { name: 'compare', width: 1400, height: 1000 });
      page.setDefaultTimeout(600_000);
      const { client, worked } = await workOf(page);
      const of = `${runs} runs of ${examples.toLocaleString('en')}`;
      await page.evaluate((options) => window.player.makeRuns(options), { examples, runs, clean: true });
      await page.evaluate(installWatch);
      const start = await worked();
      const first = await page.evaluate(() => {
        const from = performance.now();
        window.player.sendRuns();
        return window.until('.row').then(() => performance.now() - from);
      });
      line(`page: ${of}, until the first rows`, first / 1000);
      await page.evaluate(() => window.settled());
      line(`page: ${of}, all intervals and charts, work`, ((await worked()) - start) / 1000);
      line('  longest task of the page in it', (await page.evaluate(() => window.longest())) / 1000);
      await client.send('HeapProfiler.collectGarbage');
      const { usedSize, backingStorageSize } = await client.send('Runtime.getHeapUsage');
      const mb = (bytes) => `${((bytes ?? 0) / 2 ** 20).toFixed(0)} MB`;
      console.log(`${' '.repeat(58)} ${mb(usedSize)} in objects, ${mb(backingStorageSize)} in typed arrays`);
      const best = async (what, act) => {
        let least = Number.POSITIVE_INFINITY;
        let longest = Number.POSITIVE_INFINITY;
        for (let i = 0; i < 7; i++) {
          await page.evaluate(() => window.longest());
          const start = await worked();
          await page.evaluate(act, 60 + 7 * i);
          least = Math.min(least, (await worked()) - start);
          longest = Math.min(longest, await page.evaluate(() => window.longest()));
        }
        line(`page: ${what}, ${of}, all of its work`, least / 1000);
        line('  longest task of the page in it', longest / 1000);
      };
      await best('beta step', (step) => window.move('input', step));
      await best('beta at rest, intervals too', (step) => window.move('change', step));
      await page.close();
    }
  } finally {
    await browser.close();
  }
}

/** Runs in the page: what it does without a break, and what is waited for. */
function installWatch() {
  let most = 0;
  const watch = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) most = Math.max(most, duration);
  });
  watch.observe({ type: 'longtask' });
  const next = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  /** ms of the longest task since the last call; those below 50 ms are not told of. */
  window.longest = async () => {
    await next();
    const found = most;
    most = 0;
    return found;
  };
  window.until = async (selector) => {
    while (!document.querySelector(selector)) await next();
  };
  /** Looks seldom, as looking is work. */
  window.settled = async () => {
    do await new Promise((resolve) => setTimeout(resolve, 200));
    while (
      [...document.querySelectorAll('.interval, .slices .quiet')].some((e) => e.textContent === '… to …')
    );
  };
  window.move = async (event, step) => {
    const slider = document.getElementById('beta-slider');
    slider.value = String(step);
    slider.dispatchEvent(new Event(event, { bubbles: true }));
    await next();
    if (event === 'change') return window.settled();
    while ([...document.querySelectorAll('.metrics .value')].some((e) => e.textContent === '…')) await next();
    await next();
  };
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
