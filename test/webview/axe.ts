import type { Page } from 'playwright-core';
import { expect } from 'vitest';
// @ts-expect-error plain JavaScript, shared with the stories
import * as axe from '../host/axe.mjs';
import { type ThemeName, themes } from './themes.ts';

export const axeFindings = axe.axeFindings as (
  page: Page,
  options?: { rules?: readonly string[]; part?: string },
) => Promise<string[]>;
const otherThemes = (Object.keys(themes) as ThemeName[]).filter((name) => name !== 'dark');

/** What is laid out otherwise on a narrow page may break these. */
const ofLayout = ['target-size', 'scrollable-region-focusable'];

/** What axe finds on the page, or in a part of it: as it stands, 400 px wide, and in the contrast of the other themes, where it is not plain to see. */
export async function findingsEverywhere(page: Page, where: string, part?: string): Promise<string> {
  const found: Record<string, string[]> = { [where]: await axeFindings(page, { part }) };
  for (const theme of otherThemes) {
    const doubtful = await page.evaluate(
      ([name, inside]) => {
        window.player.theme(name);
        return window.player.markDoubtful(inside);
      },
      [theme, part] as const,
    );
    if (doubtful > 0)
      found[`${where}, ${theme}`] = await axeFindings(page, {
        rules: ['color-contrast'],
        part: '[data-doubtful]',
      });
  }
  await page.evaluate(() => {
    window.player.theme('dark');
    for (const element of document.querySelectorAll('[data-doubtful]'))
      element.removeAttribute('data-doubtful');
  });
  const size = page.viewportSize()!;
  await page.setViewportSize({ width: 400, height: size.height });
  found[`${where}, narrow`] = await axeFindings(page, { rules: ofLayout, part });
  await page.setViewportSize(size);
  return Object.entries(found)
    .flatMap(([name, texts]) => texts.map((text) => `${name}: ${text}`))
    .join('\n');
}

export async function expectAccessible(page: Page, where: string, part?: string): Promise<void> {
  expect.soft(await findingsEverywhere(page, where, part), `axe, ${where}`).toBe('');
}
