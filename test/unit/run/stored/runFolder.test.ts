import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openStore } from '../../../../extension/run/store.ts';
import { toMerge } from '../../../../extension/run/stored/merge.ts';
import { readRun } from '../../../../extension/run/stored/readRun.ts';
import { temporaryFolder } from '../../../fixtures/datasets.ts';
import { layout1Line } from '../../../fixtures/layout1.ts';
import { plainRow as row, storedFacts } from '../../../fixtures/storedFacts.ts';
import { bits, storedRow } from './storedRow.ts';

const partsOf = (folder: string) => readdirSync(path.join(folder, 'scores')).sort();
const factsIn = async (folder: string) => (await storedFacts(folder)).map(bits);

describe('the parts of a run', () => {
  test('many small ones become few, and say the same', async () => {
    const folder = temporaryFolder();
    const store = await openStore(folder);
    const rows = Array.from({ length: 60 }, (_, i) => row(i + 1));
    for (const [i, one] of rows.entries()) {
      await store.append([one]);
      if (i % 20 === 3) await store.remove([i]);
    }
    expect(partsOf(folder).length).toBeLessThan(20);
    const left = rows.filter(({ line }) => line % 20 !== 3).map(bits);
    expect(await factsIn(folder)).toEqual(left);
    await store.tidy();
    expect(partsOf(folder)).toHaveLength(1);
    expect(await factsIn(folder)).toEqual(left);
  });

  test.each([
    [1, 50_000],
    [40, 1_000_000],
    [500, 1_000_000],
    [7000, 1_000_000],
  ])(
    'merged when %i rows of %i come at a time, they are few and no row is written often',
    (rowsAtOnce, all) => {
      const parts: { rows: number; written: number }[] = [];
      const mergeAll = (atEnd: boolean) => {
        for (let range = toMerge(parts, atEnd); range; range = toMerge(parts, atEnd)) {
          const some = parts.slice(...range);
          const rows = some.reduce((sum, part) => sum + part.rows, 0);
          parts.splice(range[0], some.length, {
            rows,
            written: 1 + Math.max(...some.map(({ written }) => written)),
          });
          expect(rows).toBeLessThanOrEqual(65_536);
        }
      };
      for (let rows = 0; rows < all; rows += rowsAtOnce) {
        parts.push({ rows: rowsAtOnce, written: 1 });
        mergeAll(false);
        expect(parts.length).toBeLessThan(120);
      }
      expect(Math.max(...parts.map(({ written }) => written))).toBeLessThanOrEqual(8);
      mergeAll(true);
      expect(parts.length).toBeLessThan(40);
    },
  );

  test('a merge that was cut off after it was there, and files half written, are cleared away', async () => {
    const folder = temporaryFolder();
    const store = await openStore(folder);
    for (let line = 1; line <= 15; line++) await store.append([row(line)]);
    const small = partsOf(folder);
    const bytes = small.map((name) => readFileSync(path.join(folder, 'scores', name)));
    await store.append([row(16)]);
    const merged = partsOf(folder);
    expect(merged).toHaveLength(1);
    await store.close();
    for (const [i, name] of small.entries()) writeFileSync(path.join(folder, 'scores', name), bytes[i]);
    writeFileSync(path.join(folder, 'scores', `${small[3]}.new`), bytes[3].subarray(0, 50));
    const whole = Array.from({ length: 16 }, (_, i) => bits(row(i + 1)));
    expect(await factsIn(folder)).toEqual(whole);
    await (await openStore(folder)).close();
    expect(partsOf(folder)).toEqual(merged);
    expect(await factsIn(folder)).toEqual(whole);
  });

  test('of a part that lost bytes with the power only its own rows are lost, or none where it had been merged', async () => {
    const folder = temporaryFolder();
    const store = await openStore(folder);
    for (let line = 1; line <= 3; line++) await store.append([row(line)]);
    await store.close();
    const [, second] = partsOf(folder);
    const file = path.join(folder, 'scores', second);
    writeFileSync(file, readFileSync(file).fill(0, 200));
    expect(await readRun(folder)).toMatchObject({ damaged: [path.join('scores', second)] });
    expect((await storedFacts(folder)).map(({ line }) => line)).toEqual([1, 3]);
    const again = await openStore(folder);
    expect(again.damaged).toEqual([second]);
    expect(partsOf(folder)).toContain(`${second}.damaged`);
    await again.append([row(2)]);
    expect(await factsIn(folder)).toEqual([1, 2, 3].map((line) => bits(row(line))));

    // The merged one is damaged while those it was made of are still there.
    const bytes = new Map(
      partsOf(folder).map((name) => [name, readFileSync(path.join(folder, 'scores', name))]),
    );
    await again.tidy();
    await again.close();
    const [merged] = partsOf(folder).filter((name) => name.endsWith('.arrow'));
    writeFileSync(path.join(folder, 'scores', merged), 'zzz');
    for (const [name, old] of bytes) writeFileSync(path.join(folder, 'scores', name), old);
    await (await openStore(folder)).close();
    expect(await factsIn(folder)).toEqual([1, 2, 3].map((line) => bits(row(line))));
  });

  test('a folder that is read while its parts are merged is read whole', async () => {
    const folder = temporaryFolder();
    const store = await openStore(folder);
    let acknowledged = 0;
    let isDone = false;
    const writing = (async () => {
      for (let line = 1; line <= 120; line++) {
        await store.append([row(line)]);
        acknowledged = line;
      }
      isDone = true;
    })();
    while (!isDone) {
      const atLeast = acknowledged;
      const lines = (await storedFacts(folder)).map(({ line }) => line);
      expect(lines.slice(0, atLeast)).toEqual(Array.from({ length: atLeast }, (_, i) => i + 1));
    }
    await writing;
  });
});

