import path from 'node:path';
import { expect, test } from 'vitest';
import { sharedStorage } from '../../../extension/workbench/sharedStorage.ts';

const of = (workspace: string) =>
  path.join(path.sep, 'user', 'workspaceStorage', workspace, 'plackett.plackett');

test('a second process of a workspace has the storage of the first', () => {
  expect(sharedStorage(of('5b1f0a-1'))).toBe(of('5b1f0a'));
  expect(sharedStorage(of('5b1f0a-9'))).toBe(of('5b1f0a'));
});

test('names that only look a little like that stay as they are', () => {
  for (const name of ['5b1f0a', '-1', '-6123', 'ext-dev', '5b1f0a-10', '1699999999999'])
    expect(sharedStorage(of(name))).toBe(of(name));
});
