import { expect, it } from 'vitest';
import { usePages } from './pages.ts';
import { done } from './states.ts';

const pages = usePages();

it('the header says what the file was taken for and why, and leads to another choice', async () => {
  const page = await pages.open();
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
});

it('the header names the run where that is not simply the newest one, and turns no text round', async () => {
  const page = await pages.open();
  const name = page.locator('.run-name');
  await page.evaluate((state) => window.player.reset(state), done);
  await page.getByRole('heading', { level: 1 }).waitFor();
  expect(await name.count()).toBe(0);
  const runName = 'before the fix (older run, Nov 3, 09:05)';
  await page.evaluate((state) => window.player.reset(state), { ...done, runName });
  await name.getByText(runName).waitFor();
  expect(await name.locator('bdi').innerText()).toBe(runName);
});
