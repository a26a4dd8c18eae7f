import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type { BrowseState } from '../../extension/browse/shown.ts';
import type { OpenOptions } from './openPage.ts';
import { usePages } from './pages.ts';
import { pictured } from './pictured.ts';
import { record } from './rankingsRecord.ts';

/** The rankings page alone in a real browser, under the editor's content policy, with a host that answers as the real one. */

const pages = usePages();
let page: Page;

const read: BrowseState = {
  unit: 'line',
  words: ['Read as Plackett: responses and ranking.'],
  format: 'Plackett: responses and ranking',
  bytes: 3 * 2 ** 30,
  records: 20_000_000,
  indexed: 1,
  checked: 1,
  problems: [
    { code: 'ranking-duplicate', severity: 'error', count: 3 },
    { code: 'responses-alike', severity: 'warning', count: 1200 },
  ],
  matches: undefined,
  appended: 0,
};
async function open(options: OpenOptions = {}, state: BrowseState = read): Promise<void> {
  page = await pages.open({ ...options, name: 'rankings' });
  await page.evaluate(
    ([now, whole]) => {
      const row = (line: number) => ({
        line,
        rankings: line % 10 === 3 ? 0 : 1,
        k: line % 10 === 3 ? 0 : 4,
        excerpt: `Question ${line} <b>bold</b> \u202eturned`,
        ...(line % 10 === 3 ? { severity: 'error' } : {}),
      });
      window.player.replies('rows', (from: number, n: number) =>
        Array.from({ length: Math.min(n, 20_000_000 - from) }, (_, i) => row(from + i + 1)),
      );
      window.player.replies('record', (line: number) => ({ ...whole, line }));
      window.player.replies('placeOf', (line: number) => line - 1);
      const file = { fileName: 'large<i>.jsonl', filePath: 'data/large.jsonl', opensAsText: true };
      window.player.rankings(file, now);
    },
    [state, record] as const,
  );
  await page.locator('h1').waitFor();
}
const tell = (state: BrowseState) =>
  page.evaluate(
    (now) => window.player.rankings({ fileName: 'l.jsonl', filePath: 'l.jsonl', opensAsText: true }, now),
    state,
  );
const calls = (name: string) =>
  page.evaluate((n) => window.player.calls.filter((c) => c.name === n).map((c) => c.args), name);
const list = () => page.getByRole('listbox', { name: 'Records' });
const chosen = () => list().locator('[aria-selected=true] .record-line').innerText();
const region = (line: number) => page.getByRole('region', { name: `Line ${line}`, exact: true });

describe('records', () => {
  test('by the million: the last is a key away, and only those in view exist', async () => {
    await open();
    await region(1).waitFor();
    await list().focus();
    await page.keyboard.press('End');
    await region(20_000_000).waitFor();
    expect(await chosen()).toBe('20000000');
    expect(await page.getByRole('option').count()).toBeLessThan(60);
    await page.keyboard.press('ArrowUp');
    await region(19_999_999).waitFor();
    await page.keyboard.press('Home');
    await region(1).waitFor();
    await page.keyboard.press('PageDown');
    await expect.poll(async () => Number(await chosen()), { timeout: 10_000 }).toBeGreaterThan(10);
    // The list names its active option, which is there.
    const active = await list().getAttribute('aria-activedescendant');
    expect(await page.locator(`[id="${active}"]`).getAttribute('aria-selected')).toBe('true');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('record');
    await page.keyboard.press('Escape');
    expect(await page.evaluate(() => document.activeElement?.className)).toBe('records');
  });

  test('a line is gone to by its number, and what is none is told', async () => {
    await open();
    const box = page.getByLabel('Go to line');
    await box.fill('1,234,567');
    await box.press('Enter');
    await region(1_234_567).waitFor();
    await box.fill('12x');
    expect(await box.getAttribute('aria-invalid')).toBe('true');
    await page.evaluate(() => window.player.calls.splice(0));
    await box.press('Enter');
    expect(await calls('placeOf')).toEqual([]);
  });

  test('are dataset text, never markup, and hidden characters are named', async () => {
    await open();
    await region(1).getByText('<script>window.hacked = true</script>').waitFor();
    expect(await page.locator('main img, main script, main i, main b').count()).toBe(0);
    expect(await page.evaluate(() => 'hacked' in window)).toBe(false);
    expect(await region(1).locator('.hidden-character').first().innerText()).toMatch(/^U\+/);
    expect(await list().innerText()).not.toContain('\u202e');
    expect(await region(1).locator('.fields').innerText()).toContain('<i>web</i>');
  });

  test('say their problems, with the page of the code and the way to the other record', async () => {
    await open();
    await region(1).getByText('The same as line 2.').waitFor();
    await region(1).getByRole('button', { name: 'duplicate-record' }).click();
    expect(await calls('explain')).toEqual([['duplicate-record']]);
    await region(1).getByRole('button', { name: 'go to line 2' }).click();
    await region(2).waitFor();
    await region(2).getByRole('button', { name: 'Open as text' }).click();
    expect(await calls('openText')).toEqual([[2]]);
  });

  test('come as they are read, and stay where they are when more come', async () => {
    await open({}, { ...read, records: 0, indexed: 0.01, checked: 0, problems: [] });
    await list().getByText('Reading …').waitFor();
    await tell({ ...read, records: 700, indexed: 0.3, checked: 0, problems: [] });
    await region(1).waitFor();
    await page.getByText('700 lines so far').waitFor();
    await list().focus();
    await page.keyboard.press('End');
    await region(700).waitFor();
    await tell({ ...read, records: 1500, indexed: 0.6, checked: 0, problems: [] });
    await page.getByText('1,500 lines so far').waitFor();
    expect(await chosen()).toBe('700');
    await page.keyboard.press('ArrowDown');
    await region(701).waitFor();
  });

  test('that are gone, or a file that cannot be read, are told', async () => {
    await open({}, { ...read, records: 0, failure: 'The file could not be read: no such file.' });
    await page.getByRole('alert').getByText('no such file').waitFor();
    await tell({ ...read, records: 0, bytes: 0, problems: [], format: undefined });
    await list().getByText('The file is empty.').waitFor();
  });
});

