import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { bytesField, messageField, textField, varintField } from '../../../extension/onnx/protobufWriter.ts';
import { type TinyOptions, tinyModel } from '../../fixtures/onnx/tinyModel.ts';
import { tinyTokenizer } from '../../fixtures/onnx/tinyTokenizer.ts';
import { restructured } from '../lines/structure.ts';
import { retokenized } from '../lines/tokens.ts';
import { mutated } from '../mutations.ts';
import type { Random } from '../random.ts';
import { changedProtobuf } from './protobufTree.ts';

/** Of a model folder, by name. */
export type Files = Record<string, string | Uint8Array>;

const variants: readonly TinyOptions[] = [
  {},
  { past: 'split' },
  { past: 'stacked' },
  { positionIds: false },
  { floats: 'float16' },
  { extra: 'keep' },
  { dynamicInt8: true },
];
const config = { model_type: 'tiny', vocab_size: 270, max_position_embeddings: 128 };
const genai = {
  model: { decoder: { filename: 'onnx/model.onnx', head_size: 4 }, context_length: 128, vocab_size: 270 },
};
const plainTemplate =
  "{% for m in messages %}{{ '<|' + m.role + '|>' + m.content + eos_token }}{% endfor %}{% if add_generation_prompt %}{{ '<|assistant|>' }}{% endif %}";
const tokenizerConfig = { bos_token: '<s>', eos_token: '</s>', chat_template: plainTemplate };

const hang = (body: string) =>
  `{% for a in range(99999) %}{% for b in range(99999) %}${body}{% endfor %}{% endfor %}`;
const endless = [
  hang('x'),
  hang('{{ messages[0].content }}'),
  hang('{{ messages | tojson }}'),
  '{% macro f(g) %}{{ g(g) }}{{ g(g) }}{% endmacro %}{{ f(f) }}',
  '{% macro f(n) %}{% if n > 0 %}{{ f(n - 1) }}{{ f(n - 1) }}{% endif %}{% endmacro %}{{ f(60) }}',
  '{% set ns = namespace(s="ab") %}{% for i in range(99) %}{% set ns.s = ns.s + ns.s %}{% endfor %}{{ ns.s }}',
  '{% set ns = namespace(a=[1]) %}{% for i in range(99) %}{% set ns.a = ns.a + ns.a %}{% endfor %}',
  '{% set ns = namespace(a=[]) %}{% for i in range(99) %}{% set ns.a = [ns.a, ns.a] %}{% endfor %}{{ ns.a | tojson }}',
  '{{ "a\nb" | indent(400000000) }}',
  `{{ ${'('.repeat(5000)}1${')'.repeat(5000)} }}`,
  `${'{% if true %}'.repeat(3000)}${'{% endif %}'.repeat(3000)}`,
  '{{',
  '{% for m in messages %}',
  '{{ raise_exception("no " + messages[0].content) }}',
];
const patterns = [
  '(a+)+$',
  '(a|aa)+$',
  '(.*)*x',
  '(?:\\w+\\s?)*!',
  '((((((a*)*)*)*)*)*)b',
  '(',
  '[',
  '\\p{Nothing}',
  '(?<=a',
  '',
];
const locations = [
  '/etc/passwd',
  '../../../../etc/passwd',
  '../tokenizer.json',
  'C:\\x',
  '',
  'missing.data',
  'link.data',
  '\u0000',
];

/** A model folder of which one file is hostile, and what kind of hostile it is. */
export function hostileFiles(random: Random, root: string): { readonly kind: string; readonly files: Files } {
  const files: Files = {
    'config.json': JSON.stringify(config),
    'tokenizer.json': JSON.stringify(tinyTokenizer()),
    'tokenizer_config.json': JSON.stringify(tokenizerConfig),
    'onnx/model.onnx': tinyModel(random.of(variants)),
  };
  const graph = () => Buffer.from(files['onnx/model.onnx']);
  const kinds: Record<string, () => void> = {
    'graph: fields': () => {
      let bytes: Buffer = graph();
      for (let times = 1 + random.below(3); times > 0; times--) bytes = changedProtobuf(bytes, random);
      files['onnx/model.onnx'] = bytes;
    },
    'graph: bits': () => {
      const bytes = graph();
      for (let times = 1 + random.below(8); times > 0; times--)
        bytes[random.below(bytes.length)] ^= 1 << random.below(8);
      files['onnx/model.onnx'] = bytes;
    },
    'graph: cut off': () => {
      files['onnx/model.onnx'] = graph().subarray(0, random.below(graph().length));
    },
    'graph: weights elsewhere': () => {
      files['onnx/model.onnx'] = withWeightAt(random.of(locations));
    },
    tokenizer: () => json(files, 'tokenizer.json', random),
    'tokenizer: pattern': () => {
      const split = {
        type: 'Split',
        pattern: { Regex: random.of(patterns) },
        behavior: 'Isolated',
        invert: false,
      };
      files['tokenizer.json'] = JSON.stringify({
        ...tinyTokenizer(),
        ...random.of([
          { pre_tokenizer: { type: 'Sequence', pretokenizers: [split, tinyTokenizer().pre_tokenizer] } },
          {
            normalizer: {
              type: 'Replace',
              pattern: split.pattern,
              content: 'aa'.repeat(1 + random.below(4)),
            },
          },
          {
            normalizer: {
              type: 'Sequence',
              normalizers: Array(40).fill({ type: 'Replace', pattern: { String: 'a' }, content: 'aa' }),
            },
          },
        ]),
      });
    },
    'tokenizer config': () => json(files, 'tokenizer_config.json', random),
    config: () => json(files, 'config.json', random),
    'genai config': () => {
      files['genai_config.json'] = JSON.stringify(genai);
      json(files, 'genai_config.json', random);
    },
    'template: endless': () => {
      files['chat_template.jinja'] = random.of(endless);
    },
    'template: mutated': () => {
      const folder = path.join(root, 'test', 'fixtures', 'chat');
      const names = readdirSync(folder).filter((name) => name.endsWith('.jinja'));
      const [one, other] = [0, 1].map(() => readFileSync(path.join(folder, random.of(names)), 'utf8'));
      files['chat_template.jinja'] = random.once(3)
        ? mutated(Buffer.from(one), random)
        : retokenized(one, other, random);
    },
  };
  // Each kind as often as its files are many.
  // What takes as long as it may take comes seldom.
  const slow = ['tokenizer: pattern', 'template: endless'];
  const quick = Object.keys(kinds).filter((kind) => !slow.includes(kind));
  const kind = random.once(30)
    ? random.of(slow)
    : random.of([
        ...quick,
        'graph: fields',
        'graph: fields',
        'graph: fields',
        'tokenizer',
        'template: mutated',
      ]);
  kinds[kind]();
  return { kind, files };
}

/** Changed as a value, or as bytes. */
function json(files: Files, name: string, random: Random): void {
  let value: unknown = JSON.parse(String(files[name]));
  for (let times = 1 + random.below(3); times > 0; times--) value = restructured(value, random);
  const text = Buffer.from(JSON.stringify(value) ?? '');
  files[name] = random.once(4) ? mutated(text, random) : text;
}

function withWeightAt(location: string): Uint8Array {
  const entry = messageField(13, [textField(1, 'location'), textField(2, location)]);
  const tensor = [varintField(1, 4), varintField(2, 1), textField(8, 'w'), entry, varintField(14, 1)];
  return Buffer.concat([varintField(1, 8), bytesField(7, messageField(5, tensor))]);
}
