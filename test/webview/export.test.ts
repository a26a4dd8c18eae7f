import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import type { ExportChoice, PairChoice } from '../../webview/contract.ts';
import type { OpenOptions } from './openPage.ts';
import { usePages } from './pages.ts';
import { pictured } from './pictured.ts';
import { done } from './states.ts';

/** What leaves the results page: results, pairs, images of charts. The host is played by `player.ts`. */

const pages = usePages();
let page: Page;
const pictures = fileURLToPath(new URL('../screenshots/export/', import.meta.url));

beforeAll(async () => {
  await mkdir(pictures, { recursive: true });
}, 120_000);

const calls = <T>(name: string): Promise<T[][]> =>
  page.evaluate((n) => window.player.calls.filter((c) => c.name === n).map((c) => c.args), name) as Promise<
    T[][]
  >;

async function open(options?: OpenOptions): Promise<void> {
  page = await pages.open(options);
  await page.evaluate((run) => {
    window.player.reset(run);
    window.player.rows(run.runId, 500);
    const preview = (choice: PairChoice) => ({
      ...{ examples: 490, used: 470, pairs: choice.options.strategy === 'all' ? 2300 : 470, malformed: 10 },
      leftOut: {
        tied: 10,
        'no-reward': 10,
        'no-scores': 0,
        gap: choice.options.minGap === undefined ? 0 : 7,
        'too-many': 0,
      },
      gaps: Float64Array.from({ length: 470 }, (_, i) => Math.sin(i) + 0.4),
      lengths: Float64Array.from({ length: 470 }, (_, i) => Math.round(30 * Math.cos(i) + 4)),
      lengthUnit: 'tokens',
    });
    window.player.replies('previewPairs', preview);
  }, done);
  await page.locator('.row').first().waitFor();
}

const dialog = (name: string) => page.getByRole('dialog', { name });

describe('exporting results', () => {
  test('all of them as CSV with the usual columns, by keyboard alone', async () => {
    await open();
    const button = page.getByRole('button', { name: 'Export…' });
    await button.focus();
    await page.keyboard.press('Enter');
    await dialog('Export results').waitFor();
    expect(
      await page.evaluate(() => document.querySelector('dialog')!.contains(document.activeElement)),
    ).toBe(true);
    await page.keyboard.press('Escape');
    await dialog('Export results').waitFor({ state: 'detached' });
    expect(await button.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.keyboard.press('Enter');
    await dialog('Export results').getByRole('radio', { name: 'CSV' }).focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => calls('exportResults')).toHaveLength(1);
    const [[choice]] = await calls<ExportChoice>('exportResults');
    expect(choice).toMatchObject({ runId: done.runId, format: 'csv' });
    expect(choice.rows).toBeUndefined();
    expect(choice.columns).toContain('loss');
    expect(choice.columns).toContain('slices.source');
    expect(choice.columns).toContain('rewards/chosen');
    expect(choice.columns).not.toContain('prompt');
    await dialog('Export results').waitFor({ state: 'detached' });
  });

  test('the rows that the table shows, in its order, with chosen columns', async () => {
    await open();
    await page.getByRole('button', { name: 'Best not first' }).click();
    await page.getByRole('columnheader', { name: /loss/i }).click();
    await page.getByRole('button', { name: 'Export…' }).click();
    const box = dialog('Export results');
    await box.getByRole('radio', { name: 'Parquet' }).check();
    await box.getByRole('radio', { name: /that the table shows, in its order/ }).check();
    await box.getByRole('group', { name: 'Texts' }).getByRole('checkbox', { name: 'prompt' }).check();
    await box.getByRole('checkbox', { name: 'gradient' }).uncheck();
    await box.getByRole('button', { name: 'Export…' }).click();
    await expect.poll(() => calls('exportResults')).toHaveLength(1);
    const [rows, choice] = await page.evaluate(() => {
      const [first] = window.player.calls.find(({ name }) => name === 'exportResults')!.args as [
        ExportChoice,
      ];
      return [Array.from(first.rows!), first] as const;
    });
    expect(choice.format).toBe('parquet');
    expect(choice.columns?.slice(-1)).toEqual(['prompt']);
    expect(choice.columns).not.toContain('gradient');
    const lines = await page.locator('.grid-view .cell.line').allInnerTexts();
    expect(rows.slice(0, 3).map((row) => String(row + 1))).toEqual(lines.slice(0, 3));
    expect(rows.length).toBeLessThan(400);
  });

  test('a report has no columns to choose; no column, nothing to export', async () => {
    await open();
    await page.getByRole('button', { name: 'Export…' }).click();
    const box = dialog('Export results');
    const go = box.getByRole('button', { name: 'Export…' });
    for (const check of await box.getByRole('checkbox').all()) await check.uncheck();
    expect(await go.isDisabled()).toBe(true);
    await box.getByRole('radio', { name: 'Report' }).check();
    expect(await box.getByRole('checkbox').count()).toBe(0);
    await go.click();
    const [[choice]] = await calls<ExportChoice>('exportResults');
    expect(choice).toEqual({ runId: done.runId, format: 'html' });
  });
});

