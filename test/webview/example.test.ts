import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type { OpenOptions } from './openPage.ts';
import { usePages } from './pages.ts';
import { pictured } from './pictured.ts';
import { done, hostileText } from './states.ts';
import type { ThemeName } from './themes.ts';

/** One example on the results page, with the host played by `player.ts`. */

const pages = usePages();
let page: Page;

const rows = 300;
const detail = () => page.locator('.detail');
const calls = (name: string) =>
  page.evaluate((name) => window.player.calls.filter((c) => c.name === name).map((c) => c.args), name);
const button = (name: string | RegExp) => detail().getByRole('button', { name });
const hasFocus = (selector: string) =>
  page.locator(selector).evaluate((element) => element === document.activeElement);
/** Responses in the order that is shown. */
const shownOrder = async () =>
  (await detail().locator('.completion h4').allInnerTexts()).map((words) =>
    Number(/response (\d+)/.exec(words)?.[1]),
  );

/** Line 4: strict, six completions. */
async function openExample(options?: OpenOptions, id = 'task-00003') {
  page = await pages.open(options);
  await page.evaluate(
    ({ state, text, rows }) => {
      window.player.texts(text);
      window.player.reset(state);
      window.player.rows(state.runId, rows);
    },
    { state: done, text: hostileText, rows },
  );
  await page.locator('.row', { hasText: id }).click();
  await detail().locator('.completion .text').first().waitFor();
}

/** From now on the host scores tokens that sum to what the rows have. */
const answerTokens = (counts: readonly number[]) =>
  page.evaluate(
    ({ counts, rows }) => {
      const { offsets, policyLogp, referenceLogp } = window.player.generatedRows(rows);
      window.player.replies('tokenScores', ((_run: string, row: number) => {
        const [from, to] = [offsets[row], offsets[row + 1]];
        const sums = {
          policyLogp: policyLogp.slice(from, to),
          referenceLogp: referenceLogp.slice(from, to),
        };
        return window.player.generatedTokens(counts.slice(0, to - from), sums);
      }) as never);
    },
    { counts, rows },
  );

describe('the completions', () => {
  test('as annotated, or as the policy ranks them: by button and key, remembered', async () => {
    await openExample();
    const annotated = await shownOrder();
    expect(await detail().locator('.completion .tier').first().innerText()).toBe('1st');
    await button('As the policy ranks').click();
    await detail().getByText('Completions, highest reward first').waitFor();
    const rewards = (await detail().locator('.reward-value').allInnerTexts()).map((words) =>
      Number(words.replace('−', '-')),
    );
    expect(rewards).toEqual([...rewards].sort((a, b) => b - a));
    const policy = await shownOrder();
    expect([...policy].sort()).toEqual([...annotated].sort());
    expect(policy).not.toEqual(annotated);
    await detail().focus();
    await page.keyboard.press('o');
    await expect.poll(shownOrder).toEqual(annotated);
    await page.keyboard.press('o');
    await expect.poll(shownOrder).toEqual(policy);
    await page.waitForTimeout(300);
    await page.reload();
    await page.waitForFunction(() => window.player.calls.some(({ name }) => name === 'ready'));
    await page.evaluate(
      ({ state, rows }) => {
        window.player.reset(state);
        window.player.rows(state.runId, rows);
      },
      { state: done, rows },
    );
    await detail().waitFor();
    await expect.poll(shownOrder).toEqual(policy);
  });

  test('side by side where there is room, with heads that stay; one under the other where not', async () => {
    await openExample({ width: 1400 });
    const left = async (n: number) => (await detail().locator('.completion').nth(n).boundingBox())!;
    expect((await left(0)).x).toBe((await left(1)).x);
    await button('Hide table').click();
    await expect.poll(async () => (await left(1)).x).toBeGreaterThan((await left(0)).x + 200);
    expect((await left(1)).y).toBe((await left(0)).y);
    expect(await page.getByRole('grid').isVisible()).toBe(false);
    const list = detail().locator('.completions');
    await button(/^Show all/).click();
    const head = detail().locator('.completion-head').first();
    const before = await list.evaluate((element) => {
      element.scrollTo(0, 400);
      return element.scrollTop;
    });
    expect(before).toBeGreaterThan(100);
    const gap = async () => (await head.boundingBox())!.y - (await list.boundingBox())!.y;
    await expect.poll(gap).toBeLessThan(3);
    // The table comes back as it was, and so does the focus when the example is closed.
    await button('Hide table').click();
    await expect.poll(() => page.getByRole('grid').isVisible()).toBe(true);
    await page.locator('.row', { hasText: 'task-00003' }).waitFor();
    await button('Hide table').click();
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByRole('grid').isVisible()).toBe(true);
    await expect.poll(() => hasFocus('[role=grid]')).toBe(true);
  });

  test('two of them are compared by words', async () => {
    await openExample();
    await button('Compare').nth(2).click();
    await detail().getByText('Choose a second completion').waitFor();
    await button('Compare').nth(3).click();
    const compared = detail().getByRole('region', { name: /^Response \d and Response \d compared$/ });
    await compared.getByText(/differences?; \d+% is in both/).waitFor();
    expect(await compared.locator('mark').count()).toBeGreaterThan(0);
    expect(await detail().locator('.completion.compared').count()).toBe(2);
  });

  test('say which way training pushes them, and how hard', async () => {
    await openExample();
    const words = await detail().locator('.push-words').allInnerTexts();
    expect(words).toHaveLength(6);
    for (const each of words)
      expect(each).toMatch(/^training pushes it (up|down), (hard|somewhat|gently|hardly at all)$/);
    expect(words[0]).toMatch(/up/);
  });
});

