import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { bundledSample } from '../../../extension/workbench/sample.ts';
import { temporaryFolder } from '../../fixtures/datasets.ts';

test('the sample is copied once: what somebody edited in it stays', async () => {
  const root = fileURLToPath(new URL('../../..', import.meta.url));
  const sample = bundledSample(root, temporaryFolder());
  const file = await sample.rankings();
  expect(file).toBe(sample.path);
  expect(readFileSync(file)).toEqual(readFileSync(path.join(root, 'media', 'sample', 'rankings.jsonl')));
  writeFileSync(file, 'mine\n');
  expect(await sample.rankings()).toBe(file);
  expect(readFileSync(file, 'utf8')).toBe('mine\n');
  expect(sample.modelFor(file, 'policy')).toBe(sample.folderOf('policy'));
  expect(sample.modelFor('/other.jsonl', 'policy')).toBeUndefined();
});
