import { describe, expect, test, vi } from 'vitest';
import { resultsShapes } from '../../../extension/workbench/messages/pageShapes.ts';
import { fits } from '../../../extension/workbench/messages/shape.ts';
import { pageChannel } from '../../../extension/workbench/pageChannel.ts';
import { fuzzMessages } from '../../fuzz/messages/fuzzMessages.ts';

// The long form is `npm run fuzz -- messages`.
test('whatever a page says, only calls of the right shape reach a handler, and every question is answered', async () => {
  const { faults, taken, refused } = await fuzzMessages(20_000, 5);
  expect(faults).toEqual([]);
  expect(taken).toBeGreaterThan(1000);
  expect(refused).toBeGreaterThan(1000);
});

describe('a page', () => {
  async function asked(message: object) {
    const posted: unknown[] = [];
    let send: (message: unknown) => void = () => {};
    const explain = vi.fn(() => 'explained');
    pageChannel(
      {
        postMessage: async (answer: unknown) => posted.push(answer) > 0,
        onDidReceiveMessage: (listener: typeof send) => {
          send = listener;
          return { dispose: () => {} };
        },
      } as never,
      { explain },
      [],
      { explain: resultsShapes.explain } as never,
    );
    send({ t: 'q', i: '1', ...message });
    await new Promise(setImmediate);
    return { posted, explain };
  }

  test('is answered where it asks as it may', async () => {
    const { posted } = await asked({ m: 'explain', a: ['json-syntax'] });
    expect(posted).toEqual([{ t: 's', i: '1', r: 'explained' }]);
  });

  test.each([
    { m: 'explain', a: [7] },
    { m: 'explain', a: [] },
    { m: 'explain', a: ['json-syntax', 'more'] },
    { m: 'explain', a: ['x'.repeat(201)] },
    { m: 'constructor', a: ['json-syntax'] },
    { m: '__proto__', a: ['json-syntax'] },
    { m: 'setBeta', a: [1] },
  ])('is refused otherwise: %j', async (message) => {
    const { posted, explain } = await asked(message);
    expect(posted).toEqual([{ t: 's', i: '1', e: expect.any(Error) }]);
    expect(explain).not.toHaveBeenCalled();
  });
});

test('an export is of one run, in a known format, of rows that are numbers', () => {
  const { exportResults } = resultsShapes;
  expect(fits(exportResults, [{ runId: 'r', format: 'csv' }])).toBe(true);
  expect(
    fits(exportResults, [{ runId: 'r', format: 'csv', rows: Uint32Array.of(1), columns: ['loss'] }]),
  ).toBe(true);
  // Messages make null of what is undefined.
  expect(fits(exportResults, [{ runId: 'r', format: 'csv', rows: null, columns: null }])).toBe(true);
  expect(fits(exportResults, [{ runId: 'r', format: 'exe' }])).toBe(false);
  expect(fits(exportResults, [{ runId: 'r', format: 'csv', rows: [-1] }])).toBe(false);
  expect(fits(exportResults, [JSON.parse('{"__proto__": {"runId": "r", "format": "csv"}}')])).toBe(false);
  expect(fits(exportResults, [null])).toBe(false);
});
