import type { Random } from './random.ts';

/** Changes of a line's bytes, from harmless to hostile. */
type Mutation = (bytes: Buffer, random: Random) => Buffer;

const join = (...parts: (Buffer | string)[]) =>
  Buffer.concat(parts.map((part) => Buffer.from(part as string)));
const at = (bytes: Buffer, random: Random) => random.below(bytes.length + 1);
const insertAt = (bytes: Buffer, place: number, piece: Buffer | string) =>
  join(bytes.subarray(0, place), piece, bytes.subarray(place));

const characters = [...'{}[]",:\\0123456789.eE+-tfnulrabsx/ \t\r\u0001\u2028\u00e9\ud83d\ude00'];
const pieces = [
  '\\u2028',
  '\u2028',
  '\u2029',
  '\\ud800',
  '\\udc00',
  '\\ud83d\\ude00',
  '\\ude00\\ud83d',
  '\\ud83d\\n',
  '\\u12',
  '\\x',
  '\\',
  '\\\\',
  '\\"',
  '\r',
  '\ufeff',
  '\n',
  '\u0000',
  '\\u0000',
  '\\/',
  'NaN',
  '-Infinity',
  '1e999',
  '-0',
  '01',
  '1.',
  '1e',
  '0.1e-400',
  '12345678901234567890',
  '{}',
  '[]',
  '{"a":1,"a":2}',
  '"\\u0070rompt":1,',
  '"id":7,',
  '"prompt":"x",',
  'null',
  '""',
  ',',
  ',,',
  '  ',
  '<|im_end|>',
  '"tools":[{}],',
  '"tools":null,',
  '"image":"x",',
  '"images":[],',
  '"ranking":null,',
  '"messages":[],',
];
const invalid = [
  [0xff],
  [0xc0, 0x80],
  [0xed, 0xa0, 0x80],
  [0xe2, 0x80],
  [0xf5, 0x80, 0x80, 0x80],
  [0x80],
].map((bytes) => Buffer.from(bytes));

const mutations: readonly Mutation[] = [
  (bytes, random) => insertAt(bytes, at(bytes, random), random.of(characters)),
  (bytes, random) => insertAt(bytes, at(bytes, random), random.of(characters)),
  (bytes, random) => insertAt(bytes, at(bytes, random), random.of(pieces)),
  (bytes, random) => insertAt(bytes, at(bytes, random), random.of(invalid)),
  // After the opening brace, where a field may stand.
  (bytes, random) => insertAt(bytes, Math.min(1, bytes.length), random.of(pieces)),
  (bytes, random) => {
    const place = random.below(Math.max(1, bytes.length));
    return join(bytes.subarray(0, place), bytes.subarray(place + 1 + random.below(4)));
  },
  (bytes, random) => {
    const place = random.below(Math.max(1, bytes.length));
    return join(bytes.subarray(0, place), random.of(characters), bytes.subarray(place + 1));
  },
  (bytes, random) => {
    const changed = Buffer.from(bytes);
    if (bytes.length > 0) changed[random.below(bytes.length)] ^= 1 << random.below(8);
    return changed;
  },
  (bytes, random) => bytes.subarray(0, at(bytes, random)),
  (bytes, random) => {
    const [from, to] = [at(bytes, random), at(bytes, random)];
    return insertAt(
      bytes,
      at(bytes, random),
      bytes.subarray(Math.min(from, to), Math.min(Math.max(from, to), from + 60)),
    );
  },
  (bytes) => join(bytes, '\r'),
  (bytes) => join('\ufeff', bytes),
  (bytes, random) =>
    join(random.of([' ', '\t', '\u00a0', '\u3000']), bytes, random.of(['  ', '\t\r', '\u00a0', ','])),
  (_, random) =>
    Buffer.from(random.of(['', ' ', '\r', '\t \r', '\u2003', '\ufeff', '{}', '[]', '1', '"', '{', '\u0000'])),
];

export function mutated(line: Buffer, random: Random): Buffer {
  let bytes = line;
  for (let times = 1 + random.below(2); times > 0; times--) bytes = random.of(mutations)(bytes, random);
  return bytes;
}

/** Lines that are made once, as they are large or deep. */
export const hostileLines: readonly Buffer[] = [
  // A key twice, the first time with a role that nobody has.
  '{"prompt":"q","chosen":[{"role":"x","content":"yes","role":"assistant"}],"rejected":[{"role":"assistant","content":"no"}]}',
  '['.repeat(100_000),
  `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
  `{"prompt":"q","responses":["a","b"],"ranking":[1,0],"m":${'{"a":'.repeat(70)}1${'}'.repeat(70)}}`,
  `{"prompt":"q","responses":["a","b"],"ranking":[1,0],"m":[${'1,'.repeat(1_000_001)}1]}`,
  `{"prompt":"q","responses":["a","b"],"ranking":[1,0],"m":{${Array.from({ length: 300 }, (_, i) => `"k${i}":1`).join()}}}`,
  `{"prompt":"q","responses":[${Array.from({ length: 200 }, (_, i) => `"answer ${i}"`).join()}],"ranking":[1,0]}`,
  `{"prompt":"q","responses":["a","b"],"ranking":[1,0],"x":"${'\\\\'.repeat(5000)}"}`,
  `{"prompt":"q","responses":["a","b"],"ranking":[1,0],"x":"${'\\\\'.repeat(5000)}\\"}`,
].map((line) => Buffer.from(line));
