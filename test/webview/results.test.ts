import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type { RunState } from '../../webview/contract.ts';
import type { OpenOptions } from './openPage.ts';
import { usePages } from './pages.ts';
import { takeScreenshots } from './screenshots.ts';
import { done, hostileText } from './states.ts';
import { type ThemeName, themes } from './themes.ts';

/** The results page alone in a real browser, under the panel's content policy, with the panel played by `player.ts`. */

const pages = usePages();
let page: Page;

async function open(options?: OpenOptions): Promise<void> {
  page = await pages.open(options);
}
const reset = (state: RunState | undefined) =>
  page.evaluate((s) => window.player.reset(s ?? undefined), state);
const addRows = (n: number, first = 0, clean = true) =>
  page.evaluate(([id, n, first, clean]) => window.player.rows(id, n, first, clean), [
    done.runId,
    n,
    first,
    clean,
  ] as const);
const calls = (name: string) =>
  page.evaluate((name) => window.player.calls.filter((c) => c.name === name).map((c) => c.args), name);
const tile = (label: string) =>
  page.locator('.tile', { hasText: label }).locator('.tile-value').textContent();
const lines = () => page.locator('.grid-view .cell.line').allInnerTexts();
/** Lines whose rows lie inside the view, not only beyond its edges. */
const linesInView = () =>
  page.evaluate(() => {
    const view = document.querySelector('.grid-view')!.getBoundingClientRect();
    return [...document.querySelectorAll('.row')]
      .filter((row) => {
        const { top, bottom } = row.getBoundingClientRect();
        return top >= view.top - 1 && bottom <= view.bottom + 1;
      })
      .map((row) => Number(row.querySelector('.line')!.textContent))
      .sort((a, b) => a - b);
  });
const done1000 = async (options?: OpenOptions) => {
  await open(options);
  await page.evaluate((text) => window.player.texts(text), hostileText);
  await reset(done);
  await addRows(1000, 0, false);
  await page.locator('.row').first().waitFor();
};

