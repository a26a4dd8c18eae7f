import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import type { BrowseState, RecordView } from '../../extension/browse/shown.ts';
import { defaultScoring } from '../../extension/model/settings.ts';
import { openTextToTokens } from '../../extension/model/textToTokens.ts';
import type { RunState } from '../../webview/contract.ts';
import type { TokensState } from '../../webview/tokens/contract.ts';
import type { Pages } from './pages.ts';
import { done, hostileText } from './states.ts';

/** Every page through its main states, for checks that hold in each. At a step the page stands as it is called, and what is new lies in `part`. */
export type Step = readonly [where: string, page: Page, part?: string];

const progress = { done: 300, total: 2000, tokensPerSecond: 1240, secondsLeft: 125 };
const beforeRows: Record<string, RunState | undefined> = {
  empty: undefined,
  loading: { ...done, state: 'loading', policy: undefined, reference: undefined },
  failed: { ...done, state: 'failed', reason: 'The policy folder has no tokenizer.json. Export it again.' },
};
const problems: BrowseState = {
  unit: 'line',
  words: ['Read as Plackett: responses and ranking.'],
  format: 'Plackett: responses and ranking',
  bytes: 1000,
  records: 5000,
  indexed: 1,
  checked: 1,
  problems: [
    { code: 'ranking-duplicate', severity: 'error', count: 2 },
    { code: 'responses-alike', severity: 'warning', count: 1200 },
  ],
  matches: undefined,
  appended: 0,
};

async function openResults(pages: Pages): Promise<Page> {
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
    { state: done, text: hostileText },
  );
  await page.locator('.row').first().waitFor();
  return page;
}

export async function* resultsStates(pages: Pages): AsyncGenerator<Step> {
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
    yield [`results, ${state}`, page];
  }
  await page.close();
}

export async function* resultsParts(pages: Pages): AsyncGenerator<Step> {
  const page = await openResults(pages);
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  yield ['results, done', page];
  await page.locator('.row', { hasText: 'task-00003' }).click();
  const detail = page.getByRole('region', { name: /^Example on line/ });
  await detail.locator('.completion .text').first().waitFor();
  yield ['an open example', page, '.detail'];
  await detail.getByRole('button', { name: 'Compare' }).nth(0).click();
  await detail.getByRole('button', { name: 'Compare' }).nth(1).click();
  await button('Token log-ratios').click();
  const tokens = detail.getByRole('listbox').first();
  await tokens.focus();
  await page.keyboard.press('ArrowRight');
  yield ['its heat map, two completions compared', page, '.detail'];
  for (const [name, dialog] of [
    ['Export…', 'Export results'],
    ['Build pairs…', 'Build pairs'],
  ]) {
    await button(name).first().click();
    await page.getByRole('dialog', { name: dialog }).waitFor();
    if (dialog === 'Build pairs') await page.getByText('470 pairs').waitFor();
    yield [`the dialog ${dialog}`, page, 'dialog'];
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  }
  for (const name of ['Columns', 'Views']) {
    await page.getByText(name, { exact: true }).click();
    yield [`the menu ${name}`, page, '.menu[open]'];
    await page.keyboard.press('Escape');
  }
  await page.close();
}

export async function* resultsTools(pages: Pages): AsyncGenerator<Step> {
  const page = await openResults(pages);
  const box = page.getByRole('combobox', { name: 'Filter' });
  await box.fill('loss > 0.5 and source = ');
  await page.keyboard.press('ArrowDown');
  await page.getByRole('listbox').waitFor();
  yield ['the filter with its options', page, '.filter-bar'];
  await box.fill('los > 0.5');
  await box.press('Enter');
  await page.locator('.filter-wrong').waitFor();
  yield ['a filter with a problem', page, '.filter-bar'];
  await box.fill('');
  await page.getByText('More charts').click();
  for (const chart of await page.locator('[data-chart]').all()) {
    await chart.scrollIntoViewIfNeeded();
    await chart.locator('canvas').waitFor();
  }
  const margin = page.getByRole('application', { name: /The margin/ });
  await margin.focus();
  for (const key of ['ArrowRight', 'Shift+ArrowRight', 'Enter']) await page.keyboard.press(key);
  await page.getByRole('group', { name: 'Chosen on charts' }).waitFor();
  await page.getByText('Numbers', { exact: true }).first().click();
  yield ['charts, one brushed', page, '.more-charts'];
  await page.getByRole('button', { name: 'Clear all' }).click();
  await page.getByText('More charts').click();
  await page.getByText('Problems in the file').click();
  await page.evaluate((s) => window.player.call('problems', s), problems);
  await page.getByRole('button', { name: 'Warning responses-alike' }).click();
  await page.locator('.problem-rows li').first().waitFor();
  yield ['problems of the file', page, '.problem-section'];
  await page.getByText('Problems in the file').click();
  await page.getByRole('button', { name: 'Review labels' }).click();
  await page.locator('.completion .text, [data-completion] .text').first().waitFor();
  for (const key of ['f', 'k', 'd', 'ArrowDown', 'Alt+ArrowUp', '?']) await page.keyboard.press(key);
  yield ['a review with its keys', page, '#examples'];
  await page.close();
}

