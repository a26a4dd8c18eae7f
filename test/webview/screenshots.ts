import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import type { RunState } from '../../webview/contract.ts';
import { openPage } from './openPage.ts';
import { pictured } from './pictured.ts';
import { done, hostileText } from './states.ts';

/** Pictures to look at: `test/screenshots/webview/`, in four themes and three widths. */
export async function takeScreenshots(browser: Browser, files: ReadonlyMap<string, Uint8Array | string>) {
  const folder = fileURLToPath(new URL('../screenshots/webview/', import.meta.url));
  await mkdir(folder, { recursive: true });
  const complaints: string[] = [];
  for (const theme of pictured) {
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
      // By keys: the picture of the whole page has changed its size, and a click may meet rows that still move.
      await page.locator('[role=grid]').focus();
      for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown', 'Enter']) await page.keyboard.press(key);
      await page.locator('.completion .text').first().waitFor();
      await page.locator('#examples').evaluate((element) => element.scrollIntoView());
      await page.screenshot({ path: `${folder}${theme}-${width}-open.png` });
      complaints.push(...opened.complaints);
      await page.close();
    }
  }
  for (const [name, state] of Object.entries(states)) {
    const { page } = await openPage(browser, files, { width: 900, height: 420 });
    await page.evaluate(
      ({ state, rows }) => {
        window.player.reset(state ?? undefined);
        if (state && rows > 0) window.player.rows(state.runId, rows);
      },
      { state, rows: name === 'cancelled' || name === 'running' ? 300 : 0 },
    );
    await page.locator('h1').waitFor();
    // Rows are shown a moment after they came.
    if (name === 'cancelled' || name === 'running') await page.locator('.tile').first().waitFor();
    await page.screenshot({ path: `${folder}state-${name}.png` });
    await page.close();
  }
  return complaints;
}

const progress = { done: 300, total: 2000, tokensPerSecond: 1240, secondsLeft: 125 };
const states: Record<string, RunState | undefined> = {
  empty: undefined,
  queued: { ...done, state: 'queued', policy: undefined, reference: undefined },
  loading: { ...done, state: 'loading', policy: undefined, reference: undefined },
  'running-first': { ...done, state: 'running', progress: { ...progress, done: 0 } },
  running: { ...done, state: 'running', progress },
  cancelled: { ...done, state: 'cancelled', canContinue: true },
  failed: {
    ...done,
    state: 'failed',
    reason:
      'The policy folder has no tokenizer.json. Export the model again with its tokenizer, or select another folder.',
  },
};
