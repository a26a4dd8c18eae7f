import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { finish } from '../../extension/preference/job.ts';
import { bootstrapMean } from '../../extension/preference/paired/bootstrap.ts';
import { differences, pairedMeans, signFlips } from '../../extension/preference/paired/differences.ts';
import { runMetrics } from '../../extension/preference/paired/pairedMetrics.ts';
import { differenceText } from '../../webview/compare/words.ts';
import { digitsFor } from '../../webview/format.ts';
import { type ComparedOptions, comparedRuns } from './comparedRuns.ts';
import { takeCompareScreenshots } from './compareScreenshots.ts';
import type { OpenOptions } from './openPage.ts';
import { usePages } from './pages.ts';

/** The page that compares runs, alone in a real browser, under the panel's content policy. */

const pages = usePages();
let page: Page;

async function open(options: ComparedOptions, how?: OpenOptions): Promise<void> {
  page = await pages.open({ ...how, name: 'compare' });
  await page.evaluate((o) => window.player.compare(o), options);
  await page.locator('h1').waitFor();
}
const calls = (name: string) =>
  page.evaluate((n) => window.player.calls.filter((c) => c.name === n).map((c) => c.args), name);
const region = (name: string | RegExp) => page.getByRole('region', { name });
const cell = (metric: string, run: number) =>
  region('Table of metrics by runs')
    .getByRole('row', { name: new RegExp(`^${metric}`) })
    .locator('td')
    .nth(run);
const rows = () => page.locator('[role=grid] .row');
/** Cells of the row in view at a position, by column. */
const cells = (position: number) =>
  page
    .locator(`.row[aria-rowindex="${position + 2}"]`)
    .locator('.cell')
    .allInnerTexts();
const filter = (name: string) => page.locator('.filter', { hasText: name });

/** What follows from the very columns that the page was sent. */
function truth(options: ComparedOptions, beta = 0.1) {
  const { runs } = comparedRuns(options);
  const metrics = runs.map(runMetrics);
  const margins = metrics.map(({ unit }) => unit.margin.map((value) => beta * value));
  return { runs, metrics, margins };
}

describe('metrics by runs', () => {
  test('are the paired means of what both scored, with the interval that the bootstrap gives', async () => {
    const options = { examples: 300, runs: 3 };
    await open(options);
    const { metrics, margins } = truth(options);
    const scale = Math.sqrt(
      margins[0].reduce((sum, value) => sum + (Number.isNaN(value) ? 0 : value ** 2), 0) /
        margins[0].filter((value) => !Number.isNaN(value)).length,
    );
    for (const run of [1, 2]) {
      const { difference } = pairedMeans(margins[0], margins[run]);
      const text = (value: number) => differenceText('margin', value, digitsFor(scale));
      await expect.poll(() => cell('Margin', run).innerText()).toContain(text(difference));
      const { low, high } = bootstrapMean(differences(metrics[0].unit.margin, metrics[run].unit.margin));
      await expect
        .poll(() => cell('Margin', run).innerText())
        .toContain(`${text(0.1 * low)} to ${text(0.1 * high)}`);
      const flips = signFlips(margins[0], margins[run]);
      expect(await cell('Sign flips', run).innerText()).toMatch(
        new RegExp(`▲ ${flips.toRight} turned right\\s+▼ ${flips.toWrong} turned wrong`),
      );
    }
  });

  test('follow beta without a word to the host until the hand rests', async () => {
    const options = { examples: 200, runs: 2, clean: true };
    await open(options);
    const { metrics } = truth(options);
    const beta = page.getByRole('textbox', { name: 'Beta as a number' });
    await beta.fill('0.5');
    await beta.press('Enter');
    const loss = pairedMeans(finish(metrics[0].losses(0.5)), finish(metrics[1].losses(0.5)));
    await expect
      .poll(() => cell('Mean loss', 1).innerText())
      .toContain(differenceText('loss', loss.difference, 2));
    expect(await calls('setBeta')).toEqual([[0.5]]);
    const { low } = bootstrapMean(
      differences(finish(metrics[0].losses(0.5)), finish(metrics[1].losses(0.5))),
    );
    await expect
      .poll(() => cell('Mean loss', 1).innerText())
      .toContain(`${differenceText('loss', low, 2)} to`);
    // Accuracy knows no beta.
    expect(await cell('Pairwise accuracy', 1).innerText()).toMatch(/points/);
  });

  test('with another baseline are turned round', async () => {
    await open({ examples: 200, runs: 2, clean: true });
    await expect.poll(() => cell('Top-1', 1).innerText()).toMatch(/ to /);
    const [, there] = (await cell('Top-1', 1).innerText()).split('\n');
    await page.getByRole('radio', { name: 'Run B is the baseline' }).check();
    await expect.poll(() => cell('Top-1', 0).innerText()).toMatch(/ to [+−]?\d/);
    const [, back] = (await cell('Top-1', 0).innerText()).split('\n');
    const number = (text: string) => Number(/[+−][\d.]+/.exec(text)?.[0].replace('−', '-'));
    expect(number(back)).toBe(-number(there));
    expect(number(back)).not.toBe(0);
  });

  test('of the same run twice differ in nothing', async () => {
    await open({ examples: 100, runs: 2, same: true });
    await expect.poll(() => cell('Margin', 1).innerText()).toMatch(/= 0\.00\s+the same/);
    expect(await region('Two runs example by example').innerText()).toContain(
      'Margin is the same in all 100 examples',
    );
    expect(await filter('Different only').innerText()).toMatch(/ 0$/);
  });
});

