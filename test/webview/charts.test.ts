import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { RunState } from '../../webview/contract.ts';
// @ts-expect-error plain JavaScript, shared with the launchers
import { launchBrowser } from '../host/browser.mjs';
import { buildPage, type OpenOptions, openPage } from './openPage.ts';
import { done } from './states.ts';
import type { ThemeName } from './themes.ts';

/** The charts of the results page and the brushes on them, in a real browser. */

let browser: Browser;
let files: Awaited<ReturnType<typeof buildPage>>;
let page: Page;
let complaints: string[] = [];

beforeAll(async () => {
  [browser, files] = await Promise.all([launchBrowser(), buildPage()]);
}, 120_000);
afterAll(() => browser?.close());
afterEach(async () => {
  await page?.close();
  expect(complaints).toEqual([]);
});

const show = (n: number, state: RunState = done) =>
  page.evaluate(
    ([state, n]) => {
      window.player.reset(state);
      window.player.rows(state.runId, n);
    },
    [state, n] as const,
  );
async function open(options?: OpenOptions, n = 1000): Promise<void> {
  ({ page, complaints } = await openPage(browser, files, options));
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
const chips = () => page.getByRole('group', { name: 'Chosen on charts' });

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
      expect(complaints).toEqual([]);
    }
    await open();
  });
});
