import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Locator, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type { RunState } from '../../webview/contract.ts';
import type { OpenOptions } from './openPage.ts';
import { usePages } from './pages.ts';
import { done } from './states.ts';
import type { ThemeName } from './themes.ts';

/** The charts of the results page and the brushes on them, in a real browser. */

const pages = usePages();
let page: Page;

const show = (n: number, state: RunState = done) =>
  page.evaluate(
    ([state, n]) => {
      window.player.reset(state);
      window.player.rows(state.runId, n);
    },
    [state, n] as const,
  );
async function open(options?: OpenOptions, n = 1000): Promise<void> {
  page = await pages.open(options);
  await show(n);
  await page.locator('.row').first().waitFor();
}
const openMore = async () => {
  await page.getByText('More charts').click();
  await page.getByRole('region', { name: 'More charts' }).waitFor();
};
const chart = (sentence: RegExp) => page.getByRole('application', { name: sentence });
const figure = (sentence: RegExp) =>
  page.locator('figure', { has: page.locator('figcaption', { hasText: sentence }) });
/** The cells of a figure's table, line by line. */
const numbers = async (of: Locator) => {
  await of.scrollIntoViewIfNeeded();
  return of
    .locator('tbody tr')
    .evaluateAll((rows) => rows.map((row) => [...row.querySelectorAll('th, td')].map((c) => c.textContent)));
};
/** Brings a chart into view, which draws it. */
async function reach(name: string): Promise<void> {
  const place = page.locator(`[data-chart="${name}"]`);
  await place.scrollIntoViewIfNeeded();
  await place.locator('canvas').waitFor();
}
const chips = () => page.getByRole('group', { name: 'Chosen on charts' });

/** Drags over a chart, from one share of its width and height to another. */
async function drag(of: Locator, from: [number, number], to: [number, number]) {
  await of.scrollIntoViewIfNeeded();
  const box = (await of.boundingBox())!;
  const at = ([x, y]: [number, number]) => [box.x + x * box.width, box.y + y * box.height] as const;
  await page.mouse.move(...at(from));
  await page.mouse.down();
  await page.mouse.move(...at([(from[0] + to[0]) / 2, (from[1] + to[1]) / 2]));
  await page.mouse.move(...at(to));
  await page.mouse.up();
}
/** How many rows the table has, its header not counted. */
const rowCount = async () => Number(await page.getByRole('grid').getAttribute('aria-rowcount')) - 1;
const margin = () => chart(/The margin is above 0/);
const sum = (lines: (string | null)[][]) =>
  lines.reduce((total, [, n]) => total + Number(n!.replaceAll(',', '')), 0);