describe('what matched', () => {
  test('is said with counts, and listed', async () => {
    const options = { examples: 400, runs: 2 };
    await open(options);
    const { runs } = truth(options);
    const some = runs[0].status.reduce((n, s, e) => n + Number(s === 255 || runs[1].status[e] === 255), 0);
    const words = await region('What matched').innerText();
    expect(words).toContain(`${some} examples are not in every run`);
    await region('What matched').getByRole('button', { name: 'List them' }).first().click();
    await expect.poll(() => filter('Only in some').getAttribute('aria-pressed')).toBe('true');
    expect(await page.locator('[role=grid]').getAttribute('aria-rowcount')).toBe(String(some + 1));
    await filter('Not scored in some').click();
    await expect.poll(() => rows().first().innerText()).toContain('failed');
  });

  test('nothing in common, runs that are gone, and what cannot be compared, say what to do', async () => {
    await open({ examples: 20, runs: 2, apart: true });
    await page.getByText('No two of these runs scored the same example').waitFor();
    await page.getByRole('button', { name: 'Choose runs…' }).click();
    expect(await calls('chooseRuns')).toHaveLength(1);
    await page.evaluate(() => window.player.comparing('problem', 'Choose two to 8 runs to compare, not 1.'));
    await page.getByText('Choose two to 8 runs to compare, not 1.').waitFor();
    await page.getByRole('button', { name: 'Remove run B' }).click();
    expect(await calls('removeRun')).toEqual([[1]]);
  });

  test('reading shows how far it is and can be cancelled', async () => {
    page = await pages.open({ name: 'compare' });
    await page.evaluate(() => window.player.comparing('reading', 0.4));
    await expect.poll(() => page.getByRole('progressbar').getAttribute('value')).toBe('0.4');
    await page.getByRole('button', { name: 'Cancel' }).click();
    expect(await calls('cancel')).toHaveLength(1);
    await page.evaluate(() => window.player.comparing('problem', 'Reading was cancelled.'));
    await page.getByRole('heading', { name: 'No comparison yet' }).waitFor();
    await page.getByRole('button', { name: 'Read again' }).click();
    expect(await calls('reload')).toHaveLength(1);
  });
});

