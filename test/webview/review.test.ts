import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type { ReviewFacts } from '../../webview/review/contract.ts';
import type { OpenOptions } from './openPage.ts';
import { usePages } from './pages.ts';
import { takeReviewScreenshots } from './reviewScreenshots.ts';
import { done, hostileText } from './states.ts';

/** The review of labels in a real browser, with the panel played by `player.ts`. */

const pages = usePages();
let page: Page;

const nothing: ReviewFacts = { decisions: [], lost: [], places: [] };

async function open(facts: ReviewFacts | { error: string } = nothing, options?: OpenOptions): Promise<void> {
  page = await pages.open(options);
  await page.evaluate(
    ({ text, facts, state }) => {
      window.player.texts(text);
      window.player.replies('review', () => facts);
      window.player.reset(state);
      window.player.rows(state.runId, 200);
    },
    { text: hostileText, facts, state: done },
  );
  await page.locator('.row').first().waitFor();
  await page.getByRole('button', { name: 'Review labels' }).click();
  await page.locator('.review-pane').waitFor();
}

const calls = (name: string) =>
  page.evaluate((name) => window.player.calls.filter((c) => c.name === name).map((c) => c.args), name);
const progress = () => page.locator('.review-progress').textContent();
const line = async () =>
  Number(/line (\d+)/.exec((await page.locator('.review-pane').getAttribute('aria-label')) ?? '')?.[1]);
const shownOrder = () =>
  page
    .locator('[data-completion]')
    .evaluateAll((all) => all.map((li) => Number((li as HTMLElement).dataset.completion)));
const focused = () => page.evaluate(() => (document.activeElement as HTMLElement).dataset.completion);
/** Goes on to a label of four completions or more, without ties. */
const strictOfFour = async () => {
  await page.getByRole('checkbox').uncheck();
  while ((await shownOrder()).length < 4 || (await page.getByText('order unknown').count()) > 0) {
    const before = await line();
    await page.keyboard.press('j');
    await expect.poll(line).not.toBe(before);
  }
};
const lastDecision = async () =>
  (await calls('decide')).at(-1)?.[2] as {
    verdict?: string;
    ranking?: number[][];
    tags: string[];
    note: string;
  };
const key = (name: string) => page.keyboard.press(name);

describe('the queue', () => {
  test('begins with the most suspect label and says why in numbers', async () => {
    await open();
    const odds = (await page.locator('.queue-odds').allTextContents()).map((text) =>
      Number(text.replace('−', '-')),
    );
    expect(odds.length).toBeGreaterThan(5);
    expect(odds).toEqual([...odds].sort((a, b) => b - a));
    expect(odds.every((one) => one >= 0)).toBe(true);
    const why = await page.locator('.why').textContent();
    expect(why).toMatch(/The policy puts the annotated best .+ of \d, at a reward of [+−]\d/);
    expect(why).toMatch(
      /Turned round, the order would be [\d,.⁰¹²³⁴-⁹]+ times as likely\. .*Its loss is [\d.]+ nats, by chance it would be [\d.]+\./,
    );
    expect(await progress()).toBe(`0 of ${odds.length} decided`);
    expect(await page.locator('.queue-row[aria-current]').textContent()).toContain(`line ${await line()}`);
  });

  test('can hold all that was scored, and other runs change its order and are named', async () => {
    await open();
    const first = await line();
    await page
      .getByRole('checkbox', { name: /^Only the \d+ of \d+ that are likelier turned round/ })
      .uncheck();
    const all = Number(/of (\d+) decided/.exec((await progress()) ?? '')?.[1]);
    expect(all).toBeGreaterThan(150);
    expect(await page.locator('.queue-head').textContent()).toBe(`1–100 of ${all}`);
    await page.close();
    await open();
    // Whatever the first run finds first, eight others find it last.
    await page.evaluate((row) => {
      const place = new Float64Array(200).fill(0.3);
      place[row] = 1;
      window.player.replies('review', () => ({ decisions: [], lost: [], places: Array(8).fill(place) }));
    }, first - 1);
    await page.getByRole('button', { name: 'Back to the table' }).click();
    await page.getByRole('button', { name: 'Review labels' }).click();
    await page.getByText('8 other runs put it among the first').waitFor();
    expect(await line()).toBe(first);
    const rows = await page.locator('.queue-row').allInnerTexts();
    expect(rows.at(-1)).toContain(`line ${first}`);
  });

  test('earlier decisions are there, and those that are about nothing any more are said', async () => {
    await open();
    const first = await line();
    await page.close();
    const decision = { verdict: 'drop' as const, ranking: undefined, tags: ['math'], note: 'n' };
    await open({ decisions: [{ row: first - 1, decision }], lost: [4, 9], places: [] });
    await page
      .getByText('2 decisions are about text that is not in the results any more (they were on lines 4, 9)')
      .waitFor();
    expect(await line()).not.toBe(first);
    expect(await progress()).toMatch(/^1 of/);
    await page.locator('.queue-row').first().click();
    await page.getByText('This label is dropped.').waitFor();
    expect(await page.getByLabel('Tags').inputValue()).toBe('math');
  });

  test('says why earlier decisions cannot be read', async () => {
    await open({ error: 'Decisions cannot be read from x: it is not allowed. Free the file.' });
    await page.getByRole('alert').getByText('Decisions cannot be read from x').waitFor();
  });
});

