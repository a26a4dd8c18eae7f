// What axe finds on one of our pages, in words for whoever mends it.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** All rules of these are asked; none is left out, as a page of ours has landmarks and a heading of its own in its frame. */
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'];

/**
 * A text for each rule that is broken: its elements and what to do. Empty where all is well.
 * @param {{ locator(selector: string): import('playwright-core').Locator }} page a page of ours, or its frame inside VS Code
 * @param {{ rules?: readonly string[], part?: string }} [options] only these rules, as for another theme of what was checked already; only what
 *   a selector finds
 * @returns {Promise<string[]>}
 */
export async function axeFindings(page, { rules, part } = {}) {
  const root = page.locator(':root');
  if (!(await root.evaluate(() => 'axe' in window))) await root.evaluate(`${source}; undefined`);
  const violations = await root.evaluate(
    async (_, [part, options]) => {
      // What lies half under a header that stays is to be scrolled, not too small. Lists of many rows stay where they are.
      const scrolled = [...document.querySelectorAll('*:not([role=grid], [role=listbox])')]
        .filter((element) => element.scrollTop > 0)
        .map((element) => [element, element.scrollTop]);
      for (const [element] of scrolled) element.scrollTop = 0;
      const { violations } = await window.axe.run(part ?? document, options);
      for (const [element, top] of scrolled) element.scrollTop = top;
      return violations.map(({ id, impact, help, nodes }) => ({
        id,
        impact,
        help,
        nodes: nodes.map(({ target, html, failureSummary }) => ({ target, html, failureSummary })),
      }));
    },
    [
      part,
      {
        resultTypes: ['violations'],
        runOnly: rules ? { type: 'rule', values: rules } : { type: 'tag', values: tags },
      },
    ],
  );
  return violations.map(({ id, impact, help, nodes }) => {
    const shown = nodes
      .slice(0, 5)
      .flatMap(({ target, html, failureSummary }) => [
        `  ${target.join(' ')}: ${html.slice(0, 200)}`,
        ...failureSummary.split('\n').map((line) => `    ${line.trim()}`),
      ]);
    const more = nodes.length > 5 ? [`  and ${nodes.length - 5} more`] : [];
    return [`${id} (${impact}): ${help}`, ...shown, ...more].join('\n');
  });
}

/** Throws what axe finds, where the page stands as `where` says. */
export async function assertAccessible(page, where) {
  const findings = await axeFindings(page);
  if (findings.length > 0) throw new Error([`axe, ${where}:`, ...findings].join('\n'));
}
