import { expect, test } from 'vitest';
import { unlinked } from '../../../extension/workbench/unlinked.ts';

test('what a message quotes is no link and does not turn the words around', () => {
  expect(unlinked('line 1: [x](command:undo) [a] (b)')).toBe('line 1: [x] (command:undo) [a] (b)');
  expect(unlinked('a\u202eb\u0007c\u001b[1m\nd')).toBe('a\ufffdb\ufffdc\ufffd[1m\nd');
});
