import type { Random } from './random.ts';

/** Records as people have them, in the formats the scanner reads, and what makes them unusual. */

const words =
  'the model answers a question about time and place; however, it doesn\u2019t say why: "so what?" (C:\\temp) 42 3.5 na\u00efve \u4f60\u597d \u4e16\u754c \u043f\u0440\u0438\u0432\u0435\u0442 \ud83d\ude00 **bold** `code` <b>html</b> [link] ### Heading Human User a\u00a0b \u212angstrom k K \u3000 \u2003'.split(
    ' ',
  );
const marks = [
  '<|im_start|>',
  '[INST]',
  '[/INST]',
  '<start_of_turn>',
  '<end_of_turn>',
  '\n\nHuman: ',
  '\n \nUser:',
  '\nAssistant:',
  '\n\n### Response: ',
  '<|x|>',
  '<span>',
];
const odd = [
  '\u0000',
  '\u001b',
  '\u000b',
  '\u007f',
  '\u2028',
  '\u2029',
  '\ufeff',
  '\t',
  '\r',
  '\f',
  '\b',
  '/',
  '\\',
  '"',
];

export function text(random: Random, least = 1): string {
  let made = '';
  const length = least + random.below(random.once(20) ? 400 : 30);
  for (let i = 0; i < length; i++)
    made += `${random.of(words)}${random.once(12) ? '\n' : random.once(30) ? '\n\n' : ' '}`;
  if (random.once(3)) made = made.trimEnd();
  if (random.once(60)) made = insert(random, made, random.of(odd));
  if (random.once(80)) made = insert(random, made, random.of(marks));
  if (random.once(100))
    made = random.of(['', ' ', '\n\t', '\u3000', '\u000b', 'ok', '\u4f60', 'Yes.', 'A', 'a']);
  return made;
}

function insert(random: Random, into: string, piece: string): string {
  const at = random.below(into.length + 1);
  return into.slice(0, at) + piece + into.slice(at);
}

/** Texts of which some are all but another. */
export function texts(random: Random, count: number): string[] {
  const made = random.list(count, () => text(random));
  if (count > 0 && random.once(12)) made[random.below(count)] = near(random, random.of(made));
  return made;
}

function near(random: Random, like: string): string {
  const at = random.below(like.length + 1);
  return random.of([
    () => like,
    () => like.toUpperCase(),
    () => ` ${like.replaceAll(' ', '  ')}\n`,
    () => like.slice(0, at),
    () => `${like} And more.`,
    () => `${like.slice(0, at)}x${like.slice(at + 1)}`,
    () => `${like}${random.of(odd)}`,
    () => `\n${like}`,
  ])();
}

const roles = ['user', 'assistant', 'system', 'tool', 'human', 'User'];
const turn = (random: Random, role: string, content = text(random)) =>
  random.once(2) ? { role, content } : { content, role };

function conversation(random: Random): object[] {
  const turns = random.once(4) ? [turn(random, 'system')] : [];
  const rounds = 1 + random.below(3);
  for (let i = 0; i < rounds; i++) {
    if (i > 0) turns.push(turn(random, 'assistant'));
    turns.push(turn(random, 'user'));
  }
  if (random.once(25)) turns[random.below(turns.length)] = turn(random, random.of(roles));
  if (random.once(40)) turns.push(turn(random, random.of(roles)));
  if (random.once(60))
    Object.assign(turns[0], random.of([{ name: 'x' }, { tool_calls: [] }, { content: null }]));
  return turns;
}

const number = (random: Random) =>
  random.of([
    () => random.below(5),
    () => random.below(5) - 2,
    () => random.below(100) / 10,
    () => random.below(2 ** 31) / 2 ** 31,
    () => random.below(2 ** 31) / 2 ** 45,
    () => -random.below(2 ** 31) / 7,
  ])();

function ranking(random: Random, count: number): object {
  const order = random.list(count, (i) => i).sort(() => random.below(3) - 1);
  return random.of([
    () => ({ ranking: order }),
    () => ({ ranking: order }),
    () => ({ ranking: order.length > 2 ? [order.slice(0, 2), ...order.slice(2)] : [order[0], [order[1]]] }),
    () => ({ ranking: order.slice(0, 1 + random.below(count)) }),
    () => ({ ranking: order.map((i) => i + 1) }),
    () => ({ ranking: random.list(count + random.below(2), () => random.below(count + 1)) }),
    () => ({ ranks: random.list(count, () => number(random)) }),
    () => ({ scores: random.list(count, () => number(random)) }),
    () => ({ scores: random.list(count, () => number(random)), ranking: null }),
    () => ({ ranking: random.once(2) ? [] : order, ranks: [[1], 2] }),
  ])();
}

function native(random: Random): object {
  const count = random.once(20) ? random.below(80) : 2 + random.below(5);
  return { prompt: text(random), responses: texts(random, count), ...ranking(random, Math.max(1, count)) };
}