describe('a brush', () => {
  test('drawn over margins chooses the rows of the table and what every other chart counts, not its own', async () => {
    await open();
    const losses = figure(/a loss below chance|No losses/);
    const [ownBefore, lossesBefore] = [await numbers(figure(/The margin/)), await numbers(losses)];
    await drag(margin(), [0.2, 0.5], [0.35, 0.5]);
    await chips()
      .getByText(/^Margin /)
      .waitFor();
    const words = await chips().getByRole('status').textContent();
    const chosen = Number(/^(\d+) of 1,000 examples/.exec(words!)![1]);
    expect(chosen).toBeGreaterThan(0);
    await expect.poll(rowCount).toBe(chosen);
    const lossesAfter = await numbers(losses);
    expect(sum(lossesBefore.filter(([name]) => !/Chance/.test(name!)))).toBe(940);
    expect(sum(lossesAfter.filter(([name]) => !/Chance/.test(name!)))).toBe(chosen);
    // The same bars, so that they can be compared.
    const barNames = (lines: (string | null)[][]) =>
      lines.map(([name]) => name).filter((n) => !/Chance/.test(n!));
    expect(barNames(lossesAfter)).toEqual(barNames(lossesBefore));
    expect(await numbers(figure(/The margin/))).toEqual(ownBefore);

    await chips()
      .getByRole('button', { name: /^Remove Margin/ })
      .click();
    await expect.poll(rowCount).toBe(1000);
    expect(await numbers(losses)).toEqual(lossesBefore);
  });

  test('is put on by keys, extended, kept and cleared, and says what it holds', async () => {
    await open();
    await margin().focus();
    const said = () => margin().locator('[aria-live]').textContent();
    await page.keyboard.press('ArrowRight');
    await expect.poll(said).toMatch(/ to .*: \d+ examples?$/);
    const one = Number(/: (\d+)/.exec((await said())!)![1]);
    await page.keyboard.press('Shift+ArrowRight');
    const two = Number(/: (\d+)/.exec((await said())!)![1]);
    expect(two).toBeGreaterThan(one);
    expect(await rowCount()).toBe(1000);
    await page.keyboard.press('Enter');
    await expect.poll(rowCount).toBe(two);
    await page.keyboard.press('Escape');
    await expect.poll(rowCount).toBe(1000);
    expect(await chips().count()).toBe(0);
    expect(await margin().evaluate((element) => element === document.activeElement)).toBe(true);
  });

  test('holds together with others and with the filter; all are cleared at once', async () => {
    await open();
    await drag(margin(), [0.45, 0.5], [0.9, 0.5]);
    await expect.poll(rowCount).toBeLessThan(1000);
    const byMargin = await rowCount();
    await drag(chart(/a loss below chance/), [0.15, 0.5], [0.4, 0.5]);
    await expect.poll(rowCount).toBeLessThan(byMargin);
    const byBoth = await rowCount();
    await page.getByRole('combobox', { name: 'Filter' }).fill('source = "sorting"');
    await expect.poll(rowCount).toBeLessThan(byBoth);
    expect(await chips().getByRole('status').textContent()).toBe(
      `${byBoth} of 1,000 examples chosen on charts`,
    );
    await chips().getByRole('button', { name: 'Clear all' }).click();
    await expect.poll(() => page.locator('#filter-note').textContent()).toBe('333 of 1,000');
  });

  test('is kept while the page is away, and when the file is evaluated again; another beta keeps its values', async () => {
    await open();
    await openMore();
    await drag(margin(), [0.45, 0.5], [0.8, 0.5]);
    const chip = await chips()
      .getByRole('button', { name: /^Remove Margin/ })
      .textContent();
    const chosen = await rowCount();
    expect(chosen).toBeLessThan(1000);
    await page.waitForTimeout(600);
    await page.reload();
    await page.waitForFunction(() => window.player.calls.some(({ name }) => name === 'ready'));
    await show(1000);
    await expect.poll(rowCount).toBe(chosen);
    expect(
      await chips()
        .getByRole('button', { name: /^Remove Margin/ })
        .textContent(),
    ).toBe(chip);
    await page.getByRole('region', { name: 'More charts' }).waitFor();
    await show(1000, { ...done, runId: 'run-2/0' });
    await expect.poll(rowCount).toBe(chosen);
    await page.getByLabel('Beta as a number').fill('0.2');
    await page.getByLabel('Beta as a number').press('Enter');
    await expect.poll(rowCount).not.toBe(chosen);
    expect(
      await chips()
        .getByRole('button', { name: /^Remove Margin/ })
        .textContent(),
    ).toBe(chip);
  });

  test('a revealed example that brushes hide takes them off', async () => {
    await open();
    await drag(margin(), [0.15, 0.5], [0.2, 0.5]);
    await expect.poll(rowCount).toBeLessThan(100);
    // Malformed: no brush ever chooses it.
    await page.evaluate(() => window.player.call('reveal', 7));
    await page.getByRole('region', { name: 'Example on line 8' }).waitFor();
    expect(await chips().count()).toBe(0);
  });
});

