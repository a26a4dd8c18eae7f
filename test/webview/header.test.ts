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

it('in Restricted Mode results are shown, what needs a model says why it cannot, and trust enables it on the spot', async () => {
  const page = await pages.open();
  await page.evaluate((state) => {
    window.player.call('trust', false);
    window.player.reset(state);
    window.player.rows(state.runId, 20);
  }, done);
  const evaluate = page.getByRole('button', { name: 'Evaluate again' });
  const trust = page.getByRole('button', { name: 'Manage workspace trust' });
  await page.locator('.tile').first().waitFor();
  expect(await evaluate.getAttribute('aria-disabled')).toBe('true');
  const why = await evaluate.getAttribute('aria-describedby');
  expect(await page.locator(`#${why}`).innerText()).toContain('no model is read or run');
  const asked = () => page.evaluate(() => window.player.calls.map(({ name }) => name));
  await evaluate.focus();
  await page.keyboard.press('Enter');
  expect(await trust.evaluate((button) => button === document.activeElement)).toBe(true);
  expect(await asked()).not.toContain('evaluate');
  await page.keyboard.press('Enter');
  expect(await asked()).toContain('manageTrust');
  await page.evaluate(() => window.player.call('trust', true));
  await trust.waitFor({ state: 'detached' });
  expect(await evaluate.getAttribute('aria-disabled')).toBe(null);
  await evaluate.click();
  expect(await asked()).toContain('evaluate');
});

it('in Restricted Mode an empty page says so, and no model can be chosen', async () => {
  const page = await pages.open();
  await page.evaluate(() => {
    window.player.call('trust', false);
    window.player.reset(undefined);
  });
  await page.getByRole('status').filter({ hasText: 'Restricted Mode' }).waitFor();
  for (const name of ['Evaluate', 'Select policy model', 'Select reference model']) {
    await page.getByRole('button', { name, exact: true }).focus();
    await page.keyboard.press('Enter');
  }
  await page.getByRole('button', { name: 'Open sample' }).click();
  const asked = await page.evaluate(() => window.player.calls.map(({ name }) => name));
  expect(asked).toContain('openSample');
  for (const name of ['evaluate', 'selectModel']) expect(asked).not.toContain(name);
});
