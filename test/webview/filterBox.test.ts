import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type { OpenOptions } from './openPage.ts';
import { usePages } from './pages.ts';
import { pictured } from './pictured.ts';
import { done } from './states.ts';

/** The filter box of the results page, in a real browser. */

const pages = usePages();
let page: Page;

async function open(options?: OpenOptions, n = 1000): Promise<void> {
  page = await pages.open(options);
  await page.evaluate(
    ([state, n]) => {
      window.player.reset(state);
      window.player.rows(state.runId, n);
    },
    [done, n] as const,
  );
  await page.locator('.row').first().waitFor();
}
const box = () => page.getByRole('combobox', { name: 'Filter' });
const note = () => page.locator('#filter-note');
const options = () => page.locator('.filter-option-text').allInnerTexts();
const lines = () => page.locator('.grid-view .cell.line').allInnerTexts();
const calls = (name: string) =>
  page.evaluate((name) => window.player.calls.filter((c) => c.name === name).map((c) => c.args), name);

describe('a written filter', () => {
  test('lets through what it says, with the buttons beside it, and says how many', async () => {
    await open();
    await box().fill('source = "sorting" and line <= 300');
    await expect.poll(() => note().textContent()).toBe('100 of 1,000');
    await expect.poll(async () => (await lines()).slice(0, 3)).toEqual(['2', '5', '8']);
    await page.getByRole('button', { name: /^Malformed/ }).click();
    await expect.poll(() => note().textContent()).toBe('2 of 1,000');
    expect(await lines()).toEqual(['8', '158']);
    await page.getByRole('button', { name: 'Clear the filter' }).click();
    await expect.poll(() => note().textContent()).toBe('');
    expect((await lines()).slice(0, 3)).toEqual(['8', '58', '108']);
  });

  test('a problem is marked, says what to write instead, and leaves the last filter in force', async () => {
    await open();
    await box().fill('line <= 10');
    await expect.poll(() => note().textContent()).toBe('10 of 1,000');
    await box().fill('los > 3 and k >= 4');
    await page.getByText('There is no field `los`. Did you mean `loss`?').waitFor();
    expect(await page.locator('.filter-mark').allInnerTexts()).toEqual(['los']);
    expect(await box().getAttribute('aria-invalid')).toBe('true');
    expect(await box().getAttribute('aria-describedby')).toBe('filter-note');
    await page.getByText('In force: line <= 10').waitFor();
    expect(await lines()).toHaveLength(10);
    // What only lacks its end is not wrong while it is written, but afterwards.
    await box().fill('loss >');
    await expect.poll(() => box().getAttribute('aria-invalid')).toBe('false');
    await box().press('Enter');
    await page.getByText('A value is missing here').waitFor();
  });

  test('text of the data stays text', async () => {
    await open();
    await box().fill('<img src=x onerror="window.hacked = true">');
    await page.locator('.filter-wrong').waitFor();
    await box().fill('source ~ "<b>"');
    await expect.poll(() => note().textContent()).toBe('0 of 1,000');
    await page.getByText('No example here.').waitFor();
    expect(await page.locator('main img, main b').count()).toBe(0);
  });

  test('comes back with the page', async () => {
    await open();
    await box().fill('source = "sorting"');
    await expect.poll(() => note().textContent()).toBe('333 of 1,000');
    await page.waitForTimeout(600);
    await page.reload();
    await page.waitForFunction(() => window.player.calls.some(({ name }) => name === 'ready'));
    await page.evaluate((state) => {
      window.player.reset(state);
      window.player.rows(state.runId, 1000);
    }, done);
    await expect.poll(() => note().textContent()).toBe('333 of 1,000');
    expect(await box().inputValue()).toBe('source = "sorting"');
  });

  test('an example that is revealed is shown though a filter hides it', async () => {
    await open();
    await box().fill('line <= 10');
    await expect.poll(() => note().textContent()).toBe('10 of 1,000');
    await page.evaluate(() => window.player.call('reveal', 700));
    await page.getByRole('region', { name: 'Example on line 701' }).waitFor();
    expect(await box().inputValue()).toBe('');
  });
});