describe('building pairs', () => {
  test('counts, gaps, lengths and why rankings are left out follow the choice; then it is written', async () => {
    await open();
    await page.getByRole('button', { name: 'Build pairs…' }).click();
    const box = dialog('Build pairs');
    const preview = box.getByRole('region', { name: 'Preview' });
    await preview.getByText('470 pairs').waitFor();
    await preview.getByText('of 470 of 490 rankings').waitFor();
    await preview.getByText('10 with everything tied').waitFor();
    await preview.getByText('10 that are malformed').waitFor();
    expect(await preview.getByRole('img').count()).toBe(2);
    await box.getByRole('radio', { name: 'All', exact: true }).check();
    await preview.getByText('2,300 pairs').waitFor();
    await box.getByLabel('From').fill('-0,5');
    await box.getByLabel('At most, of a ranking').fill('3');
    await box.getByLabel('Those').selectOption('random');
    await box.getByLabel('Seed').fill('7');
    await box.getByRole('checkbox', { name: 'Margin' }).check();
    await preview.getByText('7 with every gap outside the limits').waitFor();
    const go = box.getByRole('button', { name: 'Export…' });
    await box.getByLabel('To', { exact: true }).fill('x');
    await box.getByText('a number', { exact: true }).waitFor();
    expect(await go.isDisabled()).toBe(true);
    await box.getByLabel('To', { exact: true }).fill('');
    await expect.poll(() => go.isDisabled()).toBe(false);
    await go.click();
    const [[choice]] = await calls<PairChoice>('writePairs');
    expect(choice).toEqual({
      fields: ['margin'],
      options: { strategy: 'all', gap: 'reward', keep: 'random', seed: 7, minGap: -0.5, maxPerPrompt: 3 },
    });
  });

  test('only of the rows that the table shows', async () => {
    await open();
    await page.getByRole('button', { name: 'Best not first' }).click();
    await page.getByRole('button', { name: 'Build pairs…' }).click();
    const box = dialog('Build pairs');
    await box.getByRole('radio', { name: /that the table shows/ }).check();
    await expect
      .poll(async () => (await calls<PairChoice>('previewPairs')).at(-1)?.[0].only?.runId)
      .toBe(done.runId);
  });

  test('before a run, by the host’s command: gaps of tiers; what goes wrong is said', async () => {
    page = await pages.open();
    await page.evaluate(() => {
      window.player.reset(undefined);
      window.player.replies('previewPairs', () => ({ error: 'There is no file <b>. Put it back.' }));
    });
    await page.getByRole('heading', { name: 'No results yet' }).waitFor();
    await page.evaluate(() => window.player.call('openPairs'));
    const box = dialog('Build pairs');
    await box.getByText('There is no file <b>. Put it back.').waitFor();
    expect(await box.getByRole('button', { name: 'Export…' }).isDisabled()).toBe(true);
    expect(await box.getByLabel('Measured in').inputValue()).toBe('tiers');
    expect(await box.getByText('that the table shows').count()).toBe(0);
  });
});

describe('images of charts', () => {
  test('SVG from the same numbers and PNG as drawn, each with its sentence', async () => {
    await open({ theme: 'light' });
    for (const button of await page.getByRole('button', { name: /^Save as SVG: / }).all())
      await button.click();
    for (const button of await page.getByRole('button', { name: /^Save as PNG: / }).all())
      await button.click();
    await expect
      .poll(() => page.evaluate(() => window.player.calls.filter((c) => c.name === 'saveChart').length))
      .toBe(6);
    const images = await page.evaluate(() =>
      window.player.calls
        .filter((c) => c.name === 'saveChart')
        .map(
          ({ args }) => [args[0], args[1], Array.from(args[2] as Uint8Array)] as [string, string, number[]],
        ),
    );
    expect(images.map(([name, format]) => `${name}.${format}`)).toEqual([
      ...['rewards.svg', 'margin.svg', 'loss.svg'],
      ...['rewards.png', 'margin.png', 'loss.png'],
    ]);
    const other = await pages.browser.newPage({ viewport: { width: 520, height: 300 } });
    for (const [name, format, bytes] of images) {
      const text = Buffer.from(bytes);
      if (format === 'svg') {
        expect(text.toString()).not.toMatch(/<script|href|style=|undefined|NaN/);
        await other.setContent(text.toString());
        expect(await other.locator('svg > title').textContent()).toMatch(/reward|margin|chance/i);
        await other.screenshot({ path: `${pictures}${name}-svg.png` });
      } else {
        expect(text.subarray(1, 4).toString()).toBe('PNG');
        await other.setContent(`<img src="data:image/png;base64,${text.toString('base64')}">`);
        const size = () => other.locator('img').evaluate((img: HTMLImageElement) => img.naturalWidth);
        await expect.poll(size).toBeGreaterThan(200);
        await other.screenshot({ path: `${pictures}${name}-png.png` });
      }
    }
    await other.close();
  });
});

test('the dialogs in each theme, and on a narrow page', async () => {
  for (const theme of pictured)
    for (const width of [1100, 420]) {
      await open({ theme, width });
      for (const name of ['Export…', 'Build pairs…']) {
        await page.getByRole('button', { name }).click();
        await page.getByRole('dialog').waitFor();
        if (name !== 'Export…') await page.getByText('470 pairs').waitFor();
        const wide = await page.evaluate(() => {
          const body = document.querySelector('.dialog-body')!;
          return body.scrollWidth - body.clientWidth;
        });
        expect(wide).toBeLessThanOrEqual(0);
        await page.screenshot({ path: `${pictures}${name.slice(0, 5).trim()}-${theme}-${width}.png` });
        await page.keyboard.press('Escape');
        await page.getByRole('dialog').waitFor({ state: 'detached' });
      }
      if (theme !== 'high-contrast' || width !== 420) await page.close();
    }
});
