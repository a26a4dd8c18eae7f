import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type { BrowseState } from '../../extension/browse/shown.ts';
import type { RunState } from '../../webview/contract.ts';
import type { ReviewFacts } from '../../webview/review/contract.ts';
import type { TokensState } from '../../webview/tokens/contract.ts';
import { usePages } from './pages.ts';
import { accented, messages, untranslated } from './pseudoLanguage.ts';
import { done, hostileText } from './states.ts';

/** Pages in the language of `pseudoLanguage.ts`. */

const pages = usePages();
let page: Page;

async function openResults(state: RunState, rows: number): Promise<void> {
  page = await pages.open({ messages, height: 5000 });
  await page.evaluate(
    ({ state, text, rows }) => {
      window.player.texts(text);
      window.player.reset(state);
      if (rows > 0) window.player.rows(state.runId, rows);
    },
    { state, text: hostileText, rows },
  );
  await page.locator('h1').waitFor();
}
/** What the host and the generated rows say. */
const resultsData = [
  /The ranking names response 4, but there are only 3 \(0 to 2\)\.|Token id 50257 is beyond the model’s vocabulary of 1,000\. Use the tokenizer that belongs to the model\.|\bcpu\b|CUDA: /g,
  /(data\/)?rankings\.jsonl|sample-(policy|reference)|Read as UltraFeedback, as chosen\.|Which score ranks\? overall_score, of the critique\.|libcublasLt\.so\.12 was not found|WebGPU: no adapter|cached-prompt/gi,
  /task-\d+|\bsource\b|\bturns\b/g,
];
/** Names of columns that are written. */
const columnNames =
  /^(beta|chance|gradient|id|kendallTauB|line|(ref_)?logps\/(chosen|rejected)|loss|margin|pairwiseAccuracy|policyLogp|prompt|ranking|reason|referenceLogp|responses|reward|rewards\/(accuracies|chosen|margins|rejected)|slices\.(source|turns)|status|tiers|tokens|top1|topProbability|truncated)$/g;

describe('in another language, every word is in it', () => {
  test('on the results page with an example open', async () => {
    await openResults(done, 300);
    await page.locator('.row').first().waitFor();
    await page.locator('[role=grid]').focus();
    for (const key of ['ArrowDown', 'ArrowDown', 'Enter']) await page.keyboard.press(key);
    await page.locator('.completion .text').first().waitFor();
    expect(await untranslated(page, resultsData)).toEqual([]);
  });

  test('on the results page with more charts', async () => {
    await openResults(done, 300);
    await page.locator('.row').first().waitFor();
    await page
      .locator('summary')
      .filter({ hasText: accented('More charts') })
      .click();
    await page.locator('section.charts').nth(1).locator('canvas').first().waitFor();
    expect(await untranslated(page, resultsData)).toEqual([]);
  });

  test.each(['queued', 'loading', 'running', 'cancelled', 'failed'] as const)(
    'of a run that is %s',
    async (state) => {
      await openResults({ ...done, state, reason: '⟦x⟧', canContinue: state === 'cancelled' }, 0);
      expect(await untranslated(page, resultsData)).toEqual([]);
    },
  );

  test.each(['export', 'pairs'] as const)('in the dialog %s', async (name) => {
    await openResults(done, 300);
    await page.locator('.row').first().waitFor();
    const words = name === 'export' ? 'Export…' : 'Build pairs…';
    await page
      .getByRole('button', { name: accented(words) })
      .first()
      .click();
    await page.locator('dialog').waitFor();
    expect(await untranslated(page, [columnNames, ...resultsData])).toEqual([]);
  });

  test('in the review of labels', async () => {
    page = await pages.open({ messages });
    const facts: ReviewFacts = { decisions: [], lost: [7, 8], places: [] };
    await page.evaluate(
      ({ text, facts, state }) => {
        window.player.texts(text);
        window.player.replies('review', () => facts);
        window.player.reset(state);
        window.player.rows(state.runId, 200);
      },
      { text: hostileText, facts, state: done },
    );
    await page.locator('.row').first().waitFor();
    await page.getByRole('button', { name: accented('Review labels') }).click();
    await page.locator('.review-pane').waitFor();
    await page.keyboard.press('?');
    expect(await untranslated(page, resultsData)).toEqual([]);
  });

  test('on the page that compares runs', async () => {
    page = await pages.open({ messages, name: 'compare' });
    await page.evaluate((o) => window.player.compare(o), { examples: 300, runs: 3 });
    await page.locator('h1').waitFor();
    await page.locator('[role=grid] .row').first().waitFor();
    expect(
      await untranslated(page, [
        /\bMar \d, 2026, 10:00 AM\b|run-\w+|dpo-\w+|sft\w*|rankings\.jsonl|\w+\.jsonl|source|topic/g,
      ]),
    ).toEqual([]);
  });

  test('on the rankings page', async () => {
    page = await pages.open({ messages, name: 'rankings' });
    const state: BrowseState = {
      unit: 'line',
      words: ['⟦read⟧'],
      format: '⟦format⟧',
      bytes: 3 * 2 ** 30,
      records: 20_000,
      indexed: 1,
      checked: 0.5,
      problems: [{ code: 'ranking-duplicate', severity: 'error', count: 3 }],
      matches: undefined,
      appended: 3,
    };
    await page.evaluate((now) => {
      const row = (line: number) => ({ line, rankings: 1, k: 4, excerpt: '' });
      window.player.replies('rows', (from: number, n: number) =>
        Array.from({ length: n }, (_, i) => row(from + i + 1)),
      );
      window.player.rankings({ fileName: 'r.jsonl', filePath: 'data/r.jsonl', opensAsText: true }, now);
    }, state);
    await page.locator('.records').waitFor();
    expect(await untranslated(page, [/r\.jsonl|data\/|ranking-duplicate/g])).toEqual([]);
  });

  test('on the tokens page', async () => {
    page = await pages.open({ messages, name: 'tokens' });
    await page.evaluate((state) => window.player.tokens(state), {
      fileName: 'r.jsonl',
      line: 7,
      examples: [],
      problem: '⟦x⟧',
      missing: 'model',
    } satisfies TokensState);
    await page.locator('h1').waitFor();
    expect(await untranslated(page, [/r\.jsonl/g])).toEqual([]);
  });
});
