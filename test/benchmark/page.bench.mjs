// The results page with a million generated rankings in a headless Chromium: what a hand waits for, until the next
// picture is there. `npm run bench -- page`; ROWS=100000 for fewer.
import { launchBrowser } from '../host/browser.mjs';
import { pageTests, workOf } from './openPages.mjs';

const rows = Number(process.env.ROWS ?? 1_000_000);

const { buildPage, openPage, done } = await pageTests();
const [browser, files] = [await launchBrowser(), await buildPage()];
try {
  const { page } = await openPage(browser, files, { width: 1400, height: 1000 });
  page.setDefaultTimeout(120_000);
  await page.evaluate(installStopwatch);
  const lines = [];
  const measured = (what, ms, note = '') => lines.push([what, ms, note]);
  const { client, worked } = await workOf(page);

  await page.evaluate((state) => window.player.reset(state), done);
  await page.evaluate((n) => {
    window.generated = Array.from({ length: Math.ceil(n / 25_000) }, (_, part) =>
      window.player.generatedRows(Math.min(25_000, n - 25_000 * part), 25_000 * part),
    );
  }, rows);
  const start = await worked();
  const opened = await page.evaluate((n) => window.stopwatch.open('run-1/0', n), rows);
  measured('open: the first rows are shown', opened.first);
  measured(
    'open: all rows are shown, with their numbers',
    opened.all,
    `${((await worked()) - start).toFixed(0)} ms of work, copying the message included`,
  );
  await page.evaluate(() => {
    window.generated = undefined;
  });
  await client.send('HeapProfiler.collectGarbage');
  const heap = await client.send('Runtime.getHeapUsage');

  const best = async (what, work, before = () => {}) => {
    let [least, leastWork] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
    for (let i = 0; i < 7; i++) {
      await page.evaluate(before);
      const start = await worked();
      least = Math.min(least, await page.evaluate(work, i));
      leastWork = Math.min(leastWork, (await worked()) - start);
    }
    measured(what, least, `${leastWork.toFixed(0)} ms of work`);
  };
  for (const title of ['Loss', 'Margin', 'K', 'Id', 'Rewards'])
    await best(
      `sort by ${title}`,
      `window.stopwatch.until(() => [...document.querySelectorAll('[role=columnheader]')].find((e) => e.textContent.startsWith('${title}')).click())`,
    );
  for (const text of ['loss > 2', 'k >= 4 and source = "sorting"', 'id ~ "999"', 'reward.max > 1'])
    await best(`filter ${text}`, `window.stopwatch.write(${JSON.stringify(text)})`, () =>
      window.stopwatch.write(''),
    );
  await page.evaluate(() => window.stopwatch.write(''));
  await best('beta step, from the slider', (i) => window.stopwatch.beta(60 + 7 * i));
  await best('beta step, when it rests: the order too', (i) => window.stopwatch.rest(60 + 7 * i));
  // The first three charts are in view, and so is the first row of the others.
  await best(
    'choose a range of margins',
    () => window.stopwatch.brush('The margin'),
    () => window.stopwatch.unbrush('The margin'),
  );
  await best('beta step, with a range of margins chosen', (i) => window.stopwatch.beta(60 + 7 * i));
  await page.evaluate(() => window.stopwatch.unbrush('The margin'));
  measured('open the other charts', await page.evaluate(() => window.stopwatch.moreCharts()));
  await page.evaluate(() => document.querySelector('.more-charts').scrollIntoView());
  await best('beta step, with the other charts in view', (i) => window.stopwatch.beta(60 + 7 * i));
  await best('beta step when it rests, with them in view', (i) => window.stopwatch.rest(60 + 7 * i));
  await best(
    'choose log-probs of a quadrant',
    () => window.stopwatch.brush('Chosen log-probs'),
    () => window.stopwatch.unbrush('Chosen log-probs'),
  );
  await page.evaluate(() => window.stopwatch.unbrush('Chosen log-probs'));
  await page.evaluate(() => window.stopwatch.moreCharts());
  const scroll = await page.evaluate(() => window.stopwatch.scroll(30));
  measured('scroll: middle frame', scroll.middle);
  measured('scroll: slowest of 20 frames', scroll.slow, `longest ${scroll.longest.toFixed(0)} ms`);
  const jump = await page.evaluate(() => window.stopwatch.scroll(90_000));
  measured('scroll by 3,600 rows a frame: middle frame', jump.middle);

  console.log(`${rows.toLocaleString('en')} rankings of 2 to 6, ${await browser.version()}, best of 7`);
  for (const [what, ms, note] of lines)
    console.log(`${what.padEnd(46)} ${`${ms.toFixed(0)} ms`.padStart(9)}  ${note}`);
  const mb = (bytes) => `${((bytes ?? 0) / 2 ** 20).toFixed(0)} MB`;
  console.log(
    `memory after opening: ${mb(heap.usedSize)} in objects, ${mb(heap.backingStorageSize)} in typed arrays`,
  );
} finally {
  await browser.close();
}

