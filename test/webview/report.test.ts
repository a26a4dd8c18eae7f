import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exportResults } from '../../extension/run/export/exportResults.ts';
import { datasetFile, temporaryFolder } from '../fixtures/datasets.ts';
// @ts-expect-error plain JavaScript, shared with the launchers
import { launchBrowser } from '../host/browser.mjs';
import { hostile, rowsOfFile } from '../unit/run/export/fixtures.ts';
import { axeFindings } from './axe.ts';

/** The HTML report as a reader opens it: from disk, offline, in a real browser. */

let browser: Browser;
let file: string;
const complaints: string[] = [];

beforeAll(async () => {
  browser = await launchBrowser();
  const dataset = datasetFile(
    Array.from({ length: 400 }, (_, i) => ({
      id: hostile[i % hostile.length],
      prompt: [{ role: 'user', content: hostile[i % hostile.length] }],
      responses: [
        hostile[(i + 3) % hostile.length],
        `${'word '.repeat(i % 50 === 0 ? 900 : 4)}${i}`,
        'c',
      ].map((content) => [{ role: 'assistant', content }]),
      ranking: i % 3 ? [1, 0, 2] : [[0, 2], 1],
    })),
  );
  const rows = await rowsOfFile(dataset);
  const target = path.join(temporaryFolder(), 'report.html');
  const model = {
    folder: '/secret/place',
    name: '<b>policy</b>',
    fingerprint: 'abcdef0123456789',
    provider: 'cpu' as const,
    attempts: [],
    contextLength: 512,
    vocabularySize: 1000,
    path: 'cached-prompt' as const,
    placement: [],
    weightBytes: 1,
    notes: [],
  };
  const what = { dataset, rows, beta: 0.5, policy: model, reference: { ...model, name: 'reference' } };
  await exportResults({ ...what, format: 'html', target, evaluatedAt: '2026-01-02T03:04:05.678Z' });
  file = target;
}, 120_000);
afterAll(() => browser?.close());

async function open(options: Parameters<Browser['newPage']>[0] = {}): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1100, height: 900 }, offline: true, ...options });
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => complaints.push(message.text()));
  page.on('request', (request) => {
    if (!request.url().startsWith('file:')) complaints.push(`asked for ${request.url()}`);
  });
  await page.goto(pathToFileURL(file).href);
  return page;
}

describe('the report', () => {
  test('opens offline without a complaint: tiles, charts, numbers, the worst examples', async () => {
    const page = await open();
    expect(await page.title()).toBe('Rewards: rankings.jsonl');
    expect(await page.locator('.tile').count()).toBe(6);
    await page.getByText('95% confidence intervals').waitFor();
    expect(await page.getByRole('img', { name: /^Chart: / }).count()).toBe(9);
    await page
      .getByRole('img', { name: /^Chart: Chosen log-probs fell on .*both chosen and rejected fell$/ })
      .waitFor();
    const positions = page.locator('figure', { hasText: 'Position in the ranking' });
    await positions.getByText('Numbers').click();
    // The first position is top-1, which a tile tells.
    const first = await positions.getByRole('row', { name: /^1st/ }).getByRole('cell').nth(1).innerText();
    expect(await page.locator('.tile', { hasText: 'Top-1' }).innerText()).toContain(first);
    const bars = await page.locator('figure').nth(1).locator('rect[height]').count();
    expect(bars).toBeGreaterThan(5);
    // Each chart has its numbers as a table, with headers.
    await page.locator('figure').nth(1).getByText('Numbers').click();
    const table = page.locator('figure').nth(1).getByRole('table');
    expect(await table.getByRole('columnheader').allInnerTexts()).toEqual(['Margin (nats)', 'Examples']);
    expect(await page.locator('.example').count()).toBe(20);
    await page
      .getByRole('link', { name: /^Line / })
      .first()
      .click();
    expect(page.url()).toMatch(/#row-\d+$/);
    expect(await page.getByText('2026-01-02 03:04:05 UTC').count()).toBe(1);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect((await axeFindings(page)).join('\n'), colorScheme).toBe('');
    }
    expect(complaints).toEqual([]);
    await page.close();
  });

  test('text of the dataset is text: no element, no script, no folder of this machine', async () => {
    const page = await open();
    expect(await page.evaluate(() => 'hacked' in window)).toBe(false);
    expect(await page.locator('script, img, b, link, iframe, object, form, [style], [onerror]').count()).toBe(
      0,
    );
    const shown = await page.locator('main').innerText();
    expect(shown).toContain('<script>window.hacked = 1</script>');
    expect(shown).toContain('<b>policy</b>');
    expect(shown).toContain('U+202E');
    expect(shown).toMatch(/… \d+ more characters/);
    const html = await readFile(file, 'utf8');
    expect(html).not.toContain('/secret/place');
    expect(html).not.toMatch(/https?:\/\/(?!www\.w3\.org\/2000\/svg|example\.org)/);
    expect(html).toMatch(
      /Content-Security-Policy" content="default-src 'none'; style-src 'sha256-[^']+'; base-uri/,
    );
    expect(complaints).toEqual([]);
    await page.close();
  });

  test('light and dark by the reader’s system, with enough contrast, on paper always light', async () => {
    const folder = fileURLToPath(new URL('../screenshots/report/', import.meta.url));
    await mkdir(folder, { recursive: true });
    const lightness: Record<string, number> = {};
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await open({ colorScheme });
      lightness[colorScheme] = await page.evaluate(() => {
        const [r] = /\d+/.exec(getComputedStyle(document.body).backgroundColor)!;
        return Number(r);
      });
      await page.screenshot({
        path: `${folder}${colorScheme}.png`,
        clip: { x: 0, y: 0, width: 1100, height: 2700 },
        fullPage: true,
      });
      if (colorScheme === 'dark') {
        await page.emulateMedia({ media: 'print' });
        expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe(
          'rgb(255, 255, 255)',
        );
        await page.screenshot({ path: `${folder}print.png`, fullPage: true });
      }
      await page.close();
    }
    expect(lightness.light).toBe(255);
    expect(lightness.dark).toBeLessThan(60);
    // On a phone the page itself does not scroll sideways.
    const page = await open({ viewport: { width: 390, height: 800 } });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    await page.screenshot({ path: `${folder}narrow.png` });
    expect(wide).toBeLessThanOrEqual(390);
    expect(complaints).toEqual([]);
    await page.close();
  });
});