describe('the states of a run', () => {
  test('no run yet: says what this is and how to begin', async () => {
    await open();
    await reset(undefined);
    await page.getByRole('heading', { name: 'No results yet' }).waitFor();
    await page.getByRole('button', { name: 'Open sample' }).click();
    await page.getByRole('button', { name: 'Select reference model' }).click();
    await page.getByRole('button', { name: 'Evaluate' }).click();
    expect(await calls('openSample')).toHaveLength(1);
    expect(await calls('selectModel')).toEqual([['reference']]);
    expect(await calls('evaluate')).toHaveLength(1);
  });

  test('queued, loading, running with nothing yet, streaming, cancelled, continued', async () => {
    await open();
    await reset({ ...done, state: 'queued', reason: 'Waiting for the evaluation of other.jsonl.' });
    await page.getByText('Waiting for the evaluation of other.jsonl.').waitFor();
    await page.evaluate((s) => window.player.call('state', s), { ...done, state: 'loading' } as RunState);
    await page.getByText('The models are read').waitFor();
    const progress = { done: 0, total: 2000, tokensPerSecond: 0, secondsLeft: undefined };
    await page.evaluate((s) => window.player.call('state', s), {
      ...done,
      state: 'running',
      progress,
    } as RunState);
    await page.getByText('Scoring the first batch').waitFor();
    await addRows(312);
    const later = { done: 312, total: 2000, tokensPerSecond: 1240, secondsLeft: 125 };
    await page.evaluate((s) => window.player.call('state', s), {
      ...done,
      state: 'running',
      progress: later,
    } as RunState);
    await page.getByText('Running · 312 of 2,000 · 1,240 tokens/s · 2 min left').waitFor();
    await page.getByText('of 2,000 scored').waitFor();
    expect(await tile('Examples')).toBe('312');
    expect(await page.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('312');
    await page.getByRole('button', { name: 'Cancel' }).click();
    expect(await calls('cancel')).toHaveLength(1);
    await page.evaluate((s) => window.player.call('state', s), {
      ...done,
      state: 'cancelled',
      canContinue: true,
    } as RunState);
    await page.getByText('312 examples are kept.').waitFor();
    await page.getByRole('button', { name: 'Continue' }).first().click();
    expect(await calls('evaluate')).toHaveLength(1);
  });

  test('failed: the reason, the log and another try', async () => {
    await open();
    const reason = 'The scorer process ended with code 139. Continue the run, or choose another provider.';
    await reset({ ...done, state: 'failed', reason });
    await page.getByRole('alert').getByText(reason).waitFor();
    await page.getByRole('button', { name: 'Show log' }).click();
    expect(await calls('showLog')).toHaveLength(1);
  });

  test('done after trouble: what happened stands above the numbers, with the log', async () => {
    await open();
    await reset({
      ...done,
      reason: 'The scorer process ended unexpectedly (SIGKILL). It was started again.',
    });
    await page.evaluate((id) => window.player.call('rows', id, window.player.generatedRows(3)), done.runId);
    await page.getByRole('status').getByText('ended unexpectedly (SIGKILL)').waitFor();
    await page.getByText('Mean loss').first().waitFor();
    await page.getByRole('button', { name: 'Show log' }).click();
    expect(await calls('showLog')).toHaveLength(1);
  });

  test('nothing scored, though some log-probs are there: says so above the reasons', async () => {
    await open();
    await reset(done);
    await page.evaluate((id) => {
      const rows = window.player.generatedRows(3);
      const reason = { text: 'abc', ends: Uint32Array.of(1, 2, 3), known: Uint8Array.of(1, 1, 1) };
      window.player.call('rows', id, { ...rows, status: Uint8Array.of(1, 1, 1), reason });
    }, done.runId);
    await page.getByText('None of the 3 lines has a loss.').waitFor();
    await page.getByRole('gridcell', { name: 'Failed a' }).waitFor();
  });
});

describe('the numbers', () => {
  test('beta recomputes everything from the stored log-probs and is told to the host once it rests', async () => {
    await done1000();
    const margin = async () => Number((await tile('Margin'))!.replace('+', ''));
    const [loss, before] = [await tile('Mean loss'), await margin()];
    const accuracy = await tile('Pairwise accuracy');
    await page.getByLabel('Beta as a number').fill('0.2');
    await page.getByLabel('Beta as a number').press('Enter');
    await expect.poll(margin).toBeCloseTo(2 * before, 1);
    expect(await tile('Mean loss')).not.toBe(loss);
    expect(await tile('Pairwise accuracy')).toBe(accuracy);
    expect(await calls('setBeta')).toEqual([[0.2]]);

    const slider = page.getByRole('slider', { name: 'Beta' });
    await slider.focus();
    await slider.press('ArrowRight');
    await expect.poll(() => calls('setBeta')).toEqual([[0.2], [0.21]]);
    expect(await slider.getAttribute('aria-valuetext')).toBe('0.21');
    // The host's own beta wins when it is a new one.
    await page.evaluate((s) => window.player.call('state', s), { ...done, beta: 0.1 } as RunState);
    await page.evaluate((s) => window.player.call('state', s), { ...done, beta: 0.5 } as RunState);
    await expect.poll(() => page.getByLabel('Beta as a number').inputValue()).toBe('0.5');
  });

  test('a bar of a histogram without examples is not drawn', async () => {
    await done1000();
    await page.getByLabel('Beta as a number').fill('0.001');
    await page.getByLabel('Beta as a number').press('Enter');
    // The losses stand at their chance levels now, with nothing between the last two.
    const widestGap = () =>
      page
        .locator('canvas')
        .nth(2)
        .evaluate((canvas: HTMLCanvasElement) => {
          const { width, height } = canvas;
          const { data } = canvas.getContext('2d')!.getImageData(0, 0, width, height);
          const blue = (x: number, y: number) =>
            data[4 * (y * width + x) + 2] > 200 && data[4 * (y * width + x)] < 90;
          let [gap, widest] = [Number.NaN, 0];
          for (let x = 0; x < width; x++) {
            let some = false;
            for (let y = 0; y < height; y++) some ||= blue(x, y);
            if (some) [gap, widest] = [0, Math.max(widest, gap || 0)];
            else gap++;
          }
          return widest / width;
        });
    await expect.poll(widestGap).toBeGreaterThan(0.05);
  });

  test('skipped examples are counted by cause, and a cause shows them', async () => {
    await done1000();
    expect(await tile('Skipped')).toBe('60');
    await page.getByRole('button', { name: '20 malformed' }).click();
    await expect.poll(async () => (await lines()).slice(0, 3)).toEqual(['8', '58', '108']);
    await page.getByRole('gridcell', { name: 'Malformed The ranking names' }).first().waitFor();
  });

  test('charts have their numbers as a table', async () => {
    await done1000();
    const figure = page.locator('figure').first();
    await figure.getByText('Numbers').click();
    expect(await figure.getByRole('row').count()).toBe(7);
    expect(await figure.getByRole('row').nth(1).textContent()).toMatch(/^1st\d+/);
  });
});

describe('the table', () => {
  test('sorts by a click and by keys; what has no number comes last', async () => {
    await done1000();
    await page.getByRole('columnheader', { name: 'Loss' }).click();
    const losses = () => page.locator('.grid-view .row .cell[data-column="4"]').allInnerTexts();
    await expect
      .poll(async () => page.getByRole('columnheader', { name: 'Loss' }).getAttribute('aria-sort'))
      .toBe('descending');
    const shown = (await losses()).map(Number);
    expect(shown).toEqual([...shown].sort((a, b) => b - a));
    const grid = page.getByRole('grid');
    await grid.focus();
    await grid.press('Enter');
    expect(await page.getByRole('columnheader', { name: 'Loss' }).getAttribute('aria-sort')).toBe(
      'ascending',
    );
    await grid.press('End');
    await page.locator('.unscored').last().waitFor();
  });

  test('the line stays in view when the table is scrolled sideways; a row scrolled away is not named', async () => {
    await done1000({ width: 700 });
    const grid = page.getByRole('grid');
    await grid.focus();
    expect(await grid.getAttribute('aria-activedescendant')).toBe('cell-0-0');
    await grid.evaluate((element) => element.scrollTo(120, 3000));
    await expect.poll(async () => (await linesInView())[0]).toBeGreaterThan(100);
    const left = (locator: ReturnType<Page['locator']>) =>
      locator.evaluate((e) => e.getBoundingClientRect().left);
    expect(await left(page.locator('.grid-view .cell.line').first())).toBe(await left(grid));
    expect(await grid.getAttribute('aria-activedescendant')).toBeNull();
  });

  test('keys move, open, follow and close; the focus stays in the table', async () => {
    await done1000();
    const grid = page.getByRole('grid');
    await grid.focus();
    await grid.press('ArrowDown');
    await grid.press('ArrowDown');
    const active = () => grid.getAttribute('aria-activedescendant');
    expect(await active()).toBe('cell-2-0');
    expect(await page.locator('#cell-2-0').count()).toBe(1);
    await grid.press('Enter');
    await page.getByRole('region', { name: 'Example on line 3' }).waitFor();
    await grid.press('ArrowDown');
    await page.getByRole('region', { name: 'Example on line 4' }).waitFor();
    await grid.press('PageDown');
    await grid.press('End');
    expect(await active()).toBe('cell-999-0');
    await expect.poll(async () => (await linesInView()).at(-1)).toBe(1000);
    await grid.press('Home');
    await expect.poll(async () => (await linesInView())[0]).toBe(1);
    await grid.press('Escape');
    await page.locator('.detail').waitFor({ state: 'detached' });
    expect(await grid.evaluate((element) => element === document.activeElement)).toBe(true);
  });

  test('an example shows its texts as text, opens its line, and says when it is stale', async () => {
    await done1000();
    await page.evaluate((text) => window.player.texts({ ...text, stale: true }), hostileText);
    await page.locator('.row', { hasText: 'task-00003' }).click();
    await page.getByText('<img src=x onerror="window.hacked = true">').waitFor();
    await page.getByText('This line was changed after it was scored').waitFor();
    await page.getByRole('button', { name: /^Show all 4,3\d\d characters$/ }).click();
    expect(await page.locator('img, .text-body script').count()).toBe(0);
    expect(await page.evaluate(() => 'hacked' in window)).toBe(false);
    expect(await page.locator('.hidden-character').allInnerTexts()).toEqual([
      'U+200B',
      'U+202E',
      'U+202C',
      'U+0007',
    ]);
    await page.getByRole('button', { name: 'Open in editor' }).click();
    expect(await calls('openLine')).toEqual([[4, 3]]);
    await page.getByRole('button', { name: 'Show tokens' }).click();
    expect(await calls('showTokens')).toEqual([[3]]);
    await page.getByRole('button', { name: 'Copy link' }).click();
    expect(await calls('copyLink')).toEqual([[4]]);
    const tiers = await page.locator('.completion .tier').allInnerTexts();
    expect(tiers).toEqual(['1st', '2nd', '3rd', '4th', '5th', '6th']);
  });

  test('rows that stream in leave the open example and the view where they are', async () => {
    await open();
    await reset({ ...done, state: 'running' });
    await addRows(500, 500);
    await page.locator('.row').first().waitFor();
    const grid = page.getByRole('grid');
    await grid.focus();
    for (let i = 0; i < 3; i++) await grid.press('PageDown');
    await grid.press('Enter');
    const [before, active] = [await linesInView(), await grid.getAttribute('aria-activedescendant')];
    await addRows(500, 0);
    await expect.poll(() => tile('Examples')).toBe('1,000');
    expect(await linesInView()).toEqual(before);
    expect(await grid.getAttribute('aria-activedescendant')).toBe(active);
    expect(await page.locator('.detail').count()).toBe(1);
  });

  test('the host reveals an example that a filter hides', async () => {
    await done1000();
    await page.getByRole('button', { name: /^Failed/ }).click();
    await page.evaluate(() => window.player.call('reveal', 700));
    await page.getByRole('region', { name: 'Example on line 701' }).waitFor();
    await expect.poll(linesInView).toContain(701);
    expect(await page.getByRole('grid').evaluate((element) => element === document.activeElement)).toBe(true);
  });

  test('400,000 rows: drawn in a bounded time, the last row is reached', { timeout: 120_000 }, async () => {
    await open();
    await reset(done);
    for (let first = 0; first < 400_000; first += 50_000) await addRows(50_000, first);
    await expect.poll(() => tile('Examples'), { timeout: 60_000 }).toBe('400,000');
    const grid = page.getByRole('grid');
    await grid.evaluate((element) => element.scrollTo(0, element.scrollHeight));
    await expect.poll(async () => (await linesInView()).at(-1)).toBe(400_000);
    await grid.evaluate((element) => element.scrollBy(0, -200));
    await expect.poll(async () => (await linesInView()).at(-1)).toBeLessThan(400_000);
    await expect.poll(async () => (await linesInView()).at(-1)).toBeGreaterThan(399_950);
    expect(await page.locator('.row').count()).toBeLessThan(100);
  });
});

describe('coming back', () => {
  test('a page that was unloaded shows the same rows, sort, filter and example again', async () => {
    await done1000();
    await page.getByRole('columnheader', { name: 'Margin' }).click();
    await page.getByRole('button', { name: /^Best not first/ }).click();
    const grid = page.getByRole('grid');
    await grid.focus();
    for (let i = 0; i < 2; i++) await grid.press('PageDown');
    await grid.press('Enter');
    const region = await page.getByRole('region', { name: /^Example on line/ }).getAttribute('aria-label');
    await page.evaluate(() => scrollTo(0, 150));
    const before = await linesInView();
    await page.waitForTimeout(600);
    await page.reload();
    await page.waitForFunction(() => window.player.calls.some(({ name }) => name === 'ready'));
    await reset(done);
    await addRows(1000, 0, false);
    await page.getByRole('region', { name: region! }).waitFor();
    await expect.poll(linesInView).toEqual(before);
    await expect.poll(() => page.evaluate(() => scrollY)).toBe(150);
    expect(await page.getByRole('columnheader', { name: 'Margin' }).getAttribute('aria-sort')).toBe(
      'descending',
    );
  });

  test('evaluated again, the example that was open is shown again, unless another is being read', async () => {
    await done1000();
    await page.locator('.row', { hasText: 'task-00003' }).click();
    const again = (runId: string, n: number, first = 0) =>
      page.evaluate(([id, n, first]) => window.player.rows(id, n, first), [runId, n, first] as const);
    await reset({ ...done, runId: 'run-2/0', state: 'running' });
    await again('run-2/0', 100);
    await page.getByRole('region', { name: 'Example on line 4' }).waitFor();
    await page.getByRole('grid').press('End');
    await page.getByRole('region', { name: 'Example on line 100' }).waitFor();
    await reset({ ...done, runId: 'run-3/0', state: 'running' });
    await again('run-3/0', 50);
    await page.locator('.row', { hasText: 'task-00001' }).click();
    await again('run-3/0', 100, 50);
    await expect.poll(() => tile('Examples')).toBe('141');
    await page.getByRole('region', { name: 'Example on line 2', exact: true }).waitFor();
  });

  test('a page that is visible again asks for everything again', async () => {
    await done1000();
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    await expect.poll(() => calls('ready')).toHaveLength(2);
  });

  test('the bar of progress is told from its track in every theme', async () => {
    await open();
    const progress = { done: 30, total: 100, tokensPerSecond: 0, secondsLeft: undefined };
    await reset({ ...done, state: 'running', progress });
    for (const name of Object.keys(themes) as ThemeName[]) {
      await page.evaluate((theme) => window.player.theme(theme), name);
      const color = (selector: string) =>
        page.locator(selector).evaluate((element) => getComputedStyle(element).backgroundColor);
      expect(await color('.progress-done'), name).not.toBe(await color('.progress'));
    }
  });

  test('another theme recolours the charts', async () => {
    await done1000();
    const pixels = () =>
      page
        .locator('canvas')
        .nth(1)
        .evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
    const before = await pixels();
    await page.evaluate(() => window.player.theme('light'));
    await expect.poll(pixels).not.toBe(before);
  });
});

test.each([420, 700, 1300])(
  'the table of a page %i px wide shows as many rows as there is room for',
  async (width) => {
    await done1000({ width, height: 900 });
    await expect.poll(async () => (await linesInView()).length).toBeGreaterThan(20);
    // Few rows take no more room than they need.
    await page.getByRole('combobox', { name: 'Filter' }).fill('line <= 4');
    await expect.poll(async () => (await linesInView()).length).toBe(4);
    const { height } = (await page.getByRole('grid').boundingBox())!;
    expect(height).toBeLessThan(200);
  },
);

describe('screenshots', () => {
  test('no complaint in any theme and width', { timeout: 120_000 }, async () => {
    await open();
    expect(await takeScreenshots(pages.browser, pages.files)).toEqual([]);
  });
});