describe('the stages', () => {
  const cells = async (column: number) =>
    (await detail().locator(`.stages tbody tr td:nth-child(${column})`).allInnerTexts()).map((words) =>
      Number(words.replace('%', '')),
    );

  test('their losses sum to the loss, the worst is named, and they follow beta', async () => {
    await openExample();
    const loss = async () => Number(await detail().locator('.facts dd').first().innerText());
    const sum = async () => (await cells(5)).reduce((a, b) => a + b, 0);
    const [whole, losses] = [await loss(), await cells(5)];
    expect(losses).toHaveLength(5);
    expect(Math.abs((await sum()) - whole)).toBeLessThan(0.004);
    expect(await cells(4)).toEqual([16.7, 20, 25, 33.3, 50]);
    const worst = detail().locator('.stages tr', { hasText: 'costs most' });
    expect(await worst.count()).toBe(1);
    expect(Number(await worst.locator('td').last().innerText())).toBe(Math.max(...losses));
    await page.getByLabel('Beta as a number').fill('0.4');
    await page.getByLabel('Beta as a number').press('Enter');
    await expect.poll(loss).not.toBe(whole);
    expect(Math.abs((await sum()) - (await loss()))).toBeLessThan(0.004);
    expect(await cells(4)).toEqual([16.7, 20, 25, 33.3, 50]);
  });

  test('tied completions are one choice; what has no preference has no stages', async () => {
    await openExample();
    const tied = await page.evaluate((rows) => {
      const { offsets, tier, status } = window.player.generatedRows(rows);
      return Array.from(status.keys()).find((row) => {
        const tiers = tier.subarray(offsets[row], offsets[row + 1]);
        return status[row] === 0 && tiers.length > 3 && tiers.filter((t) => t === 0).length === 2;
      })!;
    }, rows);
    await page.evaluate((row) => window.player.call('reveal', row), tied);
    await detail()
      .locator('.stages')
      .getByText(/^responses \d and \d, in any order,/)
      .first()
      .waitFor();
    await page.evaluate(() => window.player.call('reveal', 33));
    await detail().getByText('every completion is tied').waitFor();
    expect(await detail().locator('.stages').count()).toBe(0);
    expect(await button('Token log-ratios').count()).toBe(0);
  });
});

