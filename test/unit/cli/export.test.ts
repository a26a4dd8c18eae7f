import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parquetReadObjects } from 'hyparquet';
import { beforeAll, describe, expect, test } from 'vitest';
import { bundle } from '../../fixtures/bundle.ts';
import { datasetFile, temporaryFolder } from '../../fixtures/datasets.ts';
import { parseCsv } from '../run/export/parseCsv.ts';

let cli: string;
beforeAll(async () => {
  cli = path.join(await bundle('cli', 'scorerProcess'), 'cli.js');
});

/** `limit`: most blocks of 512 bytes that a file may have, so that a disk seems full. */
function plackett(
  args: readonly string[],
  limit?: number,
): Promise<{ code: number | null; out: string; err: string }> {
  const command = limit === undefined ? process.execPath : 'sh';
  const shell = ['-c', `ulimit -f ${limit}; exec "$0" "$@"`, process.execPath];
  return new Promise((resolve) => {
    const child = spawn(command, [...(limit === undefined ? [] : shell), cli, ...args]);
    let [out, err] = ['', ''];
    child.stdout.on('data', (text) => {
      out += text;
    });
    child.stderr.on('data', (text) => {
      err += text;
    });
    child.on('close', (code) => resolve({ code, out, err }));
  });
}

const records = (n: number) =>
  Array.from({ length: n }, (_, i) => ({
    id: `=cmd|${i}`,
    prompt: `Question ${i}`,
    responses: ['yes', 'no', 'perhaps'].slice(0, 2 + (i % 2)),
    ranking: i % 2 ? [[0, 1], 2] : [1, 0],
    policy_logps: [-1 - i, -2, -3].slice(0, 2 + (i % 2)),
    reference_logps: [-2, -2.5, -2].slice(0, 2 + (i % 2)),
  }));

