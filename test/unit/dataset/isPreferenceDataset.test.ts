import { describe, expect, test } from 'vitest';
import { isPreferenceDataset } from '../../../extension/dataset/isPreferenceDataset.ts';

const ranking = '{"prompt": "q", "responses": ["a", "b"], "ranking": [0, 1]}';
const log = '{"time": 1, "level": "info", "message": "prompt: chosen"}';

describe('is a preference dataset', () => {
  test.each([
    ['native', [ranking]],
    ['after a byte order mark', [`\ufeff${ranking}`]],
    ['without a ranking', ['{"prompt": "q", "responses": ["a", "b"]}']],
    ['without a prompt', ['{"responses": ["a", "b"], "scores": [0, 1]}']],
    ['pairs', ['{"prompt": "q", "chosen": "a", "rejected": "b"}']],
    ['a pair with a side missing that others have', ['{"prompt": "q", "chosen": null, "rejected": "b"}']],
    [
      'hh-rlhf',
      ['{"chosen": "\\n\\nHuman: q\\n\\nAssistant: a", "rejected": "\\n\\nHuman: q\\n\\nAssistant: b"}'],
    ],
    ['cut off while typing', ['{"prompt": "q", "responses": ["a"']],
    [
      'every line broken',
      ['{"prompt": "q", "chosen": "a", "rejected": }', '{"prompt": "q", "chosen": "a", rejected: 1}'],
    ],
    ['written by Python', ["{'prompt': 'q', 'chosen': 'a', 'rejected': 'b'}"]],
    ['blank lines first', ['', '  ', ranking]],
    ['half of it broken beyond knowing', [ranking, '{', 'x', ranking]],
  ])('%s', (_, lines) => expect(isPreferenceDataset(lines)).toBe(true));

  test.each([
    ['nothing', []],
    ['blank lines', ['', ' ']],
    ['a log', [log, log]],
    ['a log with one ranking', [log, log, log, ranking, log]],
    ['chats', ['{"messages": [{"role": "user", "content": "chosen rejected"}]}']],
    ['unpaired', ['{"prompt": "q", "completion": "a", "label": true}']],
    ['a text that quotes keys', ['{"text": "{\\"prompt\\": 1, \\"chosen\\": 2, \\"rejected\\": 3"']],
    ['one pretty-printed object', ['{', '  "prompt": "q",', '  "chosen": "a",', '  "rejected": "b"', '}']],
    ['a list', ['[{"prompt": "q", "chosen": "a", "rejected": "b"}]']],
    ['a survey', ['{"id": 1, "responses": [3, 4]}']],
    [
      'a ranking of something unnamed',
      ['{"prompt": "q", "pictures": ["a.webp", "b.webp"], "ranking": [1, 2]}'],
    ],
  ])('not: %s', (_, lines) => expect(isPreferenceDataset(lines)).toBe(false));

  test('only the first records are looked at', () => {
    function* endless() {
      for (;;) yield ranking;
    }
    expect(isPreferenceDataset(endless())).toBe(true);
    expect(
      isPreferenceDataset([
        ...Array.from({ length: 20 }, () => log),
        ...Array.from({ length: 99 }, () => ranking),
      ]),
    ).toBe(false);
  });
});