/** Runs in the page: times from an act to the picture after it. */
function installStopwatch() {
  const nextPicture = () =>
    new Promise((resolve) =>
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve(performance.now());
        port2.postMessage(0);
      }),
    );
  const until = async (act) => {
    await nextPicture();
    const start = performance.now();
    act();
    // What was asked for may be drawn a frame later.
    await new Promise((resolve) => setTimeout(resolve, 0));
    return (await nextPicture()) - start;
  };
  const press = (title, key, shiftKey) =>
    document
      .querySelector(`.brushable[aria-label^="Chart: ${title}"]`)
      .dispatchEvent(new KeyboardEvent('keydown', { key, shiftKey, bubbles: true, cancelable: true }));
  const slider = () => document.getElementById('beta-slider');
  const put = (input, value, event) => {
    input.value = value;
    input.dispatchEvent(new Event(event, { bubbles: true }));
  };
  window.stopwatch = {
    until,
    /** As the host sends them: in parts, one after the other. */
    async open(runId, n) {
      const start = performance.now();
      let first;
      let rest = n;
      for (const part of window.generated) {
        rest -= part.line.length;
        window.player.call('rows', runId, part, rest);
        await new Promise((resolve) => setTimeout(resolve, 0));
        if (first === undefined && document.querySelector('.row')) first = performance.now() - start;
      }
      const all = String(n + 1);
      while (document.querySelector('[role=grid]')?.getAttribute('aria-rowcount') !== all) {
        await nextPicture();
        if (first === undefined && document.querySelector('.row')) first = performance.now() - start;
      }
      return { first, all: performance.now() - start };
    },
    write: (text) => until(() => put(document.getElementById('filter'), text, 'input')),
    beta: (step) =>
      until(() => {
        put(slider(), String(step), 'input');
      }),
    moreCharts: () => until(() => document.querySelector('.more-charts > summary').click()),
    brush: (title) =>
      until(() => {
        for (const [key, shiftKey] of [
          ['ArrowRight', false],
          ['ArrowRight', true],
          ['ArrowUp', true],
          ['Enter', false],
        ])
          press(title, key, shiftKey);
      }),
    unbrush: (title) => until(() => press(title, 'Escape', false)),
    rest: (step) => until(() => put(slider(), String(step), 'change')),
    async scroll(px) {
      const grid = document.querySelector('[role=grid]');
      grid.scrollTo(0, 0);
      grid.scrollIntoView();
      await nextPicture();
      const frames = [];
      let last = await nextPicture();
      for (let i = 0; i < 100; i++) {
        grid.scrollBy(0, px);
        const now = await nextPicture();
        frames.push(now - last);
        last = now;
      }
      frames.sort((a, b) => a - b);
      return { middle: frames[50], slow: frames[95], longest: frames[99] };
    },
  };
}
