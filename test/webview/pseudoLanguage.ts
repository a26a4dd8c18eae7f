import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';

/** A language that has every message in brackets, with accents, and its parameters in others: what is seen outside of them cannot be translated. */

type Bundle = Record<string, string | { message: string }>;
const bundle: Bundle = JSON.parse(
  readFileSync(new URL('../../l10n/bundle.l10n.json', import.meta.url), 'utf8'),
);
const accents: Record<string, string> = {
  a: 'á',
  e: 'é',
  i: 'í',
  o: 'ó',
  u: 'ú',
  A: 'Á',
  E: 'É',
  I: 'Í',
  O: 'Ó',
  U: 'Ú',
};
export const accented = (text: string) =>
  text.replace(/\{\d+\}|[aeiouAEIOU]/g, (found) => accents[found] ?? found);
export const messages = Object.fromEntries(
  Object.entries(bundle).map(([key, value]) => [
    key,
    `⟦${accented(typeof value === 'string' ? value : value.message)}⟧`,
  ]),
);

/** What no message says: all but messages, and the parameters of those. */
function outside(text: string): string {
  const within: string[] = [];
  let rest = '';
  for (const character of text) {
    if (character === '⟦' || character === '⟨') within.push(character);
    else if (character === '⟧' || character === '⟩') within.pop();
    else rest += within.at(-1) === '⟦' ? '' : character;
    if (character === '⟧') rest += ' ';
  }
  return rest;
}

/** Names, formulas, keys and units, which are the same in every language. `data` of the page: what the host sent. */
const everywhere = [
  /\b(Plackett|DPO|JSONL?|CSV|HTML|PNG|SVG|TRL|CPU|CUDA|UltraFeedback|Parquet)\b/g,
  /\b(Top-1|Tau-b|P\(first\)|nats|[kMG]B)\b/g,
];

/** Texts, titles, labels and placeholders of the page that have letters outside of every message. */
export async function untranslated(page: Page, data: readonly RegExp[] = []): Promise<string[]> {
  const seen = await page.evaluate(() => {
    const found: string[] = [];
    const walker = document.createTreeWalker(
      document.querySelector('#root, main')!,
      NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT,
    );
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node instanceof Element ? node : node.parentElement;
      // Texts of the dataset, and code.
      if (element?.closest('.text, bdi, code, kbd, script, .data')) continue;
      if (node instanceof Element)
        for (const name of [
          'title',
          'aria-label',
          'placeholder',
          'aria-description',
          'aria-valuetext',
          'aria-roledescription',
          'alt',
        ]) {
          const value = node.getAttribute(name);
          if (value) found.push(value);
        }
      else if (node.textContent?.trim()) found.push(node.textContent.trim());
    }
    return found;
  });
  const left = (text: string) =>
    [...data, ...everywhere].reduce((rest, pattern) => rest.replace(pattern, ' '), outside(text));
  return [...new Set(seen)].filter((text) => /\p{L}{2,}/u.test(left(text))).sort();
}
