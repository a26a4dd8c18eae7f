import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { beforeAll, describe, expect, test } from 'vitest';
import { bundle } from '../../fixtures/bundle.ts';
import { temporaryFolder } from '../../fixtures/datasets.ts';

const sample = fileURLToPath(new URL('../../../media/sample/', import.meta.url));
const models = ['--policy', path.join(sample, 'policy'), '--reference', path.join(sample, 'reference')];
const plain = path.join(sample, 'rankings.jsonl');
const text = readFileSync(plain, 'utf8');
const records = text
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line));
const spread = records.map((record) => JSON.stringify(record, null, 2)).join('\n');

function parquet(): Uint8Array {
  const names = Object.keys(records[0]);
  const columnData = names.map((name) => {
    const data = records.map((record) => record[name]);
    const isText = data.every((value) => typeof value === 'string');
    return { name, data, type: isText ? ('STRING' as const) : ('JSON' as const) };
  });
  return new Uint8Array(parquetWriteBuffer({ columnData, rowGroupSize: 20 }));
}

const files: Record<string, string | Uint8Array> = {
  'rankings.jsonl.gz': gzipSync(text),
  'rankings.json': JSON.stringify(records, null, 1),
  'rankings.json.gz': gzipSync(JSON.stringify({ data: records })),
  'spread.jsonl': spread,
  'rankings.parquet': parquet(),
};

let cli: string;
let folder: string;
beforeAll(async () => {
  folder = temporaryFolder();
  cli = path.join(await bundle('cli', 'scorerProcess'), 'cli.js');
  for (const [name, content] of Object.entries(files)) writeFileSync(path.join(folder, name), content);
});

function plackett(...args: string[]): Promise<{ code: number | null; out: string; err: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [cli, ...args]);
    let [out, err] = ['', ''];
    child.stdout.on('data', (more) => {
      out += more;
    });
    child.stderr.on('data', (more) => {
      err += more;
    });
    child.on('close', (code) => resolve({ code, out, err }));
  });
}

const objects = (out: string) =>
  out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

async function numbersOf(file: string): Promise<unknown[]> {
  const { out, err, code } = await plackett(
    'evaluate',
    file,
    ...models,
    '--limit',
    '5',
    '--json',
    '-',
    '--no-cache',
    '--provider',
    'cpu',
  );
  expect(code, err).toBe(0);
  // Lines are counted where the file has them.
  return objects(out).map(({ line: _, ...numbers }) => numbers);
}

describe.each(Object.keys(files))('%s', (name) => {
  test('is checked as the plain file is', async () => {
    const expected = await plackett('check', plain);
    const { code, err, out } = await plackett('check', path.join(folder, name));
    expect(code, out).toBe(expected.code);
    expect(err.split('\n').at(-2)).toBe(expected.err.split('\n').at(-2));
  });

  test('is evaluated to the same numbers', async () => {
    expect(await numbersOf(path.join(folder, name))).toEqual(await numbersOf(plain));
  }, 60_000);

  test('is forecast', async () => {
    const how = ['--model', path.join(sample, 'policy'), '--json'];
    const { out } = await plackett('forecast', path.join(folder, name), ...how);
    expect(JSON.parse(out)).toEqual(JSON.parse((await plackett('forecast', plain, ...how)).out));
  });

  test('is converted', async () => {
    const out = path.join(folder, 'out.jsonl');
    const { code, err } = await plackett('convert', path.join(folder, name), '--out', out);
    expect(code, err).toBe(0);
    expect(objects(readFileSync(out, 'utf8'))).toEqual(records);
    if (name === 'rankings.jsonl.gz') expect(readFileSync(out, 'utf8')).toBe(text);
    expect(err).toContain(`${records.length} records from `);
  });
});

describe('plackett convert', () => {
  test('changes no value, and keeps what was on one line', async () => {
    const file = path.join(folder, 'numbers.jsonl');
    writeFileSync(
      file,
      '{"a" :  1.0} {"b": 12345678901234567890, "c": "\\u00e9 \\"x"}\n{\n  "d": [1e400,\r\n -0.0],\n "e": " \\\\" }',
    );
    const { out, code } = await plackett('convert', file);
    expect(out).toBe(
      '{"a" :  1.0}\n{"b": 12345678901234567890, "c": "\\u00e9 \\"x"}\n{"d":[1e400,-0.0],"e":" \\\\"}\n',
    );
    expect(code).toBe(0);
  });

  test('tells what it left out, with its place', async () => {
    const file = path.join(folder, 'broken.json');
    writeFileSync(file, '[\n {"a": 1},\n {"b": nope},\n 3,\n {"c": 2}\n]');
    const { out, err, code } = await plackett('convert', file);
    expect(objects(out)).toEqual([{ a: 1 }, { c: 2 }]);
    expect(err).toContain(':3:8 json-syntax ');
    expect(err).toContain(':4:2 not-an-object ');
    expect(err).toContain('2 records from JSON array; 2 could not be used');
    expect(code).toBe(1);
  });

  test('does not write over what it reads', async () => {
    const file = path.join(folder, 'spread.jsonl');
    const { code, err } = await plackett('convert', file, '--out', file);
    expect(code).toBe(2);
    expect(err).toContain('Choose another file');
    expect(readFileSync(file, 'utf8')).toBe(spread);
  });

  test('a file that is not there', async () => {
    expect(await plackett('convert', path.join(folder, 'none'))).toMatchObject({ code: 1, out: '' });
  });
});

test.skipIf(process.platform === 'win32')('a pipe is checked, packed or not', async () => {
  for (const name of ['rankings.jsonl.gz', 'spread.jsonl', 'rankings.json']) {
    const child = spawn('sh', [
      '-c',
      `cat "${path.join(folder, name)}" | "${process.execPath}" "${cli}" check /dev/stdin`,
    ]);
    let err = '';
    child.stderr.on('data', (more) => {
      err += more;
    });
    await new Promise((resolve) => child.on('close', resolve));
    expect(err).toContain(`${records.length} records, ${records.length} valid`);
  }
});