describe('keys', () => {
  test('/ goes to the box, Escape closes the list and then clears', async () => {
    await open();
    await page.getByRole('grid').focus();
    await page.keyboard.press('/');
    await expect.poll(() => box().evaluate((element) => element === document.activeElement)).toBe(true);
    expect(await box().inputValue()).toBe('');
    await page.keyboard.type('k/');
    expect(await box().inputValue()).toBe('k/');
    await box().fill('k > 5 ');
    await page.keyboard.press('ArrowDown');
    await page.getByRole('listbox').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('listbox').waitFor({ state: 'hidden' });
    expect(await box().inputValue()).toBe('k > 5 ');
    await page.keyboard.press('Escape');
    expect(await box().inputValue()).toBe('');
  });

  test('a filter is written with the list alone', async () => {
    await open();
    await box().focus();
    await page.keyboard.type('so');
    expect((await options())[0]).toBe('source');
    expect(await box().getAttribute('aria-expanded')).toBe('true');
    await page.keyboard.press('ArrowDown');
    expect(await box().getAttribute('aria-activedescendant')).toBe('filter-option-0');
    expect(await page.locator('#filter-option-0').getAttribute('aria-selected')).toBe('true');
    await page.keyboard.press('Enter');
    expect(await box().inputValue()).toBe('source ');
    await expect.poll(async () => (await options()).slice(0, 3)).toEqual(['=', '!=', '~']);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Tab');
    expect(await box().inputValue()).toBe('source = ');
    await expect.poll(options).toEqual(['"arithmetic"', '"sorting"', '"spelling"']);
    await page.getByText('333 examples').first().waitFor();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    expect(await box().inputValue()).toBe('source = "spelling" ');
    await expect.poll(() => note().textContent()).toBe('333 of 1,000');
    // The table is not covered once the filter is whole, but more can be asked for.
    await page.getByRole('listbox').waitFor({ state: 'hidden' });
    await page.keyboard.press('ArrowDown');
    await expect.poll(options).toEqual(['and', 'or']);
    // Tab goes on where nothing is chosen.
    await page.keyboard.press('Tab');
    expect(await box().evaluate((element) => element === document.activeElement)).toBe(false);
    await page.getByRole('listbox').waitFor({ state: 'hidden' });
  });

  test('a click takes an option and the box keeps the focus', async () => {
    await open();
    await box().click();
    await page.getByRole('option', { name: /^`?loss/ }).click();
    expect(await box().inputValue()).toBe('loss ');
    expect(await box().evaluate((element) => element === document.activeElement)).toBe(true);
  });
});

describe('texts of the file', () => {
  test('are looked for by the host; how far it is is shown, and another filter ends it', async () => {
    await open();
    await page.evaluate(() => {
      window.player.replies('findText', () => Uint32Array.of(3, 4, 900));
    });
    await box().fill('text ~ "needle" and line < 10');
    await expect.poll(() => note().textContent()).toBe('2 of 1,000');
    expect(await lines()).toEqual(['3', '4']);
    expect(await calls('findText')).toEqual([['needle']]);
    await page.evaluate(() => window.player.replies('findText', () => ({ error: 'The file is gone.' })));
    await box().fill('text ~ "other"');
    await page.getByText('The file is gone.').waitFor();
  });

  test('a search that nobody waits for is ended', async () => {
    await open();
    await box().fill('text ~ "slow"');
    await expect.poll(() => calls('findText')).toEqual([['slow']]);
    await page.evaluate(() => window.player.call('searched', 'slow', 0.42));
    await page.getByText('Searching the file for slow: 42%').waitFor();
    await box().fill('k > 2');
    await expect.poll(() => calls('stopFinding')).toEqual([['slow']]);
    expect(await page.getByText('Searching').count()).toBe(0);
  });
});

test('pictures: no complaint in any theme and width', { timeout: 120_000 }, async () => {
  const folder = fileURLToPath(new URL('../screenshots/filter/', import.meta.url));
  await mkdir(folder, { recursive: true });
  for (const theme of pictured)
    for (const width of [420, 1200]) {
      await page?.close();
      await open({ width, height: 700, theme });
      await box().fill('loss > 0.5 and source = ');
      await page.keyboard.press('ArrowDown');
      await page.locator('#examples').evaluate((element) => element.scrollIntoView());
      await page.screenshot({ path: `${folder}${theme}-${width}-list.png` });
      await box().fill('loss > 0.5 and sorce = "web"');
      await box().press('Enter');
      await page.screenshot({ path: `${folder}${theme}-${width}-problem.png` });
    }
});
