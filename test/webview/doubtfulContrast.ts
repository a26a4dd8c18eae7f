import { behind, colorOf, contrast, over } from './colors.ts';

/**
 * Marks, in a part of the page, the texts of which plain arithmetic does not show that their contrast is enough in the theme as it
 * is: those that fall short, and those whose ground is not made by their ancestors alone. Axe, which takes as long for one as for all,
 * decides about these. How many there are. Runs in the page.
 */
export function markDoubtful(part = ':root'): number {
  let marked = 0;
  for (const root of document.querySelectorAll(part))
    for (const element of [root, ...root.querySelectorAll('*')]) {
      element.removeAttribute('data-doubtful');
      if (!hasText(element) || !isSeen(element) || isEnough(element)) continue;
      element.setAttribute('data-doubtful', '');
      marked++;
    }
  return marked;
}

function hasText(element: Element): boolean {
  const isField = element.matches('input, textarea, select');
  return isField || [...element.childNodes].some((node) => node instanceof Text && node.data.trim() !== '');
}

/** What is disabled may be faint; what only screen readers are told is one pixel. */
function isSeen(element: Element): boolean {
  const { width, height } = element.getBoundingClientRect();
  return element.checkVisibility() && width > 1 && height > 1 && !element.matches(':disabled, :disabled *');
}

/** Texts of 24 px, or 18.66 px in bold, may have less (WCAG 2.2, 1.4.3). */
function isEnough(element: Element): boolean {
  if (!groundIsPlain(element)) return false;
  const { color, fontSize, fontWeight } = getComputedStyle(element);
  const size = Number.parseFloat(fontSize);
  const isLarge = size >= 24 || (size >= 18.66 && Number(fontWeight) >= 700);
  const ground = behind(element);
  return contrast(over(colorOf(color), ground), ground) >= (isLarge ? 3 : 4.5);
}

/** Up to the first opaque ground nothing is laid elsewhere, seen through or painted with more than one colour. */
function groundIsPlain(element: Element): boolean {
  let found = false;
  for (let at: Element | null = element; at; at = at.parentElement) {
    const style = getComputedStyle(at);
    if (style.opacity !== '1' || style.filter !== 'none' || style.mixBlendMode !== 'normal') return false;
    if (found) continue;
    if (style.backgroundImage !== 'none') return false;
    found = colorOf(style.backgroundColor)[3] === 1;
    if (!found && style.position !== 'static' && style.position !== 'relative') return false;
  }
  return true;
}