function pair(random: Random): object {
  const [prompt, chosen, rejected] = texts(random, 3);
  return { prompt, chosen, rejected };
}

function conversationPair(random: Random): object {
  const turns = conversation(random);
  const last = turns[turns.length - 1] as { content: string };
  const [chosen, rejected] = texts(random, 2).map((content) => turn(random, 'assistant', content));
  const whole = { chosen: [...turns, chosen], rejected: [...turns, rejected] };
  return random.of([
    () => ({ prompt: last.content, ...whole }),
    () => ({ prompt: `${last.content} `, ...whole }),
    () => ({ prompt: turns, chosen: [chosen], rejected: [rejected] }),
    () => ({ prompt: text(random), chosen: [chosen], rejected: [rejected] }),
    () => whole,
    () => ({ ...whole, prompt: null }),
    () => ({ prompt: turns, ...whole }),
    () => ({ chosen: [chosen], rejected: [rejected] }),
    () => ({ chosen: [...turns, chosen, turn(random, 'user')], rejected: [...turns, rejected] }),
    () => ({ chosen: [...turns, chosen], rejected: [...turns.slice(1), rejected] }),
  ])();
}

const keys = (
  'id prompt responses ranking ranks scores chosen rejected tools image images messages conversations conversation context history ' +
  'instruction input question query answers completions suffix prefix reward candidates sample0 best conversation_input human_ref_A ' +
  'human_ref_B response helpfulness info summary summaries answer_0 answer_1 response_0 response_1 response1 response2 ' +
  'preference_strength better_response_id conversation_a conversation_b output_A output_B output_1 output_2 preference ' +
  'chosen_messages rejected_messages generations completion label winner_tie response_a response_b policy_logps reference_logps ' +
  'ref_logps ref_chosen_logps policy_rejected_logps score_chosen score_rejected rating_chosen rating_rejected chosen-rating ' +
  'rejected-rating chosen_rating rejected_rating role content system output source meta __proto__ constructor a b c'
).split(' ');

function value(random: Random, depth = 0): unknown {
  return random.of([
    () => null,
    () => true,
    () => '',
    () => text(random),
    () => number(random),
    () => random.below(1_000_000),
    () => [],
    () => [text(random)],
    () => [number(random), number(random)],
    () => [{ role: 'user', content: text(random) }],
    () =>
      depth > 3
        ? {}
        : { [random.of(keys)]: value(random, depth + 1), [random.of(keys)]: value(random, depth + 1) },
  ])();
}

export interface Made {
  readonly line: string;
  /** Of one of the scanner's formats, without anything that is there to be unusual. */
  readonly isPlain: boolean;
}

/** A record as a line, without its line end. */
export function recordLine(random: Random): Made {
  const made = random.of([native, native, pair, conversationPair])(random);
  let fields = Object.entries(made);
  let isPlain = true;
  if (random.once(4)) fields.push(['id', random.of([text(random), random.below(1e6)])]);
  else if (random.once(40)) {
    fields.push(['id', random.of([1.5, -3, -0, null, 1e21, {}])]);
    isPlain = false;
  }
  if (random.once(6))
    for (const key of ['score_chosen', 'score_rejected']) fields.push([key, number(random)]);
  while (random.once(4)) {
    fields.push([random.of(keys), value(random)]);
    isPlain = false;
  }
  if (random.once(3)) fields = fields.sort(() => random.below(3) - 1);
  if (random.once(50)) fields.splice(random.below(fields.length), 1);
  return { line: written(random, fields), isPlain };
}

/** As JSON, in one of the ways that programs write it; keys may stand twice. */
function written(random: Random, fields: readonly (readonly [string, unknown])[]): string {
  const [comma, colon] = random.once(2) ? [', ', ': '] : [',', ':'];
  const spelled = random.of([asIs, asIs, asIs, ascii, ascii, solidus, allEscaped]);
  const key = random.once(200) ? allEscaped : asIs;
  const json = (entry: unknown): string => {
    if (typeof entry === 'string') return spelled(JSON.stringify(entry));
    if (Array.isArray(entry)) return `[${entry.map(json).join(comma)}]`;
    if (typeof entry !== 'object' || entry === null) return JSON.stringify(entry);
    return object(Object.entries(entry));
  };
  const object = (entries: readonly (readonly [string, unknown])[]) =>
    `{${entries.map(([name, own]) => `${key(JSON.stringify(name))}${colon}${json(own)}`).join(comma)}}`;
  return object(fields);
}

const asIs = (json: string) => json;
const hex = (text: string) =>
  [...Array(text.length).keys()]
    .map((i) => `\\u${text.charCodeAt(i).toString(16).padStart(4, '0')}`)
    .join('');
/** As Python's json.dumps does by default. */
const ascii = (json: string) => json.replace(/[\u007f-\uffff]/g, hex);
const solidus = (json: string) => json.replaceAll('/', '\\/');
/** As nobody does it. */
const allEscaped = (json: string) => `"${hex(JSON.parse(json) as string)}"`;
