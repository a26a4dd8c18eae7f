import type { Pages } from '../pages.ts';
import { openResults } from './openResults.ts';
import { problems } from './problems.ts';
import type { Step } from './step.ts';

/** The results page: filter, charts, problems, review. */
export async function* tools(pages: Pages): AsyncGenerator<Step> {
  const page = await openResults(pages);
  const box = page.getByRole('combobox', { name: 'Filter' });
  await box.fill('loss > 0.5 and source = ');
  await page.keyboard.press('ArrowDown');
  await page.getByRole('listbox').waitFor();
  yield ['the filter with its options', page, '.filter-bar'];
  await box.fill('los > 0.5');
  await box.press('Enter');
  await page.locator('.filter-wrong').waitFor();
  yield ['a filter with a problem', page, '.filter-bar'];
  await box.fill('');
  await page.getByText('More charts').click();
  for (const chart of await page.locator('[data-chart]').all()) {
    await chart.scrollIntoViewIfNeeded();
    await chart.locator('canvas').waitFor();
  }
  const margin = page.getByRole('application', { name: /The margin/ });
  await margin.focus();
  for (const key of ['ArrowRight', 'Shift+ArrowRight', 'Enter']) await page.keyboard.press(key);
  await page.getByRole('group', { name: 'Chosen on charts' }).waitFor();
  await page.getByText('Numbers', { exact: true }).first().click();
  yield ['charts, one brushed', page, '.more-charts'];
  await page.getByRole('button', { name: 'Clear all' }).click();
  await page.getByText('More charts').click();
  await page.getByText('Problems in the file').click();
  await page.evaluate((s) => window.player.call('problems', s), problems);
  await page.getByRole('button', { name: 'Warning responses-alike' }).click();
  await page.locator('.problem-rows li').first().waitFor();
  yield ['problems of the file', page, '.problem-section'];
  await page.getByText('Problems in the file').click();
  await page.getByRole('button', { name: 'Review labels' }).click();
  await page.locator('.completion .text, [data-completion] .text').first().waitFor();
  for (const key of ['f', 'k', 'd', 'ArrowDown', 'Alt+ArrowUp', '?']) await page.keyboard.press(key);
  yield ['a review with its keys', page, '#examples'];
  await page.close();
}
