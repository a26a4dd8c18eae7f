import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { usePages } from './pages.ts';
import { done } from './states.ts';

/** What the results page says of a run's set-up, above every number. */

const pages = usePages();
let page: Page;

const strip = () => page.getByRole('list', { name: 'What to know before the numbers' });
async function open(rows: number, clean: boolean, attempts = done.policy!.attempts) {
  page = await pages.open();
  await page.evaluate(
    ({ run, n, isClean }) => {
      window.player.reset(run);
      window.player.rows(run.runId, n, 0, isClean);
    },
    { run: { ...done, policy: { ...done.policy!, attempts } }, n: rows, isClean: clean },
  );
  await page.locator('.tile').first().waitFor();
}

test('what is off stands first, in words, and leads to the examples behind it', async () => {
  await open(1000, false);
  const lines = await strip().locator('li').allInnerTexts();
  expect(lines[0]).toMatch(/20 examples failed: Token id 50257 is beyond/);
  expect(lines.join('\n')).toMatch(/20 examples are malformed: The ranking names response 4/);
  expect(lines.join('\n')).toMatch(/20 examples are tied throughout and carry no preference/);
  expect(lines.join('\n')).toMatch(/20 examples are truncated/);
  expect(lines.join('\n')).toMatch(
    /The policy runs on CPU: CUDA: libcublasLt.so.12 was not found. WebGPU: no adapter./,
  );
  // Above the numbers.
  const [above, tiles] = [await strip().boundingBox(), await page.locator('.tiles').boundingBox()];
  expect(above!.y).toBeLessThan(tiles!.y);
  await strip().getByRole('button', { name: 'Show truncated' }).click();
  await page.getByRole('region', { name: 'Example on line 42' }).waitFor();
  expect(await page.getByRole('button', { name: /^Truncated/ }).getAttribute('aria-pressed')).toBe('true');
  await page.screenshot({ path: 'test/screenshots/webview/sanity.png', fullPage: true });
});

test('a run in which nothing is off says so', async () => {
  await open(200, true, []);
  await page.getByText('Nothing is off with this run').waitFor();
  expect(await strip().count()).toBe(0);
});
