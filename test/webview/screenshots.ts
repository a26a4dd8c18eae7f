import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { openPage } from './openPage.ts';
import { done, hostileText } from './states.ts';
import type { ThemeName } from './themes.ts';

/** Pictures to look at: `test/screenshots/webview/`, in three themes and three widths. */
export async function takeScreenshots(browser: Browser, files: ReadonlyMap<string, Uint8Array | string>) {
  const folder = fileURLToPath(new URL('../screenshots/webview/', import.meta.url));
  await mkdir(folder, { recursive: true });
  const complaints: string[] = [];
  for (const theme of ['dark', 'light', 'high-contrast'] as ThemeName[]) {
    for (const width of [420, 900, 1400]) {
      const opened = await openPage(browser, files, { width, height: 1000, theme });
      const { page } = opened;
      await page.evaluate(
        ({ state, text }) => {
          window.player.texts(text);
          window.player.reset(state);
          window.player.rows(state.runId, 2000);
        },
        { state: done, text: hostileText },
      );
      await page.locator('.row').first().waitFor();
      await page.screenshot({ path: `${folder}${theme}-${width}.png`, fullPage: true });
      await page.locator('[role=row][aria-rowindex="5"]').click();
      await page.locator('.completion .text').first().waitFor();
      await page.locator('#examples').evaluate((element) => element.scrollIntoView());
      await page.screenshot({ path: `${folder}${theme}-${width}-open.png` });
      complaints.push(...opened.complaints);
      await page.close();
    }
  }
  return complaints;
}
