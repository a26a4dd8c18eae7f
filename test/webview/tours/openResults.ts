import type { Page } from 'playwright-core';
import type { RunState } from '../../../webview/contract.ts';
import type { Pages } from '../pages.ts';
import { done, hostileText } from '../states.ts';

/** With a name as long as they come, which brings what stands around it near. */
const long: RunState = { ...done, readAs: { ...done.readAs!, title: 'Plackett: responses and ranking' } };

/** The results of a run, with a host that answers whatever is asked of them. */
export async function openResults(pages: Pages): Promise<Page> {
  const page = await pages.open();
  await page.evaluate(
    ({ state, text }) => {
      const { player } = window;
      player.texts(text);
      player.replies('tokenScores', () => player.generatedTokens([12, 30, 45, 80, 33, 20]));
      player.replies('review', () => ({ decisions: [], lost: [17], places: [] }));
      player.replies('problemRows', (code: string, from: number, n: number) =>
        Array.from({ length: n }, (_, i) => ({
          code,
          severity: 'warning',
          message: 'Two are <b>alike</b>.',
          line: from + i + 1,
          column: 5,
        })),
      );
      player.replies('previewPairs', () => ({
        ...{ examples: 490, used: 470, pairs: 470, malformed: 10 },
        leftOut: { tied: 10, 'no-reward': 10, 'no-scores': 0, gap: 0, 'too-many': 0 },
        gaps: Float64Array.from({ length: 470 }, (_, i) => Math.sin(i) + 0.4),
        lengths: Float64Array.from({ length: 470 }, (_, i) => Math.round(30 * Math.cos(i) + 4)),
        lengthUnit: 'tokens',
      }));
      player.reset(state);
      player.rows(state.runId, 400);
    },
    { state: long, text: hostileText },
  );
  await page.locator('.row').first().waitFor();
  return page;
}
