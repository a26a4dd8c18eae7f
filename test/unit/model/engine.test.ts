import { createHash } from 'node:crypto';
import { chmodSync, lstatSync, mkdirSync, readdirSync, readFileSync, renameSync, symlinkSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ScoringPath, TokenItem } from '../../../extension/model/contract.ts';
import { loadModel } from '../../../extension/model/scorer.ts';
import { defaultScoring } from '../../../extension/model/settings.ts';
import { examples } from '../../fixtures/onnx/field/examples.ts';
import { llama } from '../../fixtures/onnx/field/families.ts';
import { fieldFolder } from '../../fixtures/onnx/field/folder.ts';
import { folderWith } from '../../fixtures/onnx/modelFolder.ts';

const settings = { ...defaultScoring, provider: 'cpu' as const };
const items = Object.values(examples);
const many: TokenItem[] = Array.from({ length: 40 }, (_, i) => ({
  sequences: [3, 5, 8].map((length) => ({
    ids: Int32Array.from({ length: 12 + length }, (_, t) => (i * 31 + t * length) % 270),
    promptLength: 10,
  })),
}));

/** Every file below a folder with what it is, when it was written, and its bytes. */
function listing(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .sort()
    .map((name) => {
      const path = join(folder, name);
      const { mode, mtimeMs, size } = lstatSync(path);
      const bytes = readableBytes(path);
      return [name, mode, mtimeMs, size, bytes && createHash('sha256').update(bytes).digest('hex')].join(' ');
    });
}

function readableBytes(path: string): Buffer | undefined {
  return lstatSync(path).isDirectory() ? undefined : readFileSync(path);
}

describe("a model's folder", () => {
  it.each(['inside', 'beside', 'linked'] as const)('is only read (weights %s)', async (placement) => {
    const folder = fieldFolder(llama(), placement);
    const folders = [folder, join(folder, 'onnx')];
    for (const path of folders) chmodSync(path, 0o555);
    const before = listing(folder);
    try {
      for (const path of [undefined, 'shared-prompt', 'logits'] as const) {
        const loaded = await loadModel(folder, settings, {
          threads: 1,
          path,
          freeBytes: path ? 1 : undefined,
        });
        expect((await loaded.score(items, settings)).every(({ ok }) => ok)).toBe(true);
        await loaded.release();
      }
      expect(listing(folder)).toEqual(before);
    } finally {
      for (const path of folders) chmodSync(path, 0o755);
    }
  });
});

/** As huggingface_hub keeps a model: snapshots/REVISION/NAME, each file a relative link to blobs/HASH. Gives the snapshot. */
function inCache(folder: string): string {
  const cache = folderWith({});
  const snapshot = join(cache, 'snapshots', '0123abcd');
  mkdirSync(join(cache, 'blobs'));
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  for (const [i, name] of names.filter((name) => !lstatSync(join(folder, name)).isDirectory()).entries()) {
    const [blob, link] = [join(cache, 'blobs', `blob${i}`), join(snapshot, name)];
    renameSync(join(folder, name), blob);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(relative(dirname(link), blob), link);
  }
  return snapshot;
}

describe("Hugging Face's cache", () => {
  it.each(['inside', 'beside', 'several'] as const)(
    'is a folder like any other (weights %s)',
    async (placement) => {
      const usual = await loadModel(fieldFolder(llama(), placement), settings, { threads: 1 });
      const expected = await usual.score(items, settings);
      await usual.release();
      for (const freeBytes of [undefined, 1]) {
        const cached = await loadModel(inCache(fieldFolder(llama(), placement)), settings, {
          threads: 1,
          freeBytes,
        });
        expect(cached.info).toMatchObject({ path: 'cached-prompt', fingerprint: usual.info.fingerprint });
        for (const [i, outcome] of (await cached.score(items, settings)).entries()) {
          const other = expected[i];
          if (!outcome.ok || !other.ok) throw new Error('an example was not scored');
          for (const [k, logp] of outcome.logps.entries()) expect(logp / other.logps[k]).toBeCloseTo(1, 5);
        }
        await cached.release();
      }
    },
  );
});

describe('one model', () => {
  it('may be loaded twice at once, and the other goes on when one is released', async () => {
    const folder = fieldFolder(llama(), 'beside');
    const [a, b] = await Promise.all([1, 2].map(() => loadModel(folder, settings, { threads: 1 })));
    const own = await a.score(items, settings);
    await a.release();
    expect(await b.score(items, settings)).toEqual(own);
    await b.release();
  });

  it.each([undefined, 'shared-prompt', 'completion-rows'] as const)(
    'may be asked twice at once, with the answers of one after the other (%s)',
    async (path) => {
      const loaded = await loadModel(fieldFolder(llama()), settings, { threads: 1, path, inBatches: true });
      const [first, second] = [items, many].map((asked) => loaded.score(asked, settings));
      const together = [await first, await second];
      expect(together).toEqual([await loaded.score(items, settings), await loaded.score(many, settings)]);
      await loaded.release();
    },
  );

  it('answers nothing with nothing', async () => {
    const loaded = await loadModel(fieldFolder(llama()), settings, { threads: 1 });
    expect(await loaded.score([], settings)).toEqual([]);
    expect(await loaded.score([{ sequences: [] }], settings)).toEqual([
      { ok: true, logps: new Float64Array(0) },
    ]);
    await loaded.release();
  });
});

const everyPath: readonly ScoringPath[] = [
  'shared-prompt',
  'cached-prompt',
  'completion-rows',
  'reduced-logits',
  'logits',
];

describe.each(everyPath)('a cancel, by %s', (path) => {
  it('is heard between two forward passes, wherever it comes from, and the model goes on after it', async () => {
    const loaded = await loadModel(fieldFolder(llama()), settings, { threads: 1, path, inBatches: true });
    const small = { ...settings, batchTokens: 24 };
    const all = await loaded.score(many, small);
    const stop = new AbortController();
    let passes = 0;
    const ran = () => {
      // As a message from the parent process would come: from outside of the run, in a turn of the event loop.
      if (++passes === 3) setTimeout(() => stop.abort(new Error('cancelled')), 0);
    };
    await expect(loaded.score(many, small, { signal: stop.signal, ran })).rejects.toThrow('cancelled');
    expect(passes).toBeGreaterThanOrEqual(3);
    expect(passes).toBeLessThan(20);
    expect(await loaded.score(many, small)).toEqual(all);
    await loaded.release();
  });

  it('that came before is obeyed at once', async () => {
    const loaded = await loadModel(fieldFolder(llama()), settings, { threads: 1, path });
    let passes = 0;
    const hooks = { signal: AbortSignal.abort(new Error('cancelled')), ran: () => void passes++ };
    await expect(loaded.score(items, settings, hooks)).rejects.toThrow('cancelled');
    expect(passes).toBe(0);
    await loaded.release();
  });
});