describe('the charts below the first three', () => {
  test('each can be brushed with keys, and its count is that of the table where it counts examples', async () => {
    await open({ height: 1400 });
    await openMore();
    const charts: [string, RegExp][] = [
      ['Quadrants of log-probs', /^Chart: Chosen log-probs fell/],
      ['Policy against reference', /^Chart: The policy gives the chosen completions/],
      ['Agreement by position', /^Chart: Agreement is best/],
      ['Accuracy by slice', /^Chart: Accuracy by K/],
    ];
    for (const [name, sentence] of charts) {
      await reach(name);
      const one = chart(sentence);
      await one.focus();
      await page.keyboard.press('ArrowRight');
      if (!/Agreement/.test(sentence.source)) {
        await page.keyboard.press('Shift+ArrowRight');
        await page.keyboard.press('Shift+ArrowUp');
      }
      const said = (await one.locator('[aria-live]').textContent())!;
      const counted = Number(/: ([\d,]+) examples$/.exec(said)![1].replaceAll(',', ''));
      expect(counted, said).toBeGreaterThan(0);
      await page.keyboard.press('Enter');
      // A position chooses the examples that go wrong there, which are fewer than those that have it.
      if (/Agreement/.test(sentence.source)) await expect.poll(rowCount).toBeLessThan(counted);
      else await expect.poll(rowCount).toBe(counted);
      await one.focus();
      await page.keyboard.press('Escape');
      await expect.poll(rowCount).toBe(1000);
    }
  });

  test('the numbers of a bar are shown under the pointer', async () => {
    await open();
    await openMore();
    await reach('Agreement by position');
    const canvas = page.locator('[data-chart="Agreement by position"] canvas');
    const pixels = () => canvas.evaluate((element: HTMLCanvasElement) => element.toDataURL());
    const before = await pixels();
    await canvas.hover();
    await expect.poll(pixels).not.toBe(before);
    await page.mouse.move(0, 0);
    await expect.poll(pixels).toBe(before);
  });

  test('a position chooses the examples that go wrong there', async () => {
    await open();
    await openMore();
    await reach('Agreement by position');
    const one = chart(/^Chart: Agreement is best/);
    const [, examples, right] = (await numbers(figure(/^Agreement is best/)))[0];
    await drag(one, [0.15, 0.5], [0.16, 0.5]);
    await chips().getByText('Wrong at 1st position').waitFor();
    const wrong = Number(examples) * (1 - Number.parseFloat(right!) / 100);
    await expect.poll(rowCount).toBe(Math.round(wrong));
    await page.getByRole('button', { name: /^Best not first/ }).click();
    await expect.poll(rowCount).toBe(Math.round(wrong));
  });

  test('slices by a field of the data; what is chosen of it holds when they are made by another', async () => {
    await open();
    await openMore();
    await reach('Accuracy by slice');
    await page.getByLabel('Slices by').selectOption('source');
    const accuracy = figure(/^Accuracy by source/);
    const lines = await numbers(accuracy);
    expect(lines.map(([name]) => name).sort()).toEqual(['arithmetic', 'sorting', 'spelling']);
    const one = chart(/^Chart: Accuracy by source/);
    await drag(one, [0.5, 0.08], [0.52, 0.1]);
    await chips().getByText(`source ${lines[0][0]}`).waitFor();
    await expect.poll(rowCount).toBe(Number(lines[0][1]));
    expect(await numbers(accuracy)).toEqual(lines);
    await page.getByLabel('Slices by').selectOption('Turns of the prompt');
    const turns = await numbers(figure(/^Accuracy by Turns of the prompt/));
    expect(turns.map(([name]) => name)).toEqual(['1', '3', '5']);
    await expect.poll(() => sum(turns)).toBe(Number(lines[0][1]));
    await page.getByLabel('Slices by').selectOption('K (completions)');
    await expect.poll(async () => sum(await numbers(figure(/^Accuracy by K/)))).toBe(Number(lines[0][1]));
  });

  test('what is not in view is not computed, and closed charts are not there', async () => {
    await open({ height: 500 });
    expect(await page.locator('canvas').count()).toBe(3);
    await openMore();
    await page.locator('.more-charts figure canvas').first().waitFor();
    expect(await page.locator('canvas').count()).toBeLessThanOrEqual(9);
    expect(await page.getByRole('figure', { name: 'Margin by slice' }).count()).toBe(1);
    await page.getByRole('figure', { name: 'Margin by slice' }).scrollIntoViewIfNeeded();
    await figure(/^Margin by K/)
      .locator('canvas')
      .waitFor();
    await page.getByText('More charts').click();
    await expect.poll(() => page.locator('canvas').count()).toBe(3);
  });

  test('all are saved as images', async () => {
    await open({ height: 1400 });
    await openMore();
    for (const one of await page.locator('.more-charts .watched').all()) {
      await one.scrollIntoViewIfNeeded();
      await one.getByRole('button', { name: /^Save as SVG/ }).click();
      await one.getByRole('button', { name: /^Save as PNG/ }).click();
    }
    const saved = () =>
      page.evaluate(() =>
        window.player.calls
          .filter(({ name }) => name === 'saveChart')
          .map(({ args }) => [
            args[0],
            args[1],
            String.fromCharCode(...(args[2] as Uint8Array).subarray(0, 4)),
          ]),
      );
    await expect.poll(async () => (await saved()).length).toBe(16);
    expect(new Set((await saved()).map(([name]) => name)).size).toBe(8);
    for (const [, format, start] of await saved()) expect(start).toBe(format === 'svg' ? '<svg' : '\x89PNG');
  });
});

describe('screenshots', () => {
  test('no complaint in any theme and width', { timeout: 120_000 }, async () => {
    const folder = fileURLToPath(new URL('../screenshots/webview/', import.meta.url));
    await mkdir(folder, { recursive: true });
    const views: [ThemeName, number][] = [
      ['dark', 1400],
      ['light', 1000],
      ['high-contrast', 1000],
      ['high-contrast-light', 420],
    ];
    for (const [theme, width] of views) {
      await open({ theme, width, height: 1000 }, 2000);
      await openMore();
      for (const one of await page.locator('.more-charts .watched').all()) {
        await one.scrollIntoViewIfNeeded();
        await one.locator('canvas').waitFor();
      }
      await page.screenshot({ path: `${folder}charts-${theme}-${width}.png`, fullPage: true });
      await page.close();
    }
    await open();
  });
});
