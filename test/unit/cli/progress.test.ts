import { expect, test } from 'vitest';
import { progressPrinter } from '../../../extension/cli/progress.ts';

test('a reason of many lines, or a name with escapes, stays on the line of its provider', () => {
  let printed = '';
  const stream = {
    isTTY: false,
    write: (text: string) => (printed += text),
  } as unknown as NodeJS.WriteStream;
  const model = {
    folder: '/m',
    name: 'tiny\u001b[2J',
    fingerprint: '',
    provider: 'cpu',
    attempts: [{ provider: 'cuda', reason: '\u001b[1;31mno driver\u001b[m\nat line 3' }],
    contextLength: 0,
    vocabularySize: 0,
    path: 'logits',
    placement: [],
    weightBytes: 0,
    notes: [],
  } as const;
  progressPrinter(stream).models(model, undefined);
  expect(printed.split('\n')).toEqual([
    'policy    tiny\ufffd[2J on cpu, logits',
    '          (not cuda: \ufffd[1;31mno driver\ufffd[m at line 3)',
    'reference log-probabilities of the records',
    '',
  ]);
});
