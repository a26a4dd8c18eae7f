import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { TokenItem } from '../../../extension/model/contract.ts';
import { defaultScoring } from '../../../extension/model/settings.ts';
import { ScorerClient } from '../../../extension/run/scorerClient.ts';
import { bundle } from '../../fixtures/bundle.ts';
import { llama } from '../../fixtures/onnx/field/families.ts';
import { fieldFolder } from '../../fixtures/onnx/field/folder.ts';

let script: string;
const clients: ScorerClient[] = [];
beforeAll(async () => {
  script = path.join(await bundle('scorerProcess'), 'scorerProcess.js');
});
afterAll(() => {
  for (const client of clients) client.end('the test is over');
});

let state = 1;
const random = (below: number) => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return Math.floor((state / 2 ** 32) * below);
};

/** Prompts and completions of every length that the model has positions for. */
function anyItem(): TokenItem {
  const prompt = Array.from({ length: 1 + random(40) }, () => random(270));
  return {
    sequences: Array.from({ length: 2 + random(4) }, () => ({
      ids: Int32Array.from([...prompt, ...Array.from({ length: 1 + random(22) }, () => random(270))]),
      promptLength: prompt.length,
    })),
  };
}

// Until about the 3,500th example the heap grows in steps to the size that V8 likes: 100 MB to 135, measured up to the 15,000th.
it('once it has settled, the scorer process grows no more, whatever lengths come', async () => {
  const client = new ScorerClient(script, () => {});
  clients.push(client);
  const settings = { ...defaultScoring, provider: 'cpu' as const };
  await client.load('policy', fieldFolder(llama()), settings);
  const megabytes: number[] = [];
  for (let done = 0; done < 8000; done += 100) {
    const outcomes = await client.score('policy', Array.from({ length: 100 }, anyItem), settings);
    expect(outcomes.every(({ ok }) => ok)).toBe(true);
    megabytes.push(((await client.memory()) ?? 0) / 2 ** 20);
  }
  const words = `resident megabytes: ${megabytes.map(Math.round).join(' ')}`;
  // By their largest: what is given back again is no growth, what stays is.
  const [settled, late] = [megabytes.slice(40, 50), megabytes.slice(70)].map((some) => Math.max(...some));
  expect(late - settled, words).toBeLessThan(8);
  expect(late - megabytes[0], words).toBeLessThan(80);
}, 180_000);
