import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Text } from '../../extension/dataset/example.ts';
import { defaultScoring, type ScoringSettings } from '../../extension/model/settings.ts';
import { openTextToTokens, type TextToTokens } from '../../extension/model/textToTokens.ts';
import type { TokenizedExample, TokensState } from '../../webview/tokens/contract.ts';
import type { OpenOptions } from './openPage.ts';
import { usePages } from './pages.ts';
import { pictured } from './pictured.ts';

/** The tokens page alone in a real browser, under the panel's content policy, with what the sample's own tokenizer says. */

const pages = usePages();
let tokenizer: TextToTokens;
let page: Page;

beforeAll(async () => {
  const sample = fileURLToPath(new URL('../../media/sample/policy', import.meta.url));
  tokenizer = await openTextToTokens(sample);
}, 120_000);

const prompt = 'Sort these: 7, 3, 9.\n';
const completions = ['3, 7, 9', 'Sorted they are 3,\t7 and 9.', '9 <b>7</b> \u202e3\u200b 你好'];

function example(change: Partial<ScoringSettings> = {}, of: Text = prompt): TokenizedExample {
  const shown = tokenizer.show({ prompt: of, completions }, { ...defaultScoring, ...change });
  const roles = ['policy', 'reference'] as const;
  return { ...shown, roles, model: 'policy', tiers: [[1], [0, 2]], tokenizerNotes: [] };
}
const stateOf = (...examples: TokenizedExample[]): TokensState => ({
  fileName: 'r.jsonl',
  line: 7,
  examples,
});

async function open(state: TokensState, options?: OpenOptions): Promise<void> {
  page = await pages.open({ ...options, name: 'tokens' });
  await page.evaluate((s) => window.player.tokens(s), state);
  await page.locator('h1').waitFor();
}
const calls = (name: string) =>
  page.evaluate((n) => window.player.calls.filter((c) => c.name === n).map((c) => c.args), name);
const stretch = (name: RegExp) => page.getByRole('listbox', { name });
const named = (name: RegExp) => stretch(name).locator('xpath=following-sibling::p[1]');