describe('the way to the neighbours', () => {
  test('within filter and order, by buttons and keys; the focus stays, the table follows', async () => {
    await openExample();
    await page.getByRole('button', { name: /^Best not first/ }).click();
    const of = Number(
      /\d+/.exec(await page.getByRole('button', { name: /^Best not first/ }).innerText())![0],
    );
    await page.getByRole('columnheader', { name: 'Loss' }).click();
    await detail().getByText(`not among the ${of} shown`).waitFor();
    await button('Next example').click();
    await detail().getByText(`1 of ${of}`, { exact: true }).waitFor();
    const first = await page.locator('.row.open .cell.line').innerText();
    await page.getByRole('region', { name: `Example on line ${first}`, exact: true }).waitFor();
    expect(await hasFocus('.step[aria-label="Next example"]')).toBe(true);
    await page.keyboard.press('Alt+ArrowDown');
    await detail().getByText(`2 of ${of}`, { exact: true }).waitFor();
    await page.keyboard.press(']');
    await detail().getByText(`3 of ${of}`, { exact: true }).waitFor();
    await page.keyboard.press('[');
    await page.keyboard.press('Alt+ArrowUp');
    await detail().getByText(`1 of ${of}`, { exact: true }).waitFor();
    expect(await button('Previous example').getAttribute('aria-disabled')).toBe('true');
    await page.keyboard.press('[');
    expect(await hasFocus('.step[aria-label="Next example"]')).toBe(true);
    for (let i = 0; i < of + 3; i++) await page.keyboard.press(']');
    await detail().getByText(`${of} of ${of}`, { exact: true }).waitFor();
    await page.locator('.row.open').waitFor();
    expect(await button('Next example').getAttribute('aria-disabled')).toBe('true');
    // From within the text of an example that is gone the focus goes to its heir.
    await button('Compare').first().focus();
    await page.keyboard.press('[');
    await detail()
      .getByText(`${of - 1} of ${of}`, { exact: true })
      .waitFor();
    expect(await hasFocus('.detail')).toBe(true);
    await page.keyboard.press('Escape');
    await detail().waitFor({ state: 'detached' });
    expect(await hasFocus('[role=grid]')).toBe(true);
  });
});

describe('as JSON', () => {
  test('is asked of the host for the beta that is shown, by button and key, and told', async () => {
    await openExample();
    await page.evaluate(() => window.player.replies('copyExample', () => undefined));
    await button('Copy as JSON').click();
    await detail().getByText('Copied as JSON.').waitFor();
    expect(await calls('copyExample')).toEqual([[done.runId, 3, 0.1]]);
    await page.evaluate(() =>
      window.player.replies('copyExample', () => ({ error: 'It is gone. Evaluate again.' })),
    );
    await detail().focus();
    await page.keyboard.press('c');
    await detail().getByText('It is gone. Evaluate again.').waitFor();
  });
});

