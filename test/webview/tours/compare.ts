import type { Pages } from '../pages.ts';
import type { Step } from './step.ts';

export async function* compare(pages: Pages): AsyncGenerator<Step> {
  const page = await pages.open({ name: 'compare' });
  await page.evaluate(() => window.player.comparing('reading', 0.4));
  await page.getByRole('progressbar').waitFor();
  yield ['compare, reading', page];
  await page.evaluate(() => window.player.comparing('problem', 'Choose two to 8 runs to compare, not 1.'));
  await page.getByRole('button', { name: 'Choose runs…' }).waitFor();
  yield ['compare, nothing to compare', page];
  const notes = ['Max length differs: A 256, B 512, C 512.'];
  await page.evaluate((o) => window.player.compare(o), { examples: 400, runs: 3, notes });
  await page.locator('.row').first().waitFor();
  await page.waitForFunction(() => !document.body.innerText.includes('… to …'));
  yield ['compare', page];
  await page.locator('[role=grid]').focus();
  for (const key of ['ArrowDown', 'ArrowDown', 'Enter']) await page.keyboard.press(key);
  await page.locator('.completion .text').first().waitFor();
  yield ['compare, an open example', page, '.detail'];
  await page.close();
}
