import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { defaultScoring } from '../../../extension/model/settings.ts';
import { ScorerClient } from '../../../extension/run/scorerClient.ts';
import { ScorerEnded } from '../../../extension/run/scorerEnded.ts';
import { bundle } from '../../fixtures/bundle.ts';
import { temporaryFolder } from '../../fixtures/datasets.ts';
import { tinyFolder } from '../../fixtures/onnx/modelFolder.ts';

let script: string;
let policy: string;
beforeAll(async () => {
  script = path.join(await bundle('scorerProcess'), 'scorerProcess.js');
  policy = tinyFolder({ past: 'split' });
});

const clients: ScorerClient[] = [];
afterEach(() => {
  for (const client of clients.splice(0)) client.end('the test is over');
});

function clientOf(program: string) {
  const logs: string[] = [];
  const client = new ScorerClient(program, (level, message) => void logs.push(`${level}: ${message}`));
  clients.push(client);
  return { client, logs };
}

/** A scorer process that does this instead of answering. */
function programThat(code: string): string {
  const file = path.join(temporaryFolder(), 'program.cjs');
  writeFileSync(file, code);
  return file;
}

const settings = { ...defaultScoring, provider: 'cpu', batchTokens: 16 } as const;
const items = (count: number) =>
  Array.from({ length: count }, (_, i) => ({
    sequences: [1, 2].map((k) => ({
      ids: Int32Array.from({ length: 12 + k }, (_, t) => (i + k * t) % 256),
      promptLength: 10,
    })),
  }));
const until = async (done: () => boolean) => {
  for (let i = 0; i < 500 && !done(); i++) await new Promise((resolve) => setTimeout(resolve, 10));
  expect(done()).toBe(true);
};

describe('the scorer process', () => {
  test('starts on first use only, and ends when idle, never between two calls of one piece of work', async () => {
    const { client } = clientOf(script);
    client.setIdleMinutes(0);
    expect(client.pid).toBeUndefined();
    await client.during(async () => {
      await client.load('policy', policy, settings);
      const { pid } = client;
      await new Promise((resolve) => setTimeout(resolve, 50));
      expect((await client.score('policy', items(1), settings))[0].ok).toBe(true);
      expect(client.pid).toBe(pid);
    });
    await until(() => client.pid === undefined);
  });

  test('a cancel stops long work between two forward passes, and the model stays loaded', async () => {
    const { client } = clientOf(script);
    await client.load('policy', policy, settings);
    const { pid } = client;
    let passes = 0;
    client.onRan = () => void passes++;
    const scored = client.score('policy', items(5000), settings).then(
      () => 'scored',
      (error: Error) => error.message,
    );
    await until(() => passes > 3);
    const before = Date.now();
    await client.stopSoon();
    expect(await scored).toBe('cancelled');
    expect(Date.now() - before).toBeLessThan(1000);
    expect(client.pid).toBe(pid);
    expect((await client.score('policy', items(1), settings))[0].ok).toBe(true);
  });

  test('a cancel ends a process that does not answer', async () => {
    const { client } = clientOf(programThat('process.on("message", () => { for (;;); })'));
    const pending = client.providers();
    const rejected = expect(pending).rejects.toThrow(ScorerEnded);
    await until(() => client.pid !== undefined);
    const before = Date.now();
    await client.stopSoon();
    expect(Date.now() - before).toBeLessThan(1000);
    await rejected;
    expect(client.pid).toBeUndefined();
  });

  test('its exit rejects what is pending with the code, and its last words reach the log', async () => {
    const program = programThat(
      'process.once("message", () => { console.error("out of luck"); setTimeout(() => process.exit(7), 100); })',
    );
    const { client, logs } = clientOf(program);
    await expect(client.providers()).rejects.toThrow('ended unexpectedly (exit code 7)');
    expect(logs).toContain('warn: last words of the scorer process: out of luck');
    // The next call starts a new one.
    await expect(client.providers()).rejects.toThrow('exit code 7');
  });

  test('an interrupt of the whole group leaves the decision to its parent', async () => {
    const { client } = clientOf(script);
    await client.load('policy', policy, settings);
    process.kill(client.pid!, 'SIGINT');
    expect((await client.score('policy', items(1), settings))[0].ok).toBe(true);
  });

  test('a name that no handler has, inherited ones too, is refused', async () => {
    const { client } = clientOf(script);
    const call = client as unknown as {
      call(ask: (calls: Record<string, () => unknown>) => unknown): unknown;
    };
    for (const name of ['nothing', 'toString', 'constructor'])
      await expect(call.call((calls) => calls[name]())).rejects.toThrow(/not found/);
  });
});
