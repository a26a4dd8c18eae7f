import type { RunState } from '../../../webview/contract.ts';
import type { Pages } from '../pages.ts';
import { done } from '../states.ts';
import type { Step } from './step.ts';

const progress = { done: 300, total: 2000, tokensPerSecond: 1240, secondsLeft: 125 };
const beforeRows: Record<string, RunState | undefined> = {
  empty: undefined,
  loading: { ...done, state: 'loading', policy: undefined, reference: undefined },
  failed: { ...done, state: 'failed', reason: 'The policy folder has no tokenizer.json. Export it again.' },
};
/** The results page as a run goes on. */
export async function* runStates(pages: Pages): AsyncGenerator<Step> {
  const page = await pages.open();
  for (const [name, state] of Object.entries(beforeRows)) {
    await page.evaluate((s) => window.player.reset(s), state);
    await page.locator('h1').waitFor();
    yield [`results, ${name}`, page];
  }
  for (const state of ['running', 'cancelled'] as const) {
    await page.evaluate(
      ([run, n]) => {
        window.player.reset(run);
        window.player.rows(run.runId, n);
      },
      [{ ...done, state, progress, canContinue: state === 'cancelled' }, progress.done] as const,
    );
    await page.locator('.tile').first().waitFor();
    yield [`results, ${state}`, page, state === 'cancelled' ? '.message' : undefined];
  }
  await page.evaluate(
    ([run, n]) => {
      window.player.call('trust', false);
      window.player.reset(run);
      window.player.rows(run.runId, n);
    },
    [done, progress.done] as const,
  );
  await page.locator('.tile').first().waitFor();
  yield ['results, restricted', page, '.message'];
  await page.close();
}
