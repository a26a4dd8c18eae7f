import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { usePages } from './pages.ts';
import { done } from './states.ts';

/** Columns that are chosen and resized, and views that are saved, in a real browser. */

const pages = usePages();
let page: Page;

const rows = () =>
  page.evaluate((state) => {
    const rows = window.player.generatedRows(300);
    const more = Array.from({ length: 8 }, (_, i) => ({
      name: `field ${i}`,
      kind: 'numbers' as const,
      values: Float64Array.from({ length: 300 }, (_, row) => row * i),
    }));
    window.player.reset(state);
    window.player.call('rows', state.runId, { ...rows, fields: [...rows.fields, ...more] });
  }, done);
const open = async () => {
  page = await pages.open();
  await rows();
  await page.locator('.row').first().waitFor();
};
const titles = () => page.locator('[role=columnheader] .header-title').allInnerTexts();
const header = (name: string) => page.getByRole('columnheader', { name });
const widthOf = async (name: string) => (await header(name).boundingBox())!.width;

test('columns are chosen by keys, fields of the data too, and come back with the page', async () => {
  await open();
  expect(await titles()).not.toContain('field 7');
  const menu = page.getByText('Columns', { exact: true });
  await menu.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('checkbox', { name: 'Chance' }).focus();
  await page.keyboard.press('Space');
  await page.getByRole('checkbox', { name: 'field 7' }).focus();
  await page.keyboard.press('Space');
  await expect.poll(titles).toContain('field 7');
  expect(await titles()).not.toContain('Chance');
  expect(await page.getByRole('checkbox', { name: 'Line' }).count()).toBe(0);
  await page.keyboard.press('Escape');
  await page.getByRole('checkbox', { name: 'Chance' }).waitFor({ state: 'hidden' });
  expect(await menu.evaluate((element) => element === document.activeElement)).toBe(true);
  await page.waitForTimeout(600);
  await page.reload();
  await page.waitForFunction(() => window.player.calls.some(({ name }) => name === 'ready'));
  await rows();
  await expect.poll(titles).toContain('field 7');
  expect(await titles()).not.toContain('Chance');
  await menu.click();
  await page.getByRole('button', { name: 'As at first' }).click();
  await expect.poll(titles).toContain('Chance');
  // A click elsewhere closes it.
  await page.locator('.tiles-note').click();
  await page.getByRole('checkbox', { name: 'Chance' }).waitFor({ state: 'hidden' });
});

test('a column is resized by dragging its edge and by keys, and given back by a double click', async () => {
  await open();
  const before = await widthOf('Loss');
  const edge = (await header('Loss').locator('.resize-handle').boundingBox())!;
  await page.mouse.move(edge.x + 3, edge.y + 5);
  await page.mouse.down();
  await page.mouse.move(edge.x + 43, edge.y + 5, { steps: 4 });
  await page.mouse.up();
  await expect.poll(() => widthOf('Loss')).toBeCloseTo(before + 40, -0.5);
  expect(await header('Loss').getAttribute('aria-sort')).toBe('none');
  await header('Loss').locator('.resize-handle').dblclick();
  await expect.poll(() => widthOf('Loss')).toBe(before);
  // The active cell is the header of the first column.
  const grid = page.getByRole('grid');
  await grid.focus();
  await grid.press('ArrowUp');
  const line = await widthOf('Line');
  await grid.press('Alt+ArrowRight');
  await expect.poll(() => widthOf('Line')).toBeGreaterThan(line + 8);
  await grid.press('Alt+ArrowLeft');
  await expect.poll(() => widthOf('Line')).toBe(line);
});

test('a view keeps filter, sort and columns, is told to the host, and is applied and deleted', async () => {
  await open();
  const box = page.getByRole('combobox', { name: 'Filter' });
  await box.fill('k >= 4');
  await header('Loss').click();
  await page.getByText('Columns', { exact: true }).click();
  await page.getByRole('checkbox', { name: 'Chance' }).uncheck();
  const menu = page.getByText('Views', { exact: true });
  await menu.click();
  await page.getByLabel('Name of the view').fill('<b>hard</b> ones');
  await page.keyboard.press('Enter');
  const view = page.getByRole('button', { name: '<b>hard</b> ones', exact: true });
  await view.waitFor();
  const told = await page.evaluate(
    () => window.player.calls.filter((c) => c.name === 'saveViews').at(-1)?.args,
  );
  expect(told).toEqual([
    [
      {
        name: '<b>hard</b> ones',
        filter: 'all',
        query: 'k >= 4',
        sort: { column: 'loss', descending: true },
        columnChoice: { chance: false },
        columnWidths: {},
      },
    ],
  ]);

  await box.fill('');
  await header('Line').click();
  await menu.click();
  await view.click();
  expect(await box.inputValue()).toBe('k >= 4');
  await expect.poll(() => header('Loss').getAttribute('aria-sort')).toBe('descending');
  await page.getByRole('button', { name: 'Delete the view <b>hard</b> ones' }).click();
  await view.waitFor({ state: 'detached' });
  expect(
    await page.evaluate(() => window.player.calls.filter((c) => c.name === 'saveViews').at(-1)?.args),
  ).toEqual([[]]);
});

test('views that the host has kept are there again; what has another shape is left out', async () => {
  await open();
  await page.evaluate(() => {
    const view = { filter: 'all', query: 'k > 5', sort: { column: 'k', descending: true } };
    window.player.replies('savedViews', () => [
      { ...view, name: 'large' },
      { name: 3 },
      null,
      { ...view, name: '' },
    ]);
    document.dispatchEvent(new Event('visibilitychange'));
  });
  await page.getByText('Views', { exact: true }).click();
  await page.getByRole('button', { name: 'large', exact: true }).click();
  await expect.poll(() => page.getByRole('combobox', { name: 'Filter' }).inputValue()).toBe('k > 5');
  expect(await page.locator('.views li').count()).toBe(1);
});

test('menus lie inside the page, wide or narrow', async () => {
  for (const width of [420, 700, 1200, 1600]) {
    await page?.close();
    page = await pages.open({ width });
    await rows();
    await page.locator('.row').first().waitFor();
    for (const name of ['Columns', 'Views']) {
      await page.getByText(name, { exact: true }).click();
      const box = (await page.locator('.menu[open] .menu-panel').boundingBox())!;
      expect(box.x, `${name} at ${width}`).toBeGreaterThanOrEqual(0);
      expect(box.x + box.width, `${name} at ${width}`).toBeLessThanOrEqual(width);
    }
  }
});