describe('plackett evaluate with files', () => {
  test('--report, --csv and --parquet are of the same numbers as --json', async () => {
    const file = datasetFile(records(7));
    const folder = temporaryFolder();
    const at = (name: string) => path.join(folder, name);
    const files = ['--report', at('r.html'), '--csv', at('t.csv'), '--parquet', at('t.parquet')];
    const { code, out, err } = await plackett([
      'evaluate',
      file,
      '--json',
      at('j.jsonl'),
      '--no-cache',
      ...files,
    ]);
    expect({ code, err }).toMatchObject({ code: 0 });
    expect(out).toContain('7 of 7 scored');
    const losses = readFileSync(at('j.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).loss);
    const [head, ...table] = parseCsv(readFileSync(at('t.csv'), 'utf8'));
    expect(table.map((cells) => Number(cells[head.indexOf('loss')]))).toEqual(losses);
    expect(table[3][head.indexOf('id')]).toBe("'=cmd|3");
    const rows = await parquetReadObjects({ file: new Uint8Array(readFileSync(at('t.parquet'))).buffer });
    expect(rows.map(({ loss }) => loss)).toEqual(losses);
    const html = readFileSync(at('r.html'), 'utf8');
    expect(html).toContain('<dt>Examples</dt><dd>7</dd>');
    expect(html).not.toMatch(/<script/i);
    expect(readdirSync(folder).sort()).toEqual(['j.jsonl', 'r.html', 't.csv', 't.parquet']);
  });

  test('a place that cannot be written, or holds the rankings, is told before the work', async () => {
    const file = datasetFile(records(1));
    const onto = await plackett(['evaluate', file, '--csv', file]);
    expect(onto).toMatchObject({ code: 2 });
    expect(onto.err).toMatch(/holds the rankings themselves/);
    const nowhere = await plackett([
      'evaluate',
      file,
      '--report',
      path.join(temporaryFolder(), 'a', 'b.html'),
    ]);
    expect(nowhere).toMatchObject({ code: 1, out: '' });
    expect(nowhere.err).toMatch(/there is no such folder\. Choose another place/);
    const twice = await plackett(['evaluate', file, '--csv', 'x', '--parquet', './x']);
    expect(twice.err).toMatch(/Two files cannot both go to/);
    const again = await plackett(['evaluate', file, '--csv', 'x', '--json', './x']);
    expect(again.err).toMatch(/Two files cannot both go to/);
    expect(existsSync('x')).toBe(false);
    const piped = await plackett(['evaluate', file, '--csv', '-']);
    expect(piped).toMatchObject({ code: 2, out: '' });
  });
});

describe('plackett export', () => {
  test('writes a kept run in each format, for another beta as well', async () => {
    const file = datasetFile(records(5));
    const folder = temporaryFolder();
    const run = path.join(folder, 'run');
    expect((await plackett(['evaluate', file, '--run', run])).code).toBe(0);
    const to = async (format: string, ...more: string[]) => {
      const out = path.join(folder, `o.${format}`);
      const { code, err } = await plackett(['export', run, '--format', format, '--out', out, ...more]);
      expect({ code, err }).toMatchObject({ code: 0 });
      return readFileSync(out);
    };
    const line = (await to('jsonl')).toString().split('\n')[0];
    expect(JSON.parse(line)).toMatchObject({
      line: 1,
      id: '=cmd|0',
      reward: [0.1, 0.05],
      'rewards/chosen': 0.05,
    });
    const [head, first] = parseCsv(
      (await to('csv', '--beta', '1', '--columns', 'reward', 'prompt')).toString(),
    );
    expect([head, first]).toEqual([
      ['reward', 'prompt'],
      ['[1,0.5]', 'Question 0'],
    ]);
    expect((await to('dataset')).toString()).toBe(readFileSync(file, 'utf8'));
    expect((await to('html', '--worst', '2')).toString()).toContain('The 2 examples with the largest loss');
    expect((await to('parquet')).subarray(0, 4).toString()).toBe('PAR1');
    const piped = await plackett(['export', run, '--format', 'csv', '--out', '-', '--columns', 'line']);
    expect(piped.out).toBe('line\r\n1\r\n2\r\n3\r\n4\r\n5\r\n');
  });

  test('a folder that holds no run says what one is', async () => {
    const { code, err } = await plackett(['export', temporaryFolder(), '--format', 'csv', '--out', 'x.csv']);
    expect(code).toBe(1);
    expect(err).toMatch(/is no run folder: a folder with manifest\.json and scores\/\./);
  });

  test.skipIf(process.platform === 'win32')(
    'a disk that is full is a clear error: the file that was there stays, none is left half written',
    async () => {
      const file = datasetFile(records(1500));
      const run = path.join(temporaryFolder(), 'run');
      expect((await plackett(['evaluate', file, '--run', run])).code).toBe(0);
      const folder = temporaryFolder();
      const out = path.join(folder, 'o.csv');
      writeFileSync(out, 'before');
      for (const format of ['csv', 'html', 'parquet']) {
        const { code, err } = await plackett(['export', run, '--format', format, '--out', out], 16);
        expect({ code, err }).toMatchObject({ code: 1 });
        expect(err).toMatch(
          /o\.csv cannot be written: the file would be larger than is allowed\. Choose another/,
        );
        expect(readFileSync(out, 'utf8')).toBe('before');
        expect(readdirSync(folder)).toEqual(['o.csv']);
      }
      expect(existsSync(out)).toBe(true);
    },
  );
});

describe('plackett pairs', () => {
  const read = (text: string) =>
    text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));

  test('counts without --out, writes with it, tells what was left out', async () => {
    const file = datasetFile([
      ...records(6),
      { prompt: 'tied', responses: ['a', 'b'], ranks: [1, 1] },
      'broken',
    ]);
    const counted = await plackett(['pairs', file, '--strategy', 'all']);
    expect(counted.code).toBe(0);
    expect(counted.out).toMatch(/^pairs +9$/m);
    expect(counted.out).toMatch(/^rankings +6 of 7 used$/m);
    expect(counted.out).toMatch(/^left out +1 with everything tied$/m);
    expect(counted.out).toMatch(/^left out +1 malformed records$/m);
    expect(counted.out).toMatch(/^reward gap +median .* nats, 90% within /m);
    const out = path.join(temporaryFolder(), 'pairs.jsonl');
    const args = ['--strategy', 'all', '--max-per-prompt', '1', '--fields', 'source', 'margin', '--out', out];
    expect((await plackett(['pairs', file, ...args])).code).toBe(0);
    const pairs = read(readFileSync(out, 'utf8'));
    expect(pairs).toHaveLength(6);
    expect(pairs[0]).toMatchObject({
      prompt: 'Question 0',
      chosen: 'no',
      rejected: 'yes',
      line: 1,
      margin: -0.05,
    });
    const piped = await plackett(['pairs', file, '--out', '-', '--min-gap', '0.1']);
    expect(read(piped.out).length).toBeGreaterThan(0);
    expect(piped.err).toMatch(/with every gap outside the limits/);
  });

  test('rewards from a run and from --json are one and the same', async () => {
    const file = datasetFile(records(6));
    const folder = temporaryFolder();
    const [run, json] = [path.join(folder, 'run'), path.join(folder, 'j.jsonl')];
    await plackett(['evaluate', file, '--run', run, '--json', json]);
    const bare = datasetFile(records(6).map(({ policy_logps, reference_logps, ...record }) => record));
    const args = ['--strategy', 'all', '--min-gap', '-100', '--fields', 'rewards', '--out', '-'];
    const ofRun = await plackett(['pairs', file, ...args, '--run', run]);
    const ofJson = await plackett(['pairs', bare, ...args, '--rewards', json]);
    expect(read(ofRun.out)).toEqual(read(ofJson.out));
    const without = await plackett(['pairs', bare, ...args]);
    expect(without).toMatchObject({ code: 1, out: '' });
    expect(without.err).toMatch(/6 without rewards to measure gaps by/);
    expect((await plackett(['pairs', bare, '--rewards', bare])).err).toMatch(
      /has no lines with line, policyLogp/,
    );
    expect((await plackett(['pairs', bare, '--max-gap', 'x'])).code).toBe(2);
    expect((await plackett(['pairs', bare, '--out', bare])).err).toMatch(/holds the rankings themselves/);
  });
});
