import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
// @ts-expect-error plain JavaScript, shared with the launchers
import { launchBrowser } from '../host/browser.mjs';
import { buildPage, type OpenOptions, openPage } from './openPage.ts';

export interface Pages {
  readonly browser: Browser;
  readonly files: Awaited<ReturnType<typeof buildPage>>;
  /** One of our pages, ready and waiting; it is closed with the test. */
  open(options?: OpenOptions): Promise<Page>;
}

/** A browser for the tests of a file. Its pages are closed after each test, which fails where one of them complained. */
export function usePages(): Pages {
  let browser: Browser;
  let files: Pages['files'];
  let opened: Awaited<ReturnType<typeof openPage>>[] = [];

  beforeAll(async () => {
    [browser, files] = await Promise.all([launchBrowser(), buildPage()]);
  }, 120_000);
  afterAll(() => browser?.close());
  afterEach(async () => {
    const ended = opened;
    opened = [];
    await Promise.all(ended.map(({ page }) => page.close()));
    expect(ended.flatMap(({ complaints }) => complaints)).toEqual([]);
  });
  return {
    get browser() {
      return browser;
    },
    get files() {
      return files;
    },
    async open(options) {
      const one = await openPage(browser, files, options);
      opened.push(one);
      return one.page;
    },
  };
}
