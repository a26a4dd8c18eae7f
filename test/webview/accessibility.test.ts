import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { axeFindings, expectAccessible, findingsEverywhere } from './axe.ts';
import { expectFocusSeen, lookAtFocus } from './focus.ts';
import { usePages } from './pages.ts';
import { done } from './states.ts';
import { tours } from './tours/tours.ts';

/** What every page owes to those who use a keyboard, a screen reader, their own colours, or no motion. */

const pages = usePages();

/** What moves on the page, or would, by its class. */
const moving = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('*')].flatMap((element) => {
      const { transitionDuration, animationName, animationDuration, scrollBehavior } =
        getComputedStyle(element);
      const moves =
        transitionDuration.split(', ').some((time) => Number.parseFloat(time) > 0) ||
        (animationName !== 'none' && Number.parseFloat(animationDuration) > 0) ||
        scrollBehavior === 'smooth';
      return moves ? [element.className] : [];
    }),
  );

for (const [name, tour] of Object.entries(tours))
  test(`${name}: axe finds nothing, the focus is seen, nothing moves for who wants no motion`, {
    timeout: 240_000,
  }, async () => {
    for await (const [where, page, part] of tour(pages)) {
      await expectAccessible(page, where, part);
      await page.emulateMedia({ reducedMotion: 'reduce' });
      expect.soft(await moving(page), where).toEqual([]);
      await page.emulateMedia({ reducedMotion: 'no-preference' });
      await expectFocusSeen(page, where, part);
    }
  });

test('in colours that the system imposes: what is chosen, how far it is, and the focus are still told', async () => {
  const page = await pages.open();
  await page.emulateMedia({ forcedColors: 'active' });
  await page.evaluate(
    (state) => {
      window.player.reset(state);
      window.player.rows(state.runId, 100);
    },
    {
      ...done,
      state: 'running',
      progress: { done: 100, total: 200, tokensPerSecond: 9, secondsLeft: 9 },
    } as const,
  );
  await page.locator('.row', { hasText: 'task-00003' }).click();
  const ground = (selector: string) =>
    page
      .locator(selector)
      .first()
      .evaluate((element) => getComputedStyle(element).backgroundColor);
  for (const [one, other] of [
    ['.row.open', '.row:not(.open)'],
    ['.filter[aria-pressed=true]', '.filter[aria-pressed=false]'],
    ['.progress-done', '.progress'],
  ])
    expect(await ground(one), one).not.toBe(await ground(other));
  await expectFocusSeen(page, 'colours imposed');
});

test('the checks can fail: a nameless button, quiet text too quiet, something that moves, no outline', async () => {
  const page = await pages.open();
  await page.evaluate((state) => window.player.reset(state), { ...done, state: 'loading' } as const);
  await page.locator('.progress.unknown').waitFor();
  expect(await findingsEverywhere(page, 'loading')).toBe('');
  // What changed since is looked at again: of a colour that only light grounds do not bear.
  const heading = (color: string) =>
    page.locator('h1').evaluate((element, to) => {
      element.style.color = to;
    }, color);
  await heading('#a0a0a0');
  const inThemes = await findingsEverywhere(page, 'loading');
  for (const theme of ['light', 'high-contrast-light'])
    expect(inThemes).toMatch(new RegExp(`loading, ${theme}: color-contrast \\(serious\\)`));
  expect(inThemes).not.toContain('loading: ');
  await heading('');
  // The bar of a progress that is not known.
  expect(await moving(page)).toEqual(['progress-done']);
  await page.evaluate(() => {
    document.querySelector('main')!.append(document.createElement('button'));
    document.documentElement.style.setProperty('--vscode-descriptionForeground', '#555555');
  });
  const found = (await axeFindings(page)).join('\n');
  expect(found).toMatch(/button-name \(critical\)/);
  expect(found).toMatch(/color-contrast \(serious\)/);
  await page.evaluate(() => {
    document.querySelector<HTMLElement>('.button')!.style.outline = 'none';
  });
  const { faults } = await lookAtFocus(page);
  expect(faults).toContainEqual(expect.stringMatching(/^light: no outline: <button/));
});