const record: Omit<RecordView, 'line'> = {
  lines: 1,
  rankings: [
    {
      id: '<b>id</b>',
      prompt: hostileText.prompt,
      completions: hostileText.completions,
      tiers: [[3], [0, 1], [2], [5], [4]],
      scores: [5, 5, 4, 9, 1, 2],
      slices: { source: '<i>web</i>', turns: 2 },
    },
  ],
  problems: [
    {
      code: 'duplicate-record',
      severity: 'warning',
      message: 'The same as line 2.',
      line: 7,
      column: 1,
      other: 2,
    },
  ],
};

export async function* rankingsStates(pages: Pages): AsyncGenerator<Step> {
  const page = await pages.open({ name: 'rankings' });
  const file = { fileName: 'large<i>.jsonl', filePath: 'data/large.jsonl', opensAsText: true };
  await page.evaluate(
    ([file, state, record]) => {
      const { player } = window;
      player.replies('rows', (from: number, n: number) =>
        Array.from({ length: Math.min(n, 5000 - from) }, (_, i) => ({
          line: from + i + 1,
          rankings: i % 10 === 3 ? 0 : 1,
          k: i % 10 === 3 ? 0 : 4,
          excerpt: `Question ${from + i + 1} <b>bold</b>`,
          ...(i % 10 === 3 ? { severity: 'error' } : {}),
        })),
      );
      player.replies('record', (line: number) => ({ ...record, line }));
      player.replies('placeOf', (line: number) => line - 1);
      player.rankings(file, { ...state, indexed: 0.5, checked: 0.2 });
    },
    [file, problems, record] as const,
  );
  await page.getByRole('region', { name: 'Line 1', exact: true }).waitFor();
  yield ['rankings, being read', page];
  await page.evaluate(([file, state]) => window.player.rankings(file, state), [file, problems] as const);
  const compare = page.getByRole('button', { name: 'Compare' });
  await compare.nth(0).click();
  await compare.nth(1).click();
  await page.getByLabel('Go to line').fill('12x');
  yield ['rankings, two completions compared', page, '.record'];
  await page.close();
}

export async function* tokensStates(pages: Pages): AsyncGenerator<Step> {
  const tokenizer = await openTextToTokens(
    fileURLToPath(new URL('../../media/sample/policy', import.meta.url)),
  );
  const texts = {
    prompt: 'Sort these: 7, 3, 9.\n',
    completions: ['3, 7, 9', 'Sorted they are 3,\t7 and 9.', '9 <b>7</b> 你好'],
  };
  const shown = tokenizer.show(texts, { ...defaultScoring, maxLength: 20, truncation: 'keep_start' });
  const more = { model: 'policy', tiers: [[1], [0, 2]], tokenizerNotes: ['A note.'] };
  const state: TokensState = {
    fileName: 'r.jsonl',
    line: 7,
    examples: [{ ...shown, ...more, roles: ['policy', 'reference'] }],
  };
  const page = await pages.open({ name: 'tokens' });
  await page.evaluate((s) => window.player.tokens(s), state);
  await page.getByRole('listbox', { name: /completion 2/ }).focus();
  yield ['tokens', page];
  await page.evaluate((s) => window.player.tokens(s), {
    ...state,
    examples: [],
    problem: 'No model is chosen yet.',
    missing: 'model',
  } as TokensState);
  await page.getByRole('button', { name: 'Select policy model' }).waitFor();
  yield ['tokens, without a model', page];
  await page.close();
}

export async function* compareStates(pages: Pages): AsyncGenerator<Step> {
  const page = await pages.open({ name: 'compare' });
  await page.evaluate(() => window.player.comparing('reading', 0.4));
  await page.getByRole('progressbar').waitFor();
  yield ['compare, reading', page];
  await page.evaluate(() => window.player.comparing('problem', 'Choose two to 8 runs to compare, not 1.'));
  await page.getByRole('button', { name: 'Choose runs…' }).waitFor();
  yield ['compare, nothing to compare', page];
  const notes = ['Max length differs: A 256, B 512, C 512.'];
  await page.evaluate((o) => window.player.compare(o), { examples: 400, runs: 3, notes });
  await page.locator('.row').first().waitFor();
  await page.waitForFunction(() => !document.body.innerText.includes('… to …'));
  yield ['compare', page];
  await page.locator('[role=grid]').focus();
  for (const key of ['ArrowDown', 'ArrowDown', 'Enter']) await page.keyboard.press(key);
  await page.locator('.completion .text').first().waitFor();
  yield ['compare, an open example', page, '.detail'];
  await page.close();
}

/** All tours by name. */
export const tours = {
  'the results page, run by run': resultsStates,
  'the results page, its example, dialogs and menus': resultsParts,
  'the results page, its filter, charts, problems and review': resultsTools,
  'the rankings page': rankingsStates,
  'the tokens page': tokensStates,
  'the compare page': compareStates,
};
