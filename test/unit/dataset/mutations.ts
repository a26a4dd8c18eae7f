import fc from 'fast-check';

const native =
  '{"id": "x", "prompt": "2 + \\"2\\"?", "responses": ["4", "5\\n", "\\u0036"], "ranking": [0, [2, 1]], "n": -1.5e3}';
const turns = '[{"role": "system", "content": "s"}, {"role": "user", "content": "q \\ud83d\\ude00"}';
const question = 'Say which of all the colours of the sky you like best.';
const seeds = [
  native,
  '{"prompt": "q", "responses": ["a", "b", "c", "d"], "ranks": [1, 2.0, 2, 7], "policy_logps": [-1, -2, -3, -4]}',
  '{"prompt": "q", "responses": ["a", "b"], "scores": [0.5, 1e2], "reference_logps": [-1, -2.25]}',
  '{"prompt": "q", "chosen": "a", "rejected": "b", "ref_chosen_logps": -1, "ref_rejected_logps": -2}',
  '{"chosen": "\\n\\nHuman: q\\n\\nAssistant: a", "rejected": "\\n\\nHuman: q\\n\\nAssistant: b"}',
  `{"prompt": ${turns}], "chosen": [{"role": "assistant", "content": "a"}], "rejected": "b", "tools": "[{}]"}`,
  `{"chosen": ${turns}, {"role": "assistant", "content": "a"}], "rejected": ${turns}, {"role": "assistant", "content": "b"}]}`,
  '{"chosen": "The sky is blue", "rejected": "The sky is green"}',
  '{"messages": [{"role": "user", "content": "q"}], "ok": true, "no": null}',
  `{"prompt": "${question}", "responses": ["${question}\\nBlue.", "Red.<|im_end|>", "Gr\\u00fcn 😀.</s>\\n"], "ranking": [2, 0, 1]}`,
  `{"chosen": "${question} Blue.<|eot_id|>", "rejected": "${question} Red.<end_of_turn>"}`,
  `{"prompt": "${question}", "chosen": [{"role": "assistant", "content": "${question} Blue."}], "rejected": "Red.<|im_end|>"}`,
];

const pieces = [
  ...[
    '"',
    '\\',
    '\\u',
    '\\ud83d',
    '\\udE00',
    '\ud83d',
    '\u2028',
    '\ufeff',
    '\t',
    '\u0000',
    '\u00a0',
    ' ',
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
  ],
  ...[
    '0',
    '1',
    '2',
    '3',
    '-',
    '.',
    'e5',
    '01',
    '1e999',
    'NaN',
    '-Infinity',
    'true',
    'null',
    'None',
    'False',
    "'",
    '[]',
    '{}',
    '""',
  ],
  ...[
    '"prompt": "q", ',
    '"ranking": [1, 2], ',
    '"role": "gpt"',
    '"user"',
    '"assistant"',
    '"human"',
    '"1"',
    '\\n\\nHuman: x',
    '<|im_end|>',
    '</s>',
    '\\n',
  ],
];

interface Mutation {
  readonly at: number;
  readonly remove: number;
  readonly insert: string;
}

const mutation: fc.Arbitrary<Mutation> = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  remove: fc.constantFrom(0, 0, 0, 1, 1, 2, 5, 20),
  insert: fc.oneof(fc.constant(''), fc.constantFrom(...pieces)),
});

/** Records with something cut out, put in or swapped in a few places: most of them are broken in one way or another. */
export const mutated: fc.Arbitrary<string> = fc
  .tuple(fc.constantFrom(...seeds), fc.array(mutation, { maxLength: 3 }))
  .map(([seed, mutations]) =>
    mutations.reduce((line, { at, remove, insert }) => {
      const place = Math.floor(at * (line.length + 1));
      return line.slice(0, place) + insert + line.slice(place + remove);
    }, seed),
  );
