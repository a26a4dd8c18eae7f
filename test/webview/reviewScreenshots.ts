import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { openPage } from './openPage.ts';
import { pictured } from './pictured.ts';
import { done, hostileText } from './states.ts';

/** Pictures of a review to look at: `test/screenshots/review/`, in four themes and three widths. */
export async function takeReviewScreenshots(
  browser: Browser,
  files: ReadonlyMap<string, Uint8Array | string>,
) {
  const folder = fileURLToPath(new URL('../screenshots/review/', import.meta.url));
  await mkdir(folder, { recursive: true });
  const complaints: string[] = [];
  for (const theme of pictured) {
    for (const width of [420, 900, 1400]) {
      const opened = await openPage(browser, files, { width, height: 1000, theme });
      const { page } = opened;
      await page.evaluate(
        ({ state, text }) => {
          window.player.texts(text);
          window.player.replies('review', () => ({ decisions: [], lost: [17], places: [] }));
          window.player.reset(state);
          window.player.rows(state.runId, 400);
        },
        { state: done, text: hostileText },
      );
      await page.locator('.row').first().waitFor();
      await page.getByRole('button', { name: 'Review labels' }).click();
      await page.locator('.completion .text').first().waitFor();
      for (const key of ['f', 'k', 'd', 'ArrowDown', 'ArrowDown', 'Alt+ArrowUp'])
        await page.keyboard.press(key);
      if (width === 900) await page.keyboard.press('?');
      await page.locator('.completion .text').first().waitFor();
      await page.locator('#examples').evaluate((element) => element.scrollIntoView());
      await page.screenshot({ path: `${folder}${theme}-${width}.png` });
      complaints.push(...opened.complaints);
      await page.close();
    }
  }
  return complaints;
}
