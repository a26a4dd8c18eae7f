import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { BrowseState } from '../../extension/browse/shown.ts';
import { usePages } from './pages.ts';
import { done } from './states.ts';

/** The table of all problems at the end of the results page. */

const pages = usePages();
let page: Page;

const state: BrowseState = {
  unit: 'line',
  words: [],
  format: undefined,
  bytes: 1000,
  records: 5000,
  indexed: 1,
  checked: 0.5,
  problems: [
    { code: 'ranking-duplicate', severity: 'error', count: 2 },
    { code: 'responses-alike', severity: 'warning', count: 1200 },
  ],
  matches: undefined,
  appended: 0,
};
const calls = (name: string) =>
  page.evaluate((n) => window.player.calls.filter((c) => c.name === n).map((c) => c.args), name);

test('problems are looked for on demand, grouped by code with their number, and lead to their line', async () => {
  page = await pages.open();
  await page.evaluate((run) => {
    window.player.reset(run);
    window.player.rows(run.runId, 20);
    window.player.replies('problemRows', (code: string, from: number, n: number) =>
      Array.from({ length: Math.max(0, Math.min(n, 120 - from)) }, (_, i) => ({
        code,
        severity: 'warning',
        message: `Two are <b>alike</b> (${from + i}).`,
        line: 10 * (from + i) + 1,
        column: 5,
      })),
    );
  }, done);
  await page.getByText('Problems in the file').click();
  await page.getByText('The file is looked at …').waitFor();
  await expect.poll(() => calls('checkFile')).toHaveLength(1);
  await page.evaluate((s) => window.player.call('problems', s), state);
  await page.getByText('1,202 problems so far; 50% of the file is checked.').waitFor();
  await page.evaluate((s) => window.player.call('problems', s), { ...state, checked: 1 });
  await page.getByText('1,202 problems in 5,000 lines.').waitFor();
  const group = page.getByRole('button', { name: 'Warning responses-alike' });
  await group.click();
  const rows = page.locator('.problem-rows li');
  await expect.poll(() => rows.count()).toBe(50);
  expect(await rows.first().innerText()).toContain('Two are <b>alike</b> (0).');
  expect(await page.locator('.problem-rows b').count()).toBe(0);
  await page.getByRole('button', { name: 'Show more of 1,150 left' }).click();
  await expect.poll(() => rows.count()).toBe(100);
  await rows.nth(99).getByRole('button', { name: '991:5' }).click();
  expect(await calls('openLine')).toEqual([[991]]);
  await page.getByRole('button', { name: 'What to do' }).nth(1).click();
  expect(await calls('explain')).toEqual([['responses-alike']]);
  await group.click();
  expect(await rows.count()).toBe(0);
  await page.evaluate((s) => window.player.call('problems', s), { ...state, checked: 1, problems: [] });
  await page.getByText('No problem in 5,000 lines.').waitFor();
});
