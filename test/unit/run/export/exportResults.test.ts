import { execFileSync } from 'node:child_process';
import { lstatSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { parquetMetadata, parquetReadObjects, parquetSchema } from 'hyparquet';
import { parquetWriteFile } from 'hyparquet-writer';
import { describe, expect, test } from 'vitest';
import { derive } from '../../../../extension/preference/columns.ts';
import { noRows } from '../../../../extension/preference/rows.ts';
import { selectRows } from '../../../../extension/preference/selectRows.ts';
import { exportResults } from '../../../../extension/run/export/exportResults.ts';
import { UserError } from '../../../../extension/userError.ts';
import { datasetFile, temporaryFolder } from '../../../fixtures/datasets.ts';
import { datasetOf, exported, hostile, rowsOfFile } from './fixtures.ts';
import { parseCsv } from './parseCsv.ts';

const hostileFile = () =>
  datasetFile([
    ...hostile.map((text, i) => ({
      id: text,
      prompt: text,
      responses: [text, `${text} b`, 'c'].slice(0, i % 2 ? 2 : 3),
      ranking: i % 2 ? [1, 0] : [[0, 2], 1],
      source: text,
      n: -i,
      flag: i % 2 === 0,
    })),
    { prompt: 'tied', responses: ['a', 'b'], ranks: [1, 1] },
    'not json =1',
  ]);

const json = (bytes: Buffer) =>
  bytes
    .toString('utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

describe('tables', () => {
  test('CSV: one line an example, texts guarded, numbers and lists as in the run', async () => {
    const dataset = hostileFile();
    const rows = await rowsOfFile(dataset);
    const derived = derive(rows, 0.1);
    const columns = [
      'line',
      'turns',
      'id',
      'slices.source',
      'slices.n',
      'loss',
      'reward',
      'prompt',
      'responses',
      'status',
    ];
    const [head, ...table] = parseCsv((await exported('csv', { dataset, rows, columns })).toString('utf8'));
    expect(head).toEqual(columns);
    expect(table).toHaveLength(hostile.length + 2);
    hostile.forEach((text, i) => {
      const [line, turns, id, source, n, loss, reward, prompt, responses] = table[i];
      const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
      expect([line, turns, id, source, prompt]).toEqual([String(i + 1), '1', safe, safe, safe]);
      expect(Number(n)).toBe(-i || 0);
      expect(Number(loss)).toBe(derived.loss[i]);
      expect(JSON.parse(reward)).toEqual(
        Array.from(derived.reward.subarray(rows.offsets[i], rows.offsets[i + 1])),
      );
      expect(JSON.parse(responses)[0]).toBe(text);
      for (const cell of [id, source, prompt]) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
    });
    expect(table.at(-2)?.at(-1)).toBe('no-preference');
    expect([table.at(-1)?.[1], table.at(-1)?.at(-1)]).toEqual(['', 'failed']);
  });

  test('the names of a field of the dataset are text, too', async () => {
    const dataset = datasetFile([
      { prompt: 'p', responses: ['a', 'b'], ranking: [0, 1], '=1+1': 2, __proto__x: 1 },
    ]);
    const [head] = parseCsv((await exported('csv', { dataset, rows: await rowsOfFile(dataset) })).toString());
    expect(head).toContain('slices.=1+1');
    for (const name of head) expect(name).not.toMatch(/^[=+\-@\t\r]/);
  });

  test('JSONL: every column by its name, TRL names where there are two completions', async () => {
    const dataset = hostileFile();
    const rows = await rowsOfFile(dataset);
    const derived = derive(rows, 0.1);
    const lines = json(await exported('jsonl', { dataset, rows }));
    expect(lines).toHaveLength(hostile.length + 2);
    expect(lines[0]).toMatchObject({
      line: 1,
      id: hostile[0],
      status: 'ok',
      tiers: [[0, 2], [1]],
      beta: 0.1,
    });
    expect(lines[0]['rewards/chosen']).toBeNull();
    const from = rows.offsets[1];
    expect(lines[1]).toMatchObject({
      'rewards/chosen': derived.reward[from + 1],
      'rewards/rejected': derived.reward[from],
      'rewards/accuracies': derived.reward[from + 1] > derived.reward[from] ? 1 : 0,
      'logps/chosen': rows.policyLogp[from + 1],
      'logps/rejected': rows.policyLogp[from],
      'ref_logps/chosen': rows.referenceLogp[from + 1],
      'ref_logps/rejected': rows.referenceLogp[from],
    });
    expect(lines[1]['rewards/margins']).toBeCloseTo(derived.reward[from + 1] - derived.reward[from], 12);
    expect(lines.at(-1)).toMatchObject({ status: 'failed', loss: null, tiers: [], 'rewards/chosen': null });
  });

  test('no TRL names where no example has two completions', async () => {
    const dataset = datasetFile([{ prompt: 'p', responses: ['a', 'b', 'c'], ranking: [0, 1, 2] }]);
    const [line] = json(await exported('jsonl', { dataset, rows: await rowsOfFile(dataset) }));
    expect(Object.keys(line)).not.toContain('rewards/chosen');
  });

  test('Parquet reads back to what JSONL has, over several groups of rows', async () => {
    const dataset = hostileFile();
    const some = await rowsOfFile(dataset);
    const n = some.line.length;
    const rows = selectRows(
      some,
      Array.from({ length: 9000 }, (_, i) => i % n),
    );
    const expected = json(await exported('jsonl', { dataset, rows }));
    const bytes = await exported('parquet', { dataset, rows });
    const file = new Uint8Array(bytes).buffer;
    const read = await parquetReadObjects({ file });
    expect(parquetMetadata(file).row_groups.length).toBeGreaterThan(1);
    expect(read).toHaveLength(rows.line.length);
    const asText = (value: unknown) =>
      value === null || typeof value === 'string' ? value : JSON.stringify(value);
    const texts = new Set([
      'tiers',
      ...Object.keys(expected[0]).filter((name) => name.startsWith('slices.')),
    ]);
    for (let i = 0; i < read.length; i += 97) {
      const want = Object.fromEntries(
        Object.entries(expected[i]).map(([name, value]) => [name, texts.has(name) ? asText(value) : value]),
      );
      expect(read[i]).toEqual(want);
    }
    const { children } = parquetSchema(parquetMetadata(file));
    expect(children.find(({ element }) => element.name === 'reward')?.element.converted_type).toBe('LIST');
    expect(children.find(({ element }) => element.name === 'loss')?.element.type).toBe('DOUBLE');
  });

  test('of no rows: a head, nothing, and a Parquet file without rows', async () => {
    const dataset = datasetFile([]);
    expect(parseCsv((await exported('csv', { dataset, rows: noRows })).toString())).toHaveLength(1);
    expect((await exported('jsonl', { dataset, rows: noRows })).length).toBe(0);
    const bytes = await exported('parquet', { dataset, rows: noRows });
    expect(await parquetReadObjects({ file: new Uint8Array(bytes).buffer })).toEqual([]);
  });

  test('a column that there is not is told with those that there are', async () => {
    const dataset = hostileFile();
    const asked = exported('csv', { dataset, rows: await rowsOfFile(dataset), columns: ['lss'] });
    await expect(asked).rejects.toThrow(
      /There is no column "lss". Choose from line, ranking, .*prompt, responses\.$/,
    );
  });
});

describe('the dataset in its own format', () => {
  test('chosen records byte for byte: spaces, escapes, order of keys, Windows line ends gone', async () => {
    const lines = [
      '{ "prompt":"p\\u00e9",  "responses" : ["a","b"],"ranking":[1,0], "big": 12345678901234567890, "x":1, "x":2 }',
      '{"responses":["c","d"],"prompt":"q","ranking":[0,1],"extra":{"deep":[1.0,1e5]}}',
      'broken',
      '{"prompt":"ü","responses":["e","f"],"ranking":[0,1]}',
    ];
    const dataset = datasetOf(`\ufeff${lines.slice(0, 2).join('\r\n')}\n\n${lines.slice(2).join('\n')}`);
    const rows = await rowsOfFile(dataset);
    expect((await exported('dataset', { dataset, rows })).toString('utf8')).toBe(`${lines.join('\n')}\n`);
    const some = selectRows(rows, [3, 0]);
    expect((await exported('dataset', { dataset, rows: some })).toString('utf8')).toBe(
      `${lines[3]}\n${lines[0]}\n`,
    );
  });

  test('a file that was changed since is an error, and nothing is written', async () => {
    const dataset = datasetFile([
      { prompt: 'p', responses: ['a', 'b'], ranking: [0, 1] },
      { prompt: 'q', responses: ['a', 'b'], ranking: [0, 1] },
    ]);
    const rows = await rowsOfFile(dataset);
    writeFileSync(dataset, readFileSync(dataset, 'utf8').replace('"q"', '"r"'));
    const target = path.join(temporaryFolder(), 'out.jsonl');
    const asked = exportResults({ dataset, rows, beta: 0.1, format: 'dataset', target });
    await expect(asked).rejects.toThrow(/^Line 2 of .* is not what was scored any more\./);
    expect(readdirSync(path.dirname(target))).toEqual([]);
  });

  test('of what is packed, an array or a table: each record as a line, and the texts of its columns', async () => {
    const records = Array.from({ length: 300 }, (_, i) => ({
      prompt: `p${i}`,
      responses: ['a', 'b'],
      ranking: [1, 0],
    }));
    const lines = records.map((record) => JSON.stringify(record));
    const folder = temporaryFolder();
    const packed = path.join(folder, 'r.jsonl.gz');
    writeFileSync(packed, gzipSync(`${lines.join('\n')}\n`));
    const array = path.join(folder, 'r.json');
    writeFileSync(array, JSON.stringify(records, null, 2));
    const table = path.join(folder, 'r.parquet');
    parquetWriteFile({
      filename: table,
      columnData: [
        { name: 'prompt', data: records.map(({ prompt }) => prompt), type: 'STRING' },
        { name: 'responses', data: records.map(({ responses }) => responses), type: 'JSON' },
        { name: 'ranking', data: records.map(({ ranking }) => ranking), type: 'JSON' },
      ],
    });
    const rows = await rowsOfFile(datasetFile(records));
    for (const dataset of [packed, array, table]) {
      const read = await rowsOfFile(dataset);
      const some = selectRows(read, [299, 7, 8]);
      expect(read.line.length).toBe(rows.line.length);
      const out = (await exported('dataset', { dataset, rows: some })).toString();
      expect(
        out
          .split('\n')
          .slice(0, 3)
          .map((line) => JSON.parse(line)),
      ).toEqual([records[299], records[7], records[8]]);
      const columns = ['prompt', 'responses'];
      const table = json(await exported('jsonl', { dataset, rows: read, columns }));
      expect(table).toEqual(records.map(({ prompt, responses }) => ({ prompt, responses })));
      const ordered = json(await exported('jsonl', { dataset, rows: some, columns: ['prompt'] }));
      expect(ordered.map(({ prompt }) => prompt)).toEqual(['p299', 'p7', 'p8']);
    }
    expect((await exported('dataset', { dataset: packed, rows: await rowsOfFile(packed) })).toString()).toBe(
      `${lines.join('\n')}\n`,
    );
  });
});

describe('where it goes', () => {
  test('never over the dataset, nor by a link to it', async () => {
    const dataset = datasetFile([{ prompt: 'p', responses: ['a', 'b'], ranking: [0, 1] }]);
    const rows = await rowsOfFile(dataset);
    const before = readFileSync(dataset, 'utf8');
    for (const target of [dataset, `${path.dirname(dataset)}/./rankings.jsonl`]) {
      const asked = exportResults({ dataset, rows, beta: 0.1, format: 'csv', target });
      await expect(asked).rejects.toThrow(/holds the rankings themselves/);
    }
    expect(readFileSync(dataset, 'utf8')).toBe(before);
  });

  test.skipIf(process.platform === 'win32')(
    'through a link to the file it leads to; a pipe stays one',
    async () => {
      const dataset = datasetFile([{ prompt: 'p', responses: ['a', 'b'], ranking: [0, 1] }]);
      const what = {
        dataset,
        rows: await rowsOfFile(dataset),
        beta: 0.1,
        format: 'csv',
        columns: ['line'],
      } as const;
      const folder = temporaryFolder();
      const [file, link] = [path.join(folder, 'file.csv'), path.join(folder, 'link.csv')];
      writeFileSync(file, 'before');
      symlinkSync(file, link);
      await exportResults({ ...what, target: link });
      expect(readFileSync(file, 'utf8')).toBe('line\r\n1\r\n');
      expect(lstatSync(link).isSymbolicLink()).toBe(true);
      symlinkSync(dataset, path.join(folder, 'data.csv'));
      await expect(exportResults({ ...what, target: path.join(folder, 'data.csv') })).rejects.toThrow(
        /rankings themselves/,
      );
      const pipe = path.join(folder, 'pipe');
      execFileSync('mkfifo', [pipe]);
      const [piped] = await Promise.all([readFile(pipe, 'utf8'), exportResults({ ...what, target: pipe })]);
      expect(piped).toBe('line\r\n1\r\n');
      expect(lstatSync(pipe).isFIFO()).toBe(true);
      await expect(exportResults({ ...what, target: folder })).rejects.toThrow(
        /cannot be written: it is a folder\./,
      );
    },
  );

  test('cancelled, or to a place that is not there: what stood there stays, and nothing is left behind', async () => {
    const dataset = datasetFile(
      Array.from({ length: 3000 }, (_, i) => ({ prompt: `p${i}`, responses: ['a', 'b'], ranking: [0, 1] })),
    );
    const rows = await rowsOfFile(dataset);
    const target = path.join(temporaryFolder(), 'out.csv');
    writeFileSync(target, 'before');
    const controller = new AbortController();
    const told = (done: number) => done >= 512 && controller.abort(new Error('enough'));
    const asked = exportResults(
      { dataset, rows, beta: 0.1, format: 'csv', target },
      { signal: controller.signal, told },
    );
    await expect(asked).rejects.toThrow('enough');
    expect(readFileSync(target, 'utf8')).toBe('before');
    expect(readdirSync(path.dirname(target))).toEqual(['out.csv']);
    const nowhere = path.join(temporaryFolder(), 'no', 'out.csv');
    const lost = exportResults({ dataset, rows, beta: 0.1, format: 'csv', target: nowhere });
    await expect(lost).rejects.toThrow(UserError);
    await expect(lost).rejects.toThrow(/cannot be written: there is no such folder\. Choose another place/);
  });
});