describe('a run of the first layout', () => {
  const jsonl = (folder: string, lines: readonly string[], rest = '') =>
    writeFileSync(path.join(folder, 'scores.jsonl'), lines.map((line) => `${line}\n`).join('') + rest);

  test('is read as it is, and becomes parts when it is continued', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(storedRow, { minLength: 1, maxLength: 8 }), async (rows) => {
        const folder = temporaryFolder();
        // JSON has no infinite numbers, and one line counts once.
        const finite = (values: ArrayLike<number>) =>
          Array.from(values, (v) => (Number.isFinite(v) ? v : Number.NaN));
        const old = rows.map((one, i) => ({
          ...one,
          line: i + 1,
          policyLogp: finite(one.policyLogp),
          referenceLogp: finite(one.referenceLogp).map((v) => (Object.is(v, -0) ? 0 : v)),
        }));
        for (const one of old) one.policyLogp = one.policyLogp.map((v) => (Object.is(v, -0) ? 0 : v));
        jsonl(folder, old.map(layout1Line));
        expect(await factsIn(folder)).toEqual(old.map(bits));
        const store = await openStore(folder);
        expect(readdirSync(folder).sort()).toEqual(['scores', 'writer.json']);
        expect(await factsIn(folder)).toEqual(old.map(bits));
        await store.append([row(99)]);
        expect(await factsIn(folder)).toEqual([...old, row(99)].map(bits));
        await store.close();
      }),
      { numRuns: 25 },
    );
  });

  test('cut off at any byte of its last line, or ending in zeros, it gives the lines before', async () => {
    const folder = temporaryFolder();
    const [first, last] = [layout1Line(row(1)), layout1Line(row(2))];
    for (let cut = 0; cut < last.length; cut += 3) {
      jsonl(folder, [first], last.slice(0, cut));
      expect((await storedFacts(folder)).map(({ line }) => line)).toEqual([1]);
    }
    jsonl(folder, [first, last], '\0'.repeat(5000));
    expect((await storedFacts(folder)).map(({ line }) => line)).toEqual([1, 2]);
    await (await openStore(folder)).close();
    expect((await storedFacts(folder)).map(({ line }) => line)).toEqual([1, 2]);
  });

  test('whose change into parts was cut off before the old file went is changed again', async () => {
    const folder = temporaryFolder();
    jsonl(folder, [layout1Line(row(1)), '{"line":2,"removed":true}', layout1Line(row(3))]);
    const old = readFileSync(path.join(folder, 'scores.jsonl'));
    await (await openStore(folder)).close();
    writeFileSync(path.join(folder, 'scores.jsonl'), old);
    expect(await factsIn(folder)).toEqual([row(1), row(3)].map(bits));
    await (await openStore(folder)).close();
    expect(await factsIn(folder)).toEqual([row(1), row(3)].map(bits));
  });
});

test('another program that reads Arrow gives the same numbers, and what each column means', async () => {
  const folder = temporaryFolder();
  const store = await openStore(folder);
  const rows = [
    row(1, { id: 'é\u202e', slices: { source: 'web', score: 3 } }),
    row(2, { status: 1, reason: 'too long', policyLogp: [Number.NaN, Number.NaN] }),
    row(3, {
      tier: [0, 1, 1],
      tokens: [1, 2, 3],
      policyLogp: [-0.1, -1e-300, -7],
      referenceLogp: [-1, -2, -1 / 3],
    }),
  ];
  await store.append(rows.slice(0, 2));
  await store.append(rows.slice(2));
  const script = `
    import { readdirSync, readFileSync } from 'node:fs';
    import { tableFromIPC } from 'apache-arrow';
    const folder = process.argv[1];
    const rows = [];
    let meanings;
    for (const name of readdirSync(folder).sort()) {
      const table = tableFromIPC(readFileSync(folder + '/' + name));
      meanings = table.schema.fields.map((f) => [f.name, String(f.type), f.metadata.get('meaning')]);
      for (const row of table) rows.push(row.toJSON());
    }
    console.log(JSON.stringify({ rows, meanings }));`;
  const text = execFileSync(
    process.execPath,
    ['--input-type=module', '-e', script, path.join(folder, 'scores')],
    {
      encoding: 'utf8',
    },
  );
  const read = JSON.parse(text);
  expect(read.rows.map((one: { line: number }) => one.line)).toEqual([1, 2, 3]);
  for (const [i, one] of rows.entries()) {
    const list = (values: ArrayLike<number>) => Array.from(values, (v) => (Number.isNaN(v) ? null : v));
    expect(read.rows[i]).toMatchObject({
      byte_offset: one.byteOffset,
      hash: one.hash,
      id: one.id ?? null,
      status: one.status,
      reason: one.reason ?? null,
      fields: one.slices ? JSON.stringify(one.slices) : null,
      tier: list(one.tier),
      tokens: list(one.tokens),
      policy_logp: list(one.policyLogp),
      reference_logp: list(one.referenceLogp),
      removed: false,
    });
  }
  expect(read.meanings).toContainEqual(['policy_logp', 'List<Float64>', expect.stringContaining('nats')]);
  expect(read.meanings.every(([, , meaning]: string[]) => meaning.length > 5)).toBe(true);
});
