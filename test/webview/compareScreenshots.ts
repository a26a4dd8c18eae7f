import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import type { ComparedOptions } from './comparedRuns.ts';
import { openPage } from './openPage.ts';
import { pictured } from './pictured.ts';
import type { ThemeName } from './themes.ts';

/** Pictures to look at: `test/screenshots/webview/compare-*`, in four themes and three widths. */
export async function takeCompareScreenshots(
  browser: Browser,
  files: ReadonlyMap<string, Uint8Array | string>,
) {
  const folder = fileURLToPath(new URL('../screenshots/webview/', import.meta.url));
  await mkdir(folder, { recursive: true });
  const complaints: string[] = [];
  const open = async (options: ComparedOptions, theme: ThemeName, width: number) => {
    const opened = await openPage(browser, files, { width, height: 1000, theme, name: 'compare' });
    complaints.push(...opened.complaints);
    await opened.page.evaluate((o) => window.player.compare(o), options);
    await opened.page.locator('.row').first().waitFor();
    await opened.page.waitForFunction(() => !document.body.innerText.includes('… to …'));
    return opened.page;
  };
  for (const theme of pictured)
    for (const width of [420, 900, 1400]) {
      const notes = ['Max length differs: A 256, B 512, C 512.'];
      const page = await open({ examples: 2000, runs: 3, notes }, theme, width);
      await page.screenshot({ path: `${folder}compare-${theme}-${width}.png`, fullPage: true });
      await page.locator('[role=grid]').focus();
      for (const key of ['ArrowDown', 'ArrowDown', 'Enter']) await page.keyboard.press(key);
      await page.locator('.completion .text').first().waitFor();
      await page.locator('#changes').evaluate((element) => element.scrollIntoView());
      await page.screenshot({ path: `${folder}compare-${theme}-${width}-open.png` });
      await page.close();
    }
  const states: Record<string, ComparedOptions> = {
    eight: { examples: 400, runs: 8 },
    same: { examples: 200, runs: 2, same: true },
    apart: { examples: 30, runs: 2, apart: true },
    gone: {
      examples: 100,
      runs: 3,
      heads: [{}, {}, { problem: 'The folder of this run is gone. Remove the run here, or evaluate again.' }],
    },
  };
  for (const [name, options] of Object.entries(states)) {
    const page = await open(options, 'dark', 1200);
    await page.screenshot({ path: `${folder}compare-state-${name}.png`, fullPage: true });
    await page.close();
  }
  for (const [name, what] of [
    ['reading', 0.4],
    ['problem', 'Choose two to 8 runs to compare, not 1.'],
  ] as const) {
    const { page } = await openPage(browser, files, { width: 900, height: 420, name: 'compare' });
    await page.evaluate(([name, what]) => window.player.comparing(name, what), [name, what] as const);
    await page.getByRole('button').first().waitFor();
    await page.waitForTimeout(500);
    await page.screenshot({ path: `${folder}compare-state-${name}.png` });
    await page.close();
  }
  return complaints;
}
