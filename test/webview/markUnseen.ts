import type { ThemeName } from './themes.ts';

declare global {
  interface Window {
    /** By theme: what had its contrast looked at on this page. */
    looked?: Record<string, Set<string>>;
  }
}

/**
 * Puts the page in a theme and marks what has text, in a part of it, and was not looked at in this theme yet: of the same
 * classes, colours and grounds all the way up, one stands for all. How many are marked. Runs in the page.
 */
export function markUnseen({ theme, part }: { theme: ThemeName; part?: string }): number {
  window.player.theme(theme);
  window.looked ??= {};
  window.looked[theme] ??= new Set();
  const looked = window.looked[theme];
  const keys = new Map<Element, string>();
  const keyOf = (element: Element | null): string => {
    if (!element) return '';
    let key = keys.get(element);
    if (key === undefined) {
      const style = getComputedStyle(element);
      const { color, backgroundColor, backgroundImage, opacity, fontSize, fontWeight, position } = style;
      const look = [color, backgroundColor, backgroundImage, opacity, fontSize, fontWeight, position];
      const name = `${element.tagName}.${element.getAttribute('class') ?? ''}`;
      key = `${keyOf(element.parentElement)}>${name}|${look.join('|')}`;
      keys.set(element, key);
    }
    return key;
  };
  const hasText = (element: Element) =>
    element.matches('input, textarea, select') ||
    [...element.childNodes].some((node) => node instanceof Text && node.data.trim() !== '');
  let marked = 0;
  for (const root of document.querySelectorAll(part ?? ':root'))
    for (const element of [root, ...root.querySelectorAll('*')]) {
      element.removeAttribute('data-unseen');
      if (!hasText(element) || !element.checkVisibility()) continue;
      const key = keyOf(element);
      if (looked.has(key)) continue;
      looked.add(key);
      element.setAttribute('data-unseen', '');
      marked++;
    }
  return marked;
}