describe('tokens', () => {
  test('are shown for the prompt once and for each completion by its place, with what is scored', async () => {
    const shown = example();
    await open(stateOf(shown));
    const most = shown.maxLength;
    await expect
      .poll(() => page.locator('h2').innerText())
      .toBe(`Policy and reference policy, at most ${most} tokens`);
    expect(await page.getByRole('listbox').count()).toBe(4);
    const places = await page.locator('h4').allInnerTexts();
    const scored = (k: number) =>
      `${shown.completions[k].scored} of ${shown.completions[k].count} tokens scored, ` +
      `${shown.prompts[0].count + shown.completions[k].count} with its prompt`;
    expect(places).toEqual([
      `1st completion 2, ${scored(1)}`,
      `2nd–3rd, order unknown completion 1, ${scored(0)}`,
      `2nd–3rd, order unknown completion 3, ${scored(2)}`,
    ]);
    // Every token, in order, with its white space by signs.
    const options = stretch(/^Prompt/).getByRole('option');
    expect((await options.allInnerTexts()).join('')).toBe('Sort·these:·7,·3,·9.↵\n');
    expect(await options.count()).toBe(shown.prompts[0].count);
    // The end of the text is a token of its own, boxed.
    expect(
      await stretch(/completion 1/)
        .locator('.special')
        .count(),
    ).toBe(1);
  });

  test('are headed by line, id and file, whatever the id holds', async () => {
    await open(stateOf({ ...example(), id: '<i>x</i>'.repeat(30) }));
    expect(await page.locator('h1').innerText()).toBe(`Line 7 ${'<i>x</i>'.repeat(30)} r.jsonl`);
    expect(await page.locator('i').count()).toBe(0);
  });

  test('of two tokenizers stand in a section each, with what is to be known of them', async () => {
    const own = { separate: true, notes: ['The template wrote a turn of its own.'], model: '<u>m</u>' };
    const [policy, reference] = [{ ...example(), roles: ['policy' as const], ...own }, example()];
    await open(stateOf(policy, { ...reference, roles: ['reference'] }));
    const section = (name: string) => page.getByRole('region', { name, exact: true });
    await expect.poll(() => section('Policy').innerText()).toContain('tokenized apart');
    expect(await section('Policy').innerText()).toContain('The template wrote a turn of its own.');
    expect(await section('Policy').locator('h2').innerText()).toContain('<u>m</u>');
    expect(await section('Reference').innerText()).not.toContain('tokenized apart');
    expect(await page.getByRole('listbox').count()).toBe(8);
  });

  test('that are hostile are text, and what would be invisible is named', async () => {
    await open(stateOf(example()));
    const text = await stretch(/completion 3/).innerText();
    expect(text).toContain('<b>7</b>');
    expect(await page.locator('b').count()).toBe(0);
    expect(text).not.toMatch(/[\u202e\u200b]/);
  });

  test('are named by pointer and by keys, with id, place and bytes', async () => {
    const shown = example();
    await open(stateOf(shown));
    // A pointer that comes into view has moved, but not by its first event.
    await page.mouse.move(1, 1);
    await stretch(/^Prompt/)
      .getByRole('option')
      .nth(2)
      .hover();
    const [, , third] = shown.prompts[0].tokens;
    const words = `Token 3 of ${shown.prompts[0].count}: id ${third.id}, ${JSON.stringify(third.text)}`;
    expect(await named(/^Prompt/).innerText()).toBe(words);
    const completion = stretch(/completion 3/);
    await completion.focus();
    await page.keyboard.press('End');
    expect(await named(/completion 3/).innerText()).toMatch(/, special$/);
    const active = await completion.getAttribute('aria-activedescendant');
    expect(await page.locator(`[id="${active}"]`).getAttribute('aria-selected')).toBe('true');
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowRight');
    expect(await named(/completion 3/).innerText()).toMatch(/^Token 2 of /);
    // A part of a character says its bytes, and whose they are.
    const part = completion.locator('.token', { hasText: /^‹[0-9A-F ]+›$/ }).first();
    await part.hover();
    expect(await named(/completion 3/).innerText()).toMatch(/bytes E2, part of "U\+202E"$/);
    // Of another example none is chosen yet, and its page begins at the top.
    await page.evaluate((s) => window.player.tokens(s), { ...stateOf(example({}, 'Sort 1.\n')), line: 8 });
    await page.getByRole('heading', { name: 'Line 8' }).waitFor();
    expect(await completion.getAttribute('aria-activedescendant')).toBeNull();
    expect((await named(/completion 3/).innerText()).trim()).toBe('');
    expect(await page.locator('.active').count()).toBe(0);
  });

  test('that truncation drops are struck through and counted', async () => {
    const shown = example({ maxLength: 12, truncation: 'keep_end' });
    await open(stateOf(shown));
    const dropped = shown.completions[1].droppedStart;
    expect(dropped).toBeGreaterThan(0);
    expect(
      await stretch(/completion 2/)
        .locator('.dropped')
        .count(),
    ).toBe(dropped);
    expect(await page.locator('h4').first().innerText()).toContain(`${dropped} truncated`);
    // Its prompt is gone whole, so its first token follows nothing; that of the short one is not.
    expect(await page.locator('h4').first().innerText()).toContain('the first that is left follows nothing');
    expect(await page.locator('h4', { hasText: 'completion 1' }).innerText()).not.toContain(
      'follows nothing',
    );
    expect(await page.locator('h3').allInnerTexts()).toContainEqual(
      expect.stringMatching(/^Prompt of completion 2, completion 3 (\d+) tokens, \1 truncated$/),
    );
    await stretch(/completion 2/).focus();
    expect(await named(/completion 2/).innerText()).toMatch(/, truncated$/);
  });

  test('of a long text are shown at both ends', async () => {
    const shown = example({}, 'one two three '.repeat(2000));
    const [first] = shown.prompts;
    expect(first.tokens.length).toBeLessThan(first.count);
    const before = Date.now();
    await open(stateOf(shown));
    expect(
      await stretch(/^Prompt/)
        .locator('.gap')
        .innerText(),
    ).toMatch(/\d,\d{3} tokens are not shown/);
    await stretch(/^Prompt/).focus();
    await page.keyboard.press('End');
    const count = first.count.toLocaleString('en');
    expect(await named(/^Prompt/).innerText()).toContain(`Token ${count} of ${count}:`);
    expect(Date.now() - before).toBeLessThan(10_000);
  });

  test('cannot be shown without a model: says so, and chooses one', async () => {
    await open({ ...stateOf(), problem: 'No model is chosen yet.', missing: 'model' });
    expect(await page.getByRole('status').innerText()).toContain('No model is chosen yet.');
    await page.getByRole('button', { name: 'Select policy model' }).click();
    expect(await calls('selectModel')).toEqual([['policy']]);
    await page.getByRole('button', { name: 'Open in editor' }).click();
    expect(await calls('openLine')).toHaveLength(1);
    const restricted: TokensState = { ...stateOf(), problem: 'Restricted Mode', missing: 'trust' };
    await page.evaluate((s) => window.player.tokens(s), restricted);
    await page.getByRole('button', { name: 'Manage workspace trust' }).click();
    expect(await calls('manageTrust')).toHaveLength(1);
    expect(await page.getByRole('button', { name: 'Select policy model' }).count()).toBe(0);
  });

  test('of an example that cannot be scored: the reason', async () => {
    const shown = tokenizer.show({ prompt, completions: ['', 'y'] }, { ...defaultScoring, appendEos: false });
    const roles = ['policy'] as const;
    await open(stateOf({ ...shown, roles, model: 'm', tiers: [[0], [1]], tokenizerNotes: ['A note.'] }));
    const text = await page.locator('section').innerText();
    expect(text).toContain(`It cannot be scored: ${shown.reason}.`);
    expect(shown.reason).toMatch(/^completion 1/);
    expect(text).toContain('A note.');
    expect(await page.getByRole('listbox').count()).toBe(0);
  });

  test('of a completion that is too long for its limit: the reason, and its tokens all the same', async () => {
    const shown = example({ maxLength: 17, truncation: 'skip' });
    await open(stateOf(shown));
    const reasons = await page.locator('.message.error').allInnerTexts();
    expect(reasons).toEqual([1, 2].map((k) => `It cannot be scored: ${shown.completions[k].reason}.`));
    expect(await stretch(/completion 2, 0 of/).count()).toBe(1);
    expect(await page.locator('.dropped').count()).toBe(0);
  });
});