describe('judging by keyboard', () => {
  test('keep, flip, drop, undo and redo; each is told to the host', async () => {
    await open();
    const first = await line();
    await key('f');
    expect(await line()).not.toBe(first);
    expect((await calls('decide'))[0].slice(0, 2)).toEqual([done.runId, first - 1]);
    expect(await lastDecision()).toMatchObject({ verdict: 'flip', tags: [], note: '' });
    const total = Number(/of (\d+)/.exec((await progress()) ?? '')?.[1]);
    expect(await progress()).toBe(`1 of ${total} decided`);
    await key('k');
    await key('d');
    expect(await lastDecision()).toMatchObject({ verdict: 'drop' });
    expect((await lastDecision()).ranking).toBeUndefined();
    expect(await progress()).toBe(`3 of ${total} decided`);
    await key('u');
    await key('Control+z');
    await key('u');
    expect(await progress()).toBe(`0 of ${total} decided`);
    expect(await line()).toBe(first);
    expect((await lastDecision()).verdict).toBeUndefined();
    await key('u');
    expect(await page.getByRole('status').filter({ hasText: 'There is nothing to undo.' }).count()).toBe(1);
    await key('Shift+U');
    await page.getByText('This label is flipped.').waitFor();
    await key('Control+y');
    expect(await progress()).toBe(`2 of ${total} decided`);
    expect(
      await page
        .getByRole('status')
        .filter({ hasText: /Done again\. Line \d+: kept\. 2 of/ })
        .count(),
    ).toBe(1);
  });

  test('next, previous, the next undecided', async () => {
    await open();
    const first = await line();
    await key('j');
    const second = await line();
    await key('n');
    const third = await line();
    expect(new Set([first, second, third]).size).toBe(3);
    await key('p');
    expect(await line()).toBe(second);
    await key('k');
    expect(await line()).toBe(third);
    await key('p');
    await key('p');
    expect(await line()).toBe(first);
    await key('g');
    expect(await line()).toBe(third);
  });

  test('re-ranks one completion: moved, tied, untied, back to where it was', async () => {
    await open();
    await strictOfFour();
    const order = await shownOrder();
    await key('ArrowDown');
    await key('ArrowDown');
    await expect.poll(focused).toBe(String(order[1]));
    await key('Alt+ArrowUp');
    await expect.poll(shownOrder).not.toEqual(order);
    expect((await shownOrder())[0]).toBe(order[1]);
    await expect.poll(focused).toBe(String(order[1]));
    expect((await lastDecision()).verdict).toMatch(/rerank|flip/);
    expect((await lastDecision()).ranking?.[0]).toEqual([order[1]]);
    await page
      .getByText(/annotated \d/)
      .first()
      .waitFor();
    await key('Alt+ArrowDown');
    await key('ArrowDown');
    await key('t');
    expect((await lastDecision()).ranking?.some((tier) => tier.length > 1)).toBe(true);
    for (let i = 0; i < 3; i++) await key('u');
    await expect.poll(shownOrder).toEqual(order);
  });

  test('tags and a note; letters typed there are letters', async () => {
    await open();
    const first = await line();
    await key('a');
    await page.keyboard.type('math, flipped ,math');
    await key('Tab');
    await key('Escape');
    expect(await lastDecision()).toMatchObject({ tags: ['math', 'flipped'] });
    await key('e');
    await page.keyboard.type('keep fdk');
    await key('Escape');
    await expect.poll(async () => (await lastDecision()).note).toBe('keep fdk');
    expect(await line()).toBe(first);
    expect(await progress()).toMatch(/^0 of/);
    await key('f');
    expect(await lastDecision()).toMatchObject({
      verdict: 'flip',
      tags: ['math', 'flipped'],
      note: 'keep fdk',
    });
  });

  test('the help names the keys, Escape closes it, and then the review', async () => {
    await open();
    await key('?');
    await page.locator('.review-help').getByText('Alt+↑ Alt+↓').waitFor();
    expect(await page.getByRole('button', { name: 'Keys' }).getAttribute('aria-expanded')).toBe('true');
    await key('Escape');
    expect(await page.locator('.review-help').count()).toBe(0);
    await key('Escape');
    await page.locator('[role=grid]').waitFor();
  });

  test('every control has a name, and the tab key reaches the list, the verdicts and one completion', async () => {
    await open();
    const nameless = await page.evaluate(
      () =>
        [...document.querySelectorAll('.review button, .review input, .review textarea')].filter(
          (control) =>
            !(control.textContent || control.getAttribute('aria-label') || control.closest('label')),
        ).length,
    );
    expect(nameless).toBe(0);
    const reached = new Set<string>();
    for (let i = 0; i < 25; i++) {
      await key('Tab');
      reached.add(
        await page.evaluate(() => document.activeElement?.className.trim().split(' ').at(-1) ?? ''),
      );
    }
    for (const one of ['queue-row', 'verdict-button', 'reviewed']) expect([...reached]).toContain(one);
  });
});

