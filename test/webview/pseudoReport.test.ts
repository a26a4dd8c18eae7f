import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import * as l10n from '@vscode/l10n';
import { expect, test } from 'vitest';
import { datasetFile, temporaryFolder } from '../fixtures/datasets.ts';
// @ts-expect-error plain JavaScript, shared with the launchers
import { launchBrowser } from '../host/browser.mjs';
import { messages, untranslated } from './pseudoLanguage.ts';

test('the report has every word in another language, and says which', async () => {
  l10n.config({ contents: { ...messages, [languageKey]: 'eo' } });
  // Some words are chosen when their file is loaded.
  const { exportResults } = await import('../../extension/run/export/exportResults.ts');
  const { rowsOfFile } = await import('../unit/run/export/fixtures.ts');
  const { defaultScoring } = await import('../../extension/model/settings.ts');
  const dataset = datasetFile([
    ...Array.from({ length: 60 }, (_, i) => ({
      id: `id-${i}`,
      prompt: [{ role: 'user', content: 'p' }],
      responses: ['a', `${'word '.repeat(900)}${i}`, 'c'].map((content) => [{ role: 'assistant', content }]),
      ranking: i % 3 ? [1, 0, 2] : [[0, 2], 1],
    })),
    { prompt: 'tied', responses: ['a', 'b'], ranks: [1, 1] },
    'not json',
  ]);
  const model = {
    ...{ folder: '/models/p', name: 'p', fingerprint: 'abcdef0123456789', provider: 'cpu' as const },
    ...{ attempts: [], contextLength: 512, vocabularySize: 1000, path: 'cached-prompt' as const },
    ...{ placement: [], weightBytes: 1, notes: [] },
  };
  const target = path.join(temporaryFolder(), 'report.html');
  const rows = await rowsOfFile(dataset);
  const what = { dataset, rows, totalRows: 99, beta: 0.5, policy: model, scoring: defaultScoring };
  await exportResults({ ...what, format: 'html', target, evaluatedAt: '2026-01-02T03:04:05.678Z' });
  expect(await readFile(target, 'utf8')).toContain('<html lang="eo">');
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    await page.goto(pathToFileURL(target).href);
    expect(await page.locator('.example').count()).toBe(20);
    expect(await untranslated(page, [/\bUTC\b/g])).toEqual([]);
  } finally {
    await browser.close();
  }
}, 60_000);

const languageKey = Object.keys(messages).find((key) => key.startsWith('en/')) ?? '';
