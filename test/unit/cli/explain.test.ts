import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, it, vi } from 'vitest';
import { explainCommand } from '../../../extension/cli/explain.ts';
import { problemCodes } from '../../../extension/dataset/severities.ts';

const pages = path.join(fileURLToPath(new URL('../../../media/', import.meta.url)), 'problems');
const written = () =>
  vi
    .mocked(process.stdout.write)
    .mock.calls.map(([text]) => text)
    .join('');
afterEach(() => vi.restoreAllMocks());

it('a problem is explained, and without one all are listed', async () => {
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  expect(await explainCommand('ranking-one-based', pages)).toBe(0);
  expect(written()).toMatch(/^# ranking-one-based\n[\s\S]*\*\*Why it matters\.\*\*/);
  vi.mocked(process.stdout.write).mockClear();
  expect(await explainCommand(undefined, pages)).toBe(0);
  expect(written().trim().split('\n')).toEqual([...problemCodes]);
});

it('what is no code is told so, and is never a path', async () => {
  await expect(explainCommand('../../README', pages)).rejects.toThrow('There is no problem "../../README".');
});