describe('judging by hand', () => {
  test('buttons move and tie; dragging puts a completion above another', async () => {
    await open();
    await strictOfFour();
    const order = await shownOrder();
    await page.getByRole('button', { name: `Move response ${order[1]} up` }).click();
    expect((await lastDecision()).ranking?.[0]).toEqual([order[1]]);
    await page.getByRole('button', { name: 'Undo' }).click();
    const items = page.locator('[data-completion]');
    await items.nth(2).scrollIntoViewIfNeeded();
    await items
      .nth(2)
      .locator('.handle')
      .dragTo(items.nth(0), { targetPosition: { x: 60, y: 4 } });
    await expect.poll(async () => (await shownOrder())[0]).toBe(order[2]);
    expect((await lastDecision()).ranking?.[0]).toEqual([order[2]]);
  });

  test('applying is the host’s, and only once something is decided', async () => {
    await open();
    const apply = page.getByRole('button', { name: 'Apply decisions' });
    expect(await apply.isDisabled()).toBe(true);
    await page.getByRole('button', { name: 'Keep' }).click();
    await apply.click();
    expect(await calls('applyDecisions')).toHaveLength(1);
  });
});

test('text of the dataset is text, and a page that was hidden comes back to the same label', async () => {
  await open();
  expect(await page.evaluate(() => 'hacked' in window)).toBe(false);
  await key('j');
  await key('j');
  const there = await line();
  await page.waitForTimeout(200);
  await page.reload();
  await page.evaluate((state) => {
    window.player.replies('review', () => ({ decisions: [], lost: [], places: [] }));
    window.player.reset(state);
    window.player.rows(state.runId, 200);
  }, done);
  await page.locator('.review-pane').waitFor();
  expect(await line()).toBe(there);
});

test('a new run is asked for anew, at the same line', async () => {
  await open();
  await key('j');
  const there = await line();
  await key('f');
  await key('p');
  await page.evaluate((state) => {
    window.player.reset({ ...state, runId: 'run-2/0' });
    window.player.rows('run-2/0', 200);
  }, done);
  await expect.poll(() => calls('review').then((asked) => asked.length)).toBe(2);
  await page.getByText('This label is not decided.').waitFor();
  expect(await line()).toBe(there);
});

test('screenshots', { timeout: 240_000 }, async () => {
  expect(await takeReviewScreenshots(pages.browser, pages.files)).toEqual([]);
});