describe('token by token', () => {
  const tokens = (n: number) => detail().locator('.heat .tokens').nth(n);
  const readout = (n: number) => detail().locator('.readout').nth(n);

  test('loading is told step by step, and a cancel stops the waiting at once', async () => {
    await openExample();
    await button('Token log-ratios').click();
    await detail().getByText('Asking the models').waitFor();
    const step = (n: 0 | 1 | 2 | 3) => page.evaluate((n) => window.player.call('tokenStep', 3, n), n);
    await step(0);
    await detail().getByText('Loading the policy …').waitFor();
    await step(3);
    await detail().getByText('The reference scores the tokens …').waitFor();
    expect(await detail().getByRole('progressbar').getAttribute('value')).toBe('3.5');
    await button('Cancel').click();
    expect(await detail().getByRole('progressbar').count()).toBe(0);
    expect(await calls('cancelTokenScores')).toHaveLength(1);
    expect(await button('Token log-ratios').getAttribute('aria-pressed')).toBe('false');
    // A step that comes late changes nothing.
    await step(3);
    await page.waitForTimeout(50);
    expect(await detail().getByRole('progressbar').count()).toBe(0);
    await detail().locator('.completion .text').first().waitFor();
  });

  test('a refusal says what to do, and offers trust where that is what is missing', async () => {
    await openExample();
    const refuse = (answer: object) =>
      page.evaluate((answer) => window.player.replies('tokenScores', () => answer), answer);
    await refuse({ error: 'A file is being evaluated. Wait for it to end, then ask again.' });
    await button('Token log-ratios').click();
    await detail().getByRole('alert').getByText('Wait for it to end').waitFor();
    await refuse({ error: 'This workspace is in Restricted Mode.', missing: 'trust' });
    await button('Token log-ratios').click();
    await button('Manage trust').click();
    expect(await calls('manageTrust')).toHaveLength(1);
    await answerTokens([5, 5, 5, 5, 5, 5]);
    await button('Token log-ratios').click();
    await tokens(0).waitFor();
    expect(await detail().getByRole('alert').count()).toBe(0);
  });

  test('keys and pointer name a token with its numbers, and the sum up to it', async () => {
    await openExample();
    await answerTokens([12, 30, 45, 80, 33, 20]);
    await detail().focus();
    await page.keyboard.press('t');
    await tokens(0).waitFor();
    expect(await button('Token log-ratios').getAttribute('aria-pressed')).toBe('true');
    expect(await detail().locator('.notice').count()).toBe(0);
    expect(await detail().locator('.completion .text').count()).toBe(0);
    const first = (await shownOrder())[0];
    const scores = await page.evaluate(
      ({ first, rows }) => {
        const { offsets, policyLogp, referenceLogp } = window.player.generatedRows(rows);
        const [from, to] = [offsets[3], offsets[4]];
        const { completions } = window.player.generatedTokens([12, 30, 45, 80, 33, 20], {
          policyLogp: policyLogp.slice(from, to),
          referenceLogp: referenceLogp.slice(from, to),
        });
        return { policy: [...completions[first].policy], reference: [...completions[first].reference] };
      },
      { first, rows },
    );
    const number = (value: number, sign = '') => `${value < 0 ? '−' : sign}${Math.abs(value).toFixed(3)}`;
    const expected = (at: number) => {
      const ratio = scores.policy.map((logp, i) => logp - scores.reference[i]);
      const sum = ratio.slice(0, at + 1).reduce((a, b) => a + b, 0);
      return `policy ${number(scores.policy[at])}, reference ${number(scores.reference[at])}, log-ratio ${number(ratio[at], '+')}, sum to here ${number(sum, '+')}`;
    };
    await tokens(0).focus();
    expect(await readout(0).innerText()).toContain(expected(0));
    for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowRight');
    await expect.poll(() => readout(0).innerText()).toContain(expected(3));
    expect(await readout(0).innerText()).toMatch(/^Token 4 of \d+: id 13, "/);
    const active = await tokens(0).getAttribute('aria-activedescendant');
    expect(await page.locator(`[id="${active}"]`).getAttribute('aria-selected')).toBe('true');
    expect(await detail().locator('.token.active').count()).toBe(1);
    expect(await detail().locator('.sum-cursor').count()).toBe(1);
    await page.keyboard.press('End');
    await expect.poll(() => readout(0).innerText()).toContain(expected(scores.policy.length - 1));
    await tokens(0).getByRole('option').nth(1).hover();
    await expect.poll(() => readout(0).innerText()).toContain(expected(1));
    expect(await tokens(0).getByRole('option').nth(1).getAttribute('title')).toContain(
      `policy ${number(scores.policy[1])}`,
    );
    // The curve has the same cursor.
    const box = (await detail().locator('.sum-curve').first().boundingBox())!;
    await page.mouse.click(box.x + box.width - 1, box.y + 10);
    await expect.poll(() => readout(0).innerText()).toContain(expected(scores.policy.length - 1));
    // The other completions have no cursor.
    expect(await readout(1).innerText()).toMatch(/^\d+ tokens, log-ratio [+−]\d/);
  });

  test('colour is not all that tells: up is solid, down dotted, strong ones thicker, in every theme', async () => {
    await openExample();
    await answerTokens([300, 300, 300, 300, 300, 300]);
    await button('Token log-ratios').click();
    await tokens(0).waitFor();
    for (const theme of ['dark', 'light', 'high-contrast', 'high-contrast-light'] as ThemeName[]) {
      await page.evaluate((theme) => window.player.theme(theme), theme);
      const line = (selector: string) =>
        detail()
          .locator(`.heat-steps ${selector}`)
          .evaluate((element) => {
            const { textDecorationLine, textDecorationStyle, textDecorationThickness } =
              getComputedStyle(element);
            return [textDecorationLine, textDecorationStyle, textDecorationThickness];
          });
      const [up, down] = [await line('.heat-4.heat-up'), await line('.heat-4.heat-down')];
      expect(up.slice(0, 2), theme).toEqual(['underline', 'solid']);
      expect(down.slice(0, 2), theme).toEqual(['underline', 'dotted']);
      const weaker = await line('.heat-3.heat-up');
      expect(Number.parseInt(up[2], 10), theme).toBeGreaterThan(Number.parseInt(weaker[2], 10));
      expect(await detail().locator('.heat .token.heat-4').count()).toBeGreaterThan(0);
    }
  });

  test('going back is instant and asks nobody; another run asks again', async () => {
    await openExample();
    await answerTokens([5, 6, 7, 8, 9, 10]);
    await button('Token log-ratios').click();
    await tokens(0).waitFor();
    await button('Next example').click();
    await page.getByRole('region', { name: 'Example on line 5' }).waitFor();
    expect(await tokens(0).count()).toBe(0);
    await button('Previous example').click();
    await tokens(0).waitFor();
    expect(await calls('tokenScores')).toEqual([[done.runId, 3]]);
    // The texts are one press away.
    await button('Token log-ratios').click();
    await detail().locator('.completion .text').first().waitFor();
    await button('Token log-ratios').click();
    await tokens(0).waitFor();
    expect(await calls('tokenScores')).toHaveLength(1);
    const again = { ...done, runId: 'run-2/0' };
    await page.evaluate(
      ({ state, rows }) => {
        window.player.reset(state);
        window.player.rows(state.runId, rows);
      },
      { state: again, rows },
    );
    await detail().waitFor();
    expect(await tokens(0).count()).toBe(0);
  });

  test('says when the sums are not those of the run', async () => {
    await openExample();
    await page.evaluate(() =>
      window.player.replies('tokenScores', () => ({
        ...window.player.generatedTokens([5, 6, 7, 8, 9, 10]),
        changed: ['policy'],
      })),
    );
    await button('Token log-ratios').click();
    await detail()
      .getByText(/The policy changed since the run\. The tokens’ sums are up to \d+\.\d+ nats away/)
      .waitFor();
  });

  test('10,000 tokens: a part at first, all when asked or reached, and the cursor still moves', async () => {
    await openExample(undefined, 'task-00006');
    await answerTokens([10_000, 10_000]);
    await button('Token log-ratios').click();
    await tokens(0).waitFor();
    expect(await tokens(0).getByRole('option').count()).toBe(1500);
    await tokens(0).focus();
    await page.keyboard.press('End');
    await expect.poll(() => readout(0).innerText()).toContain('Token 10,000 of 10,000');
    expect(await tokens(0).locator('.token').count()).toBe(10_000);
    // What a step of the cursor costs the page, not how long this machine takes: elements that change.
    const changed = await page.evaluate(async () => {
      let changes = 0;
      const observer = new MutationObserver((records) => {
        changes += records.length;
      });
      observer.observe(document.querySelector('.detail')!, {
        subtree: true,
        childList: true,
        attributes: true,
        characterData: true,
      });
      const list = document.querySelector('.heat .tokens')!;
      for (let i = 0; i < 10; i++) {
        list.dispatchEvent(
          new KeyboardEvent('keydown', { key: 'ArrowLeft', bubbles: true, cancelable: true }),
        );
        await new Promise((resolve) => setTimeout(resolve, 30));
      }
      observer.disconnect();
      return changes;
    });
    expect(changed).toBeGreaterThan(20);
    expect(changed).toBeLessThan(300);
  });
});

test('pictures to look at, in every theme and width', { timeout: 120_000 }, async () => {
  const folder = fileURLToPath(new URL('../screenshots/webview/', import.meta.url));
  await mkdir(folder, { recursive: true });
  for (const theme of pictured)
    for (const width of [420, 1400]) {
      await openExample({ theme, width, height: 1000 });
      await page.locator('#examples').evaluate((element) => element.scrollIntoView());
      if (width > 1000) await button('Hide table').click();
      await answerTokens([12, 30, 45, 80, 33, 20]);
      await button('Token log-ratios').click();
      await detail().locator('.heat .tokens').nth(1).focus();
      for (let i = 0; i < 8; i++) await page.keyboard.press('ArrowRight');
      await page.screenshot({ path: `${folder}example-${theme}-${width}.png` });
      // Nothing is wider than the page.
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      if (!(theme === 'high-contrast-light' && width === 1400)) await page.close();
    }
});