describe('filters', () => {
  test('by problem and by text, and the first that is let through is shown', async () => {
    await open();
    await region(1).waitFor();
    await page.getByLabel('Records to show').selectOption('responses-alike');
    await expect.poll(() => calls('filter'), { timeout: 10_000 }).toEqual([[{ code: 'responses-alike' }]]);
    await page.evaluate(() => {
      window.player.replies('rows', (from: number) =>
        from === 0 ? [{ line: 77, rankings: 1, k: 2, excerpt: 'x' }] : [],
      );
      window.player.replies('placeOf', () => -1);
    });
    await tell({ ...read, matches: { count: 1, share: 1 } });
    await region(77).waitFor();
    await page.getByText('1 line', { exact: true }).waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('some words');
    await expect
      .poll(() => calls('filter'), { timeout: 10_000 })
      .toContainEqual([{ code: 'responses-alike', text: 'some words' }]);
    await tell({ ...read, matches: { count: 0, share: 0.4 } });
    await page.getByText('0 lines, 40% searched').waitFor();
    await tell({ ...read, matches: { count: 0, share: 1 } });
    await list().getByText('No record is like this.').waitFor();
  });
});

describe('completions', () => {
  test('stand side by side, best first, and two of them are compared by words', async () => {
    await open({ width: 1400 });
    const columns = region(1).locator('.columns > li');
    await columns.first().waitFor();
    expect(await columns.locator('h4 > span:first-child').allInnerTexts()).toEqual([
      '1st',
      '2nd–3rd, order unknown',
      '2nd–3rd, order unknown',
      '4th',
      '5th',
      '6th',
    ]);
    const [first, second] = [await columns.nth(0).boundingBox(), await columns.nth(1).boundingBox()];
    expect(first!.y).toBe(second!.y);
    const compare = region(1).getByRole('button', { name: 'Compare' });
    await compare.nth(1).click();
    await region(1).getByText('Choose a second completion').waitFor();
    await compare.nth(2).click();
    const compared = page.getByRole('region', { name: 'Response 0 and Response 1 compared' });
    await compared.getByText(/differences?; \d+% is in both/).waitFor();
    expect(await compared.locator('mark').first().innerText()).not.toBe('');
    expect(await compared.innerText()).toContain('[U+202E]');
    // A third takes the place of the first.
    await compare.nth(3).click();
    await page.getByRole('region', { name: 'Response 1 and Response 2 compared' }).waitFor();
  });
});

test('pictures to look at, in every theme and width', async () => {
  const folder = fileURLToPath(new URL('../screenshots/webview/', import.meta.url));
  await mkdir(folder, { recursive: true });
  for (const theme of pictured)
    for (const width of [420, 1200]) {
      await open({ theme, width, height: 900 });
      await region(1).waitFor();
      const compare = region(1).getByRole('button', { name: 'Compare' });
      await compare.nth(0).click();
      await compare.nth(1).click();
      await list().focus();
      await page.screenshot({ path: `${folder}rankings-${theme}-${width}.png` });
      // Nothing is wider than the page.
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      if (!(theme === 'high-contrast-light' && width === 1200)) await page.close();
    }
});
