import {
  compareShapes,
  rankingsShapes,
  resultsShapes,
  tokensShapes,
} from '../../../extension/workbench/messages/pageShapes.ts';
import { fits, type Shape } from '../../../extension/workbench/messages/shape.ts';
import { pageChannel } from '../../../extension/workbench/pageChannel.ts';
import { hostileTexts } from '../lines/hostileTexts.ts';
import { Random } from '../random.ts';

export interface MessagesTried {
  readonly messages: number;
  /** Calls that reached their handler, and calls that were refused. */
  readonly taken: number;
  readonly refused: number;
  readonly faults: readonly string[];
}

const contracts = {
  results: resultsShapes,
  compare: compareShapes,
  rankings: rankingsShapes,
  tokens: tokensShapes,
};

/** Random messages to the channel of each page: nothing but calls of the right shape reaches a handler, and each call that asks is answered once. */
export async function fuzzMessages(messages: number, seed: number): Promise<MessagesTried> {
  const random = new Random(seed);
  const faults: string[] = [];
  const unhandled = (error: unknown) => faults.push(`nobody handled ${error}`);
  process.on('unhandledRejection', unhandled);
  let [taken, refused] = [0, 0];
  const pages = Object.values(contracts).map((shapes) => {
    const known = shapes as unknown as Record<string, readonly Shape[]>;
    const answers = new Map<string, number>();
    let send: (message: unknown) => unknown = () => {};
    const calls = Object.fromEntries(
      Object.entries(known).map(([name, own]) => [
        name,
        (...args: unknown[]) => {
          taken++;
          if (!fits(own, args)) faults.push(`${name} was reached with ${JSON.stringify(args)}`);
          if (random.once(20)) throw new Error('a handler that fails');
        },
      ]),
    );
    const webview = {
      postMessage: async (message: { i?: string; e?: unknown }) => {
        if (message.e) refused++;
        answers.set(String(message.i), (answers.get(String(message.i)) ?? 0) + 1);
        if (random.once(50)) throw new Error('the page is gone');
        return true;
      },
      onDidReceiveMessage: (listener: typeof send) => {
        send = listener;
        return { dispose: () => {} };
      },
    };
    const channel = pageChannel(webview as never, calls, ['told'] as never, known as never);
    return { names: Object.keys(known), answers, send: (message: unknown) => send(message), channel };
  });
  const asked = pages.map(() => new Set<string>());
  for (let n = 0; n < messages; n++) {
    const at = random.below(pages.length);
    const id = random.once(3) ? undefined : `id${n}`;
    const message = random.once(4)
      ? value(random)
      : { ...call(random, pages[at].names), ...(id ? { i: id } : {}) };
    const isAsked = id !== undefined && isCallWith(message, id);
    if (isAsked) asked[at].add(id);
    try {
      pages[at].send(message);
    } catch (error) {
      faults.push(`${JSON.stringify(message)} threw ${error}`);
    }
    if (n % 500 === 0) await new Promise(setImmediate);
  }
  for (let i = 0; i < 5; i++) await new Promise(setImmediate);
  for (const [at, { answers, channel }] of pages.entries()) {
    for (const id of asked[at]) if (!answers.get(id)) faults.push(`${id} has no answer`);
    channel.dispose();
  }
  process.off('unhandledRejection', unhandled);
  return { messages, taken, refused, faults: faults.slice(0, 5) };
}

function isCallWith(message: unknown, id: string): boolean {
  if (typeof message !== 'object' || message === null) return false;
  const { t, m, a, i } = message as Record<string, unknown>;
  return t === 'q' && i === id && typeof m === 'string' && (a === undefined || Array.isArray(a));
}

const noNames = [
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '$call',
  '$close',
  'then',
  '',
  'evaluate2',
];

function call(random: Random, names: readonly string[]): object {
  return {
    t: random.once(20) ? value(random) : 'q',
    m: random.once(10) ? random.of(noNames) : random.once(30) ? value(random) : random.of(names),
    a: random.once(20) ? value(random) : random.list(random.below(4), () => argument(random)),
    ...(random.once(20) ? { o: true } : {}),
    ...(random.once(20) ? { [random.of(['e', 'r', 'x', 'bind'])]: value(random) } : {}),
  };
}

/** Like what pages send, or not. */
function argument(random: Random): unknown {
  return random.of([
    () => random.below(100),
    () => random.of(['policy', 'png', 'csv', 'json-syntax', 'run/1']),
    () => Uint32Array.of(random.below(9)),
    () => Uint8Array.of(1, 2),
    () => ({ verdict: random.of(['keep', 'flip', null, 'x']), ranking: value(random), tags: [], note: 'n' }),
    () => ({ runId: 'r', format: random.of(['csv', 'jsonl', 'exe']), rows: value(random) }),
    () => ({
      options: { strategy: 'all', gap: 'tiers', keep: 'random', seed: random.below(9) },
      fields: [value(random)],
    }),
    () => [{ run: 0, at: 5 }],
    () => value(random),
  ])();
}

function value(random: Random, depth = 0): unknown {
  return random.of([
    () => undefined,
    () => null,
    () => true,
    () => random.of([-1, 0.5, Number.NaN, Infinity, 2 ** 53, -0, 7]),
    () => random.of(hostileTexts),
    () => 'x'.repeat(random.below(300_000)),
    () => (depth > 3 ? [] : random.list(random.below(5), () => value(random, depth + 1))),
    () =>
      depth > 3 ? {} : { [random.of([...noNames, 'runId', 'rows', 't', 'm'])]: value(random, depth + 1) },
    () => JSON.parse('{"__proto__": {"runId": "x"}, "rows": [1]}'),
    () => new Uint32Array(random.below(5)),
    () => new Date(0),
    () => new Map([['t', 'q']]),
  ])();
}
