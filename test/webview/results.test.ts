import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from '../host/browser.mjs';
import { buildPage } from './openPage.ts';
import { takeScreenshots } from './screenshots.ts';

let browser: Browser;
let files: Awaited<ReturnType<typeof buildPage>>;

beforeAll(async () => {
  [browser, files] = await Promise.all([launchBrowser(), buildPage()]);
}, 120_000);
afterAll(() => browser?.close());

describe('screenshots', () => {
  test('no complaints in any theme and width', { timeout: 120_000 }, async () => {
    expect(await takeScreenshots(browser, files)).toEqual([]);
  });
});
