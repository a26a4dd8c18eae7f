import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { type ThemeName, themes } from './themes.ts';

const names = Object.keys(themes) as ThemeName[];
/** More than any page has; beyond it the keyboard does not come round. */
const most = 250;

/** What is wrong with how the focus is shown, in any theme, wherever Tab leads in a part of the page; and how many places it leads to. */
export async function lookAtFocus(page: Page, part = 'main'): Promise<{ places: number; faults: string[] }> {
  await page.evaluate(installLook);
  await page.evaluate((selector) => window.focusLook.begin(selector), part);
  let places = -1;
  do {
    await page.keyboard.press('Tab');
    places++;
  } while (places < most && (await page.evaluate(() => window.focusLook.here())));
  return { places, faults: await page.evaluate((all) => window.focusLook.faults(all), names) };
}

export async function expectFocusSeen(page: Page, where: string, part?: string): Promise<void> {
  const { places, faults } = await lookAtFocus(page, part);
  expect.soft(faults.join('\n'), `focus, ${where}`).toBe('');
  expect(places, `places that Tab leads to, ${where}`).toBeGreaterThan(0);
  expect(places, `Tab comes round, ${where}`).toBeLessThan(most);
}

declare global {
  interface Window {
    focusLook: {
      begin(part: string): void;
      /** Notes what has the focus; false where it has been already or has left the part. */
      here(): boolean;
      /** What is wrong with how the focus is shown at the places that were noted. */
      faults(all: readonly ThemeName[]): string[];
    };
  }
}

function installLook(): void {
  const { colorOf, over, behind, contrast } = window.player.colors;
  const been = new Set<HTMLElement>();
  let part: HTMLElement;

  /** How many sides of a rectangle are not cut off by what scrolls around it. */
  function sidesInSight(element: Element, by: number): number {
    const box = element.getBoundingClientRect();
    const sides = { left: box.left - by, right: box.right + by, top: box.top - by, bottom: box.bottom + by };
    const left = new Set(['left', 'right', 'top', 'bottom'] as const);
    for (let around = element.parentElement; around; around = around.parentElement) {
      if (around === document.body || getComputedStyle(around).overflow === 'visible') continue;
      const clip = around.getBoundingClientRect();
      for (const side of left)
        if (side === 'left' || side === 'right') {
          if (sides[side] < clip.left || sides[side] > clip.right) left.delete(side);
        } else if (sides[side] < clip.top || sides[side] > clip.bottom) left.delete(side);
    }
    return left.size;
  }

  function faultOf(element: Element): string | undefined {
    const style = getComputedStyle(element);
    const [width, offset] = [Number.parseFloat(style.outlineWidth), Number.parseFloat(style.outlineOffset)];
    if (style.outlineStyle === 'none' || width < 1) return 'no outline';
    const under = behind(offset + width < 0 ? element : element.parentElement);
    const ratio = contrast(over(colorOf(style.outlineColor), under), under);
    if (style.outlineStyle !== 'auto' && ratio < 3) return `an outline of contrast ${ratio.toFixed(2)}`;
    const sides = sidesInSight(element, offset + width / 2);
    return sides < 2 ? `${4 - sides} sides of its outline are cut off` : undefined;
  }

  function faultHere(element: Element): string | undefined {
    const active = document.getElementById(element.getAttribute('aria-activedescendant') ?? '');
    const fault = faultOf(element);
    return active && !faultOf(active) ? undefined : fault;
  }

  window.focusLook = {
    begin(selector) {
      part = document.querySelector<HTMLElement>(selector)!;
      const before = part.getAttribute('tabindex');
      part.tabIndex = -1;
      part.focus();
      if (before === null) part.removeAttribute('tabindex');
      else part.setAttribute('tabindex', before);
    },
    here() {
      const element = document.activeElement as HTMLElement;
      if (been.has(element) || !part.contains(element) || element === part) return false;
      been.add(element);
      return true;
    },
    faults(all) {
      const found = all.flatMap((name) => {
        window.player.theme(name);
        return [...been].flatMap((element) => {
          // It closes with the focus elsewhere.
          if (element.tagName !== 'SUMMARY') element.closest('details')?.setAttribute('open', '');
          element.focus();
          const fault = document.activeElement === element && faultHere(element);
          return fault ? [`${name}: ${fault}: ${element.outerHTML.slice(0, 160)}`] : [];
        });
      });
      window.player.theme('dark');
      return found;
    },
  };
}