describe('what changed most', () => {
  test('begins with the largest difference, and lists flips only', async () => {
    const options = { examples: 300, runs: 2 };
    await open(options);
    const { margins } = truth(options);
    const change = Array.from(differences(margins[0], margins[1]), Math.abs).filter(
      (value) => !Number.isNaN(value),
    );
    await rows().first().waitFor();
    expect(Number((await cells(0)).at(-1))).toBeCloseTo(Math.max(...change), 2);
    const flips = signFlips(margins[0], margins[1]);
    await filter('Sign flips').click();
    const expected = String(flips.toRight + flips.toWrong + 1);
    await expect.poll(() => page.locator('[role=grid]').getAttribute('aria-rowcount')).toBe(expected);
    for (const text of await rows().locator('.cell:nth-child(2)').allInnerTexts())
      expect(text).toMatch(/[▲▼]/);
  });

  test('sorts by any column with a click or a key, and by another metric', async () => {
    await open({ examples: 300, runs: 3, clean: true });
    await page.getByRole('columnheader', { name: 'Line', exact: true }).click();
    await expect.poll(async () => (await cells(0))[0]).toBe('1');
    await page.locator('[role=grid]').focus();
    // From the header of the line to that of C.
    for (let i = 0; i < 5; i++) await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await expect
      .poll(() =>
        page
          .locator('[role=grid]')
          .getByRole('columnheader', { name: 'C', exact: true })
          .getAttribute('aria-sort'),
      )
      .toBe('descending');
    await page.getByRole('combobox', { name: 'Compare by' }).selectOption('accuracy');
    await expect.poll(async () => (await cells(0))[3]).toMatch(/%$/);
  });

  test('opens an example by keyboard: texts as they are, rewards of every run side by side, and the way to its lines', async () => {
    await open({ examples: 100, runs: 3 });
    await page.getByRole('columnheader', { name: 'Line', exact: true }).click();
    await page.locator('[role=grid]').focus();
    for (const key of ['ArrowDown', 'ArrowDown', 'Enter']) await page.keyboard.press(key);
    const detail = region('Example on line 2');
    await detail.locator('.completion').nth(2).waitFor();
    // Run 0: -10 - -12; one more in each next run; beta 0.1.
    expect(await detail.locator('.completion').first().locator('.reward-value').allInnerTexts()).toEqual([
      '+0.20',
      '+0.30',
      '+0.40',
    ]);
    expect(await detail.innerText()).toContain('<img src=x onerror=alert(1)>');
    expect(await detail.innerText()).toContain('U+202E');
    expect(await detail.innerText()).toContain('Truncated to the maximum length before scoring in A.');
    await detail.getByRole('button', { name: /^Open line 5/ }).click();
    expect(await calls('openLine')).toEqual([[1, 5]]);
    await page.locator('[role=grid]').focus();
    await page.keyboard.press('Escape');
    await detail.waitFor({ state: 'detached' });
  });

  test('a label that changed is said, and each run keeps its own place for a completion', async () => {
    await open({ examples: 100, runs: 2 });
    await filter('Label changed').click();
    await rows().first().click();
    await page.getByText('The annotated ranking is not the same in all runs').waitFor();
  });
});

