import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { bundleFile, bundleText } from '../../scripts/l10n.mjs';

test('the bundle for translators has every message of the code; `npm run l10n` writes it', async () => {
  const text = await readFile(bundleFile, 'utf8');
  expect(text).toBe(await bundleText());
  expect(Object.keys(JSON.parse(text)).length).toBeGreaterThan(500);
}, 180_000);

test('a message names its parameters by number, without gaps', async () => {
  const messages = Object.keys(JSON.parse(await readFile(bundleFile, 'utf8')));
  const wrong = messages.filter((message) => {
    const used = new Set([...message.matchAll(/\{(\d+)\}/g)].map((m) => Number(m[1])));
    return [...used].some((n) => n >= used.size);
  });
  expect(wrong).toEqual([]);
});