describe('a record', () => {
  const ranking = (part: number): TokensState => ({
    ...stateOf(example({}, `Sort ${part}.\n`)),
    ranking: { part, parts: 3 },
  });
  const where = () => page.getByRole('navigation').getByRole('status').innerText();
  const show = async (state: TokensState) => {
    await page.evaluate((s) => window.player.tokens(s), state);
  };

  test('of several lines is headed by all of them', async () => {
    await open({ ...stateOf(example()), lines: 3, ranking: { part: 0, parts: 1 } });
    expect(await page.locator('h1').innerText()).toBe('Lines 7 to 9 r.jsonl');
    expect(await page.getByRole('navigation').count()).toBe(0);
  });

  test('of several rankings says which is shown, and goes to its neighbours by buttons and by keys', async () => {
    await open(ranking(0), { height: 300 });
    expect(await where()).toBe('Ranking 1 of 3');
    const [previous, next] = ['Previous ranking', 'Next ranking'].map((name) =>
      page.getByRole('button', { name }),
    );
    // There is none before the first, and the button keeps the focus.
    await previous.focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('[');
    expect(await calls('showRanking')).toEqual([]);
    expect(await previous.getAttribute('aria-disabled')).toBe('true');
    await next.click();
    expect(await calls('showRanking')).toEqual([[1]]);
    await page.evaluate(() => scrollTo(0, 200));
    expect(await page.evaluate(() => scrollY)).toBeGreaterThan(0);
    // However far down: the way to the others stays in view.
    expect(await next.isVisible()).toBe(true);
    expect((await next.boundingBox())!.y).toBeGreaterThanOrEqual(0);
    await show(ranking(1));
    await expect.poll(where).toBe('Ranking 2 of 3');
    expect(await page.evaluate(() => scrollY)).toBe(0);
    expect(await next.evaluate((button) => button === document.activeElement)).toBe(true);
    // From inside of its tokens, too, whose own keys are others.
    await stretch(/completion 1/).focus();
    for (const key of [']', 'Alt+ArrowDown', '[', 'Alt+ArrowUp', 'ArrowDown', 'Control+]'])
      await page.keyboard.press(key);
    expect(await calls('showRanking')).toEqual([[1], [2], [2], [0], [0]]);
    await show(ranking(2));
    await expect.poll(where).toBe('Ranking 3 of 3');
    await page.keyboard.press(']');
    expect(await calls('showRanking')).toHaveLength(5);
    expect(await next.getAttribute('aria-disabled')).toBe('true');
  });
});

test('text that scrolls under a pointer that rests leaves the cursor to the keys', async () => {
  await open(stateOf(example({}, 'one two three four five six seven. '.repeat(80))), {
    height: 400,
    width: 420,
  });
  const prompt = stretch(/^Prompt/);
  await prompt.hover();
  await prompt.getByRole('option').nth(3).hover();
  await prompt.focus();
  await page.keyboard.press('End');
  const count = await prompt.getByRole('option').count();
  const last = new RegExp(`^Token ${count.toLocaleString('en')} of `);
  await expect.poll(() => named(/^Prompt/).innerText()).toMatch(last);
  const top = await page.evaluate(() => scrollY);
  expect(top).toBeGreaterThan(0);
  // Another token is under the pointer now, of which the browser tells after it has painted.
  await page.evaluate(() => new Promise((seen) => requestAnimationFrame(() => setTimeout(seen, 200))));
  expect(await named(/^Prompt/).innerText()).toMatch(last);
  await page.mouse.move(60, 200);
  await page.mouse.move(64, 204);
  await expect.poll(() => named(/^Prompt/).innerText()).not.toMatch(last);
});

test('screenshots', { timeout: 60_000 }, async () => {
  const folder = fileURLToPath(new URL('../screenshots/webview/', import.meta.url));
  await mkdir(folder, { recursive: true });
  for (const theme of pictured) {
    for (const width of [420, 900]) {
      await open(stateOf(example({ maxLength: 30, truncation: 'keep_start' })), {
        theme,
        width,
        height: 760,
      });
      await stretch(/completion 2/).focus();
      await page.screenshot({ path: `${folder}tokens-${theme}-${width}.png` });
      if (width === 420) await page.close();
    }
    await page.close();
  }
  for (const [theme, width] of [
    ['dark', 420],
    ['light', 900],
    ['high-contrast', 420],
  ] as const) {
    await open(
      { ...stateOf(example()), lines: 3, ranking: { part: 1, parts: 3 } },
      { theme, width, height: 500 },
    );
    await page.getByRole('button', { name: 'Next ranking' }).focus();
    await page.screenshot({ path: `${folder}tokens-ranking-${theme}-${width}.png` });
    await page.close();
  }
  await open(stateOf());
});
