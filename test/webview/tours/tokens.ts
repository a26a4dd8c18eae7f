import { fileURLToPath } from 'node:url';
import { defaultScoring } from '../../../extension/model/settings.ts';
import { openTextToTokens } from '../../../extension/model/textToTokens.ts';
import type { TokensState } from '../../../webview/tokens/contract.ts';
import type { Pages } from '../pages.ts';
import type { Step } from './step.ts';

export async function* tokens(pages: Pages): AsyncGenerator<Step> {
  const tokenizer = await openTextToTokens(
    fileURLToPath(new URL('../../../media/sample/policy', import.meta.url)),
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
    lines: 3,
    ranking: { part: 1, parts: 3 },
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
