import type { Pages } from '../pages.ts';
import { openResults } from './openResults.ts';
import type { Step } from './step.ts';

/** The results page: an example, the dialogs, the menus. */
export async function* exampleAndDialogs(pages: Pages): AsyncGenerator<Step> {
  const page = await openResults(pages);
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  yield ['results, done', page];
  await page.locator('.row', { hasText: 'task-00003' }).click();
  const detail = page.getByRole('region', { name: /^Example on line/ });
  await detail.locator('.completion .text').first().waitFor();
  yield ['an open example', page, '.detail'];
  await detail.getByRole('button', { name: 'Compare' }).nth(0).click();
  await detail.getByRole('button', { name: 'Compare' }).nth(1).click();
  await button('Token log-ratios').click();
  const tokens = detail.getByRole('listbox').first();
  await tokens.focus();
  await page.keyboard.press('ArrowRight');
  yield ['its heat map, two completions compared', page, '.detail'];
  for (const [name, dialog] of [
    ['Export…', 'Export results'],
    ['Build pairs…', 'Build pairs'],
  ]) {
    await button(name).first().click();
    await page.getByRole('dialog', { name: dialog }).waitFor();
    if (dialog === 'Build pairs') await page.getByText('470 pairs').waitFor();
    yield [`the dialog ${dialog}`, page, 'dialog'];
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  }
  for (const name of ['Columns', 'Views']) {
    await page.getByText(name, { exact: true }).click();
    yield [`the menu ${name}`, page, '.menu[open]'];
    await page.keyboard.press('Escape');
  }
  await page.close();
}
