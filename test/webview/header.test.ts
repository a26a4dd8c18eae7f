import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
// @ts-expect-error plain JavaScript, shared with the launchers
import { launchBrowser } from '../host/browser.mjs';
import { buildPage, openPage } from './openPage.ts';
import { done } from './states.ts';

let browser: Browser;
let files: Awaited<ReturnType<typeof buildPage>>;
beforeAll(async () => {
  [browser, files] = await Promise.all([launchBrowser(), buildPage()]);
}, 120_000);
afterAll(() => browser?.close());

it('the header says what the file was taken for and why, and leads to another choice', async () => {
  const { page, complaints } = await openPage(browser, files);
  await page.evaluate((state) => window.player.reset(state), done);
  const format = page.getByRole('button', { name: 'UltraFeedback' });
  await format.waitFor();
  const why = page.locator('#read-as');
  expect(await why.isVisible()).toBe(false);
  await format.hover();
  await why.getByText('Which score ranks? overall_score, of the critique.').waitFor();
  expect(await format.getAttribute('aria-describedby')).toBe('read-as');
  await format.click();
  const called = await page.evaluate(() => window.player.calls.map(({ name }) => name));
  expect(called).toContain('selectFormat');
  // Of an earlier session's results nobody knows it any more.
  await page.evaluate((state) => window.player.reset(state), { ...done, readAs: undefined });
  await format.waitFor({ state: 'detached' });
  expect(complaints).toEqual([]);
  await page.close();
});

it('the header names the run where that is not simply the newest one, and turns no text round', async () => {
  const { page, complaints } = await openPage(browser, files);
  const name = page.locator('.run-name');
  await page.evaluate((state) => window.player.reset(state), done);
  await page.getByRole('heading', { level: 1 }).waitFor();
  expect(await name.count()).toBe(0);
  const runName = 'before the fix (older run, Nov 3, 09:05)';
  await page.evaluate((state) => window.player.reset(state), { ...done, runName });
  await name.getByText(runName).waitFor();
  expect(await name.locator('bdi').innerText()).toBe(runName);
  expect(complaints).toEqual([]);
  await page.close();
});
