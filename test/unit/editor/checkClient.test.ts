import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { CheckClient } from '../../../extension/editor/checkClient.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'plackett-check-'));
const realWorker = path.join(folder, 'checkWorker.js');
const mortalWorker = path.join(folder, 'mortalWorker.js');
const root = fileURLToPath(new URL('../../..', import.meta.url));

/** A worker that dies of some lines, as the real one would of a bug or of its memory. */
const mortalSource = `
  import { parentPort } from 'node:worker_threads';
  import { createBirpc } from 'birpc';
  createBirpc(
    { check: (texts) => texts.map((text) => {
        if (text === 'die') process.exit(7);
        return { problems: [{ code: text, severity: 'error', message: '', start: 0, end: 1, fixes: [] }] };
      }) },
    { post: (m) => parentPort.postMessage(m), on: (f) => parentPort.on('message', f) },
  );`;

beforeAll(async () => {
  const shared = { bundle: true, platform: 'node', format: 'cjs', target: 'node18' } as const;
  const entry = path.join(root, 'extension/dataset/checkWorker.ts');
  await build({ ...shared, entryPoints: [entry], outfile: realWorker });
  await build({ ...shared, stdin: { contents: mortalSource, resolveDir: root }, outfile: mortalWorker });
});
afterAll(() => rmSync(folder, { recursive: true }));

const clients: CheckClient[] = [];
afterEach(() => {
  for (const client of clients.splice(0)) client.dispose();
});

function clientOf(workerPath: string) {
  const warn = vi.fn<(message: string) => void>();
  const client = new CheckClient(workerPath, { warn });
  clients.push(client);
  return { client, warn };
}

test('lines are checked by the real worker', async () => {
  const { client, warn } = clientOf(realWorker);
  const good = '{"prompt": "p", "responses": ["a", "b"], "ranking": [0, 1]}';
  const bad = '{"prompt": "p", "responses": ["a", "b"], "ranking": [0, 0]}';
  const [none, duplicate] = await client.check([good, bad]);
  expect(none.problems).toEqual([]);
  expect(none.facts).toHaveLength(1);
  expect(duplicate.problems.map(({ code }) => code)).toContain('ranking-duplicate');
  expect(warn).not.toHaveBeenCalled();
});

test('a line that the worker dies of is left out, and the others get their answer', async () => {
  const { client, warn } = clientOf(mortalWorker);
  const problems = await client.check(['a', 'die', 'b']);
  expect(problems.map((line) => line.problems.map(({ code }) => code))).toEqual([['a'], [], ['b']]);
  expect(warn.mock.calls.flat().join('\n')).toContain('A line of 3 characters was not checked');
  expect(await client.check(['c'])).toHaveLength(1);
});

test('a worker that keeps dying is given up with the next step', async () => {
  const { client } = clientOf(mortalWorker);
  await expect(client.check(Array.from({ length: 20 }, () => 'die'))).rejects.toThrow(/keeps ending.*Reload/);
});

test('a worker that cannot start rejects rather than waits', async () => {
  const { client } = clientOf(path.join(folder, 'missing.js'));
  await expect(client.check(Array.from({ length: 20 }, () => 'a'))).rejects.toThrow(/keeps ending/);
});

test('the end of the client settles what is pending', async () => {
  const { client } = clientOf(mortalWorker);
  const pending = client.check(['a']);
  client.dispose();
  await expect(pending).rejects.toThrow('ended');
  await expect(client.check(['a'])).rejects.toThrow('ended');
});