test('charts have their numbers as a table, and are saved as images of this pair', async () => {
  const options = { examples: 300, runs: 3 };
  await open(options);
  const { margins } = truth(options);
  const flips = signFlips(margins[0], margins[1]);
  const charts = region('Two runs example by example');
  const words: string[][] = await charts
    .locator('figure')
    .first()
    .locator('table tr')
    .evaluateAll((lines) => lines.map((line) => [...line.children].map((cell) => cell.textContent ?? '')));
  expect(words).toContainEqual(['Below 0 in A, above in B', String(flips.toRight)]);
  const higher = margins[0].reduce((n, value, e) => n + Number(margins[1][e] > value), 0);
  expect(words).toContainEqual(['Higher in B than in A', String(higher)]);
  await page.getByRole('radio', { name: 'Run C is the baseline' }).check();
  for (const format of ['SVG', 'PNG'])
    for (const button of await charts.getByRole('button', { name: `Save as ${format}` }).all())
      await button.click();
  const saved = () =>
    page.evaluate(() =>
      window.player.calls
        .filter(({ name }) => name === 'saveChart')
        .map(({ args }) => [
          args[0],
          args[1],
          args[2],
          String.fromCharCode(...(args[3] as Uint8Array).subarray(0, 4)),
        ]),
    );
  await expect
    .poll(async () => (await saved()).sort())
    .toEqual([
      [2, 'difference', 'png', '\x89PNG'],
      [2, 'difference', 'svg', '<svg'],
      [2, 'scatter', 'png', '\x89PNG'],
      [2, 'scatter', 'svg', '<svg'],
    ]);
});

test('a run that is renamed or deleted while it is shown says so, and its numbers stay', async () => {
  await open({ examples: 100, runs: 3, heads: [{ name: 'first try' }] });
  const runs = region('Table of runs');
  expect(await runs.innerText()).toContain('first try sft against sft');
  const loss = await cell('Mean loss', 1).innerText();
  await page.evaluate(() =>
    window.player.comparingNews(
      { name: 'best <b>so far</b>', isDeleted: false },
      { name: '', isDeleted: true },
      { name: '', isDeleted: false },
    ),
  );
  await page.getByText(/^Run B was deleted. Its numbers are those that were read before/).waitFor();
  expect(await runs.innerText()).toContain('best <b>so far</b> sft against sft');
  expect(await runs.getByRole('row').nth(2).innerText()).toMatch(/⚠ deleted/);
  expect(await cell('Mean loss', 1).innerText()).toContain(loss.split('\n')[0]);
});

test('slices say how many, mark few, and go by any field', async () => {
  await open({ examples: 120, runs: 2 });
  const slices = region('Table of slices');
  expect(await slices.locator('tbody tr').count()).toBe(5);
  expect(await slices.innerText()).toContain('few');
  await page.getByRole('combobox', { name: 'Slices by' }).selectOption('field:source');
  await expect
    .poll(() => slices.locator('tbody th').allInnerTexts())
    .toEqual(expect.arrayContaining(['arithmetic', 'sorting', 'spelling']));
  await expect.poll(() => slices.locator('tbody tr').first().innerText()).toMatch(/ to /);
  await page.getByRole('combobox', { name: 'Slices by' }).selectOption('turns');
  await expect.poll(() => slices.locator('tbody th').allInnerTexts()).toEqual(['1', '3', '5']);
});

test('choices survive a reload of the page', async () => {
  const options = { examples: 100, runs: 3 };
  await open(options);
  await page.getByRole('combobox', { name: 'Compare by' }).selectOption('chosen');
  await page.getByRole('combobox', { name: 'Run that is compared' }).selectOption({ index: 1 });
  await filter('Different only').click();
  await page.waitForFunction(() => /"filter":"different"/.test(sessionStorage.getItem('state') ?? ''));
  await page.reload();
  await page.waitForFunction(() => window.player.calls.some(({ name }) => name === 'ready'));
  await page.evaluate((o) => window.player.compare(o), options);
  await page.getByRole('heading', { name: /chosen reward, C against A/ }).waitFor();
  expect(await filter('Different only').getAttribute('aria-pressed')).toBe('true');
  expect(await page.evaluate(() => JSON.parse(sessionStorage.getItem('state') ?? '').folders)).toEqual([
    '/runs/0',
    '/runs/1',
    '/runs/2',
  ]);
});

test('a narrow page does not scroll to its side', async () => {
  await open({ examples: 100, runs: 8 }, { width: 400 });
  await rows().first().waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(400);
});

test('it can be looked at in every theme', { timeout: 300_000 }, async () => {
  expect(await takeCompareScreenshots(pages.browser, pages.files)).toEqual([]);
});
