import { spawn } from 'node:child_process';
import { existsSync, linkSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { usualCacheFolder } from '../../../extension/cli/cacheFolder.ts';
import { bundle } from '../../fixtures/bundle.ts';
import { datasetFile, rankings, temporaryFolder } from '../../fixtures/datasets.ts';
import { tinyFolder } from '../../fixtures/onnx/modelFolder.ts';
import { tinyWeights } from '../../fixtures/onnx/tinyWeights.ts';

let cli: string;
let policy: string;
let reference: string;
let env: NodeJS.ProcessEnv;
beforeAll(async () => {
  // Not the user's own.
  const caches = temporaryFolder();
  env = { ...process.env, XDG_CACHE_HOME: caches, LOCALAPPDATA: caches };
  reference = tinyFolder({ past: 'split', weights: tinyWeights(270, 128, 2) });
  cli = path.join(await bundle('cli', 'scorerProcess'), 'cli.js');
  policy = tinyFolder({ past: 'split' });
});

const plackett = (...args: string[]) => plackettWith(env, ...args);

function plackettWith(
  env: NodeJS.ProcessEnv,
  ...args: string[]
): Promise<{ code: number | null; out: string; err: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [cli, ...args], { env });
    let out = '';
    let err = '';
    child.stdout.on('data', (text) => {
      out += text;
    });
    child.stderr.on('data', (text) => {
      err += text;
    });
    child.on('close', (code) => resolve({ code, out, err }));
  });
}

const lines = (text: string) =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
const logps = { policy_logps: [-1, -2], reference_logps: [-2, -2] };
const pair = { prompt: 'p', responses: ['a', 'b'], ...logps };

describe('plackett check', () => {
  test('tells each problem with its place, and exits 1 on errors', async () => {
    const file = datasetFile([
      { ...pair, ranking: [0, 1] },
      { ...pair, ranking: [0, 0] },
    ]);
    const { code, out } = await plackett('check', file, '--json');
    expect(code).toBe(1);
    const [problem] = lines(out);
    expect(problem).toMatchObject({ line: 2, code: 'ranking-duplicate', severity: 'error' });
    const text = readFileSync(file, 'utf8').split('\n')[1];
    expect(text.slice(problem.column - 1, problem.endColumn - 1)).toBe('0');
    expect((await plackett('check', file)).out).toMatch(/rankings\.jsonl:2:\d+ error ranking-duplicate /);
  });

  test('exits 0 on a clean file, 1 on a file of something else', async () => {
    expect((await plackett('check', datasetFile([{ ...pair, ranking: [0, 1] }]))).code).toBe(0);
    const other = await plackett('check', datasetFile([{ level: 'info', message: 'started' }]));
    expect(other).toMatchObject({ code: 1, out: '' });
    expect(other.err).toMatch(/does not look like preference data/);
  });

  test('a file of another kind that begins with a ranking has no problems either', async () => {
    const file = datasetFile([
      { ...pair, ranking: [0, 0] },
      ...Array.from({ length: 30 }, () => ({ level: 1 })),
    ]);
    expect(await plackett('check', file)).toMatchObject({ code: 1, out: '' });
  });

  test('a file in UTF-16 is told so, not that it is something else', async () => {
    const file = path.join(temporaryFolder(), 'rankings.jsonl');
    writeFileSync(file, Buffer.from(`\ufeff${JSON.stringify({ ...pair, ranking: [0, 1] })}\r\n`, 'utf16le'));
    const { code, out } = await plackett('check', file);
    expect(code).toBe(1);
    expect(out).toMatch(/:1:1 error invalid-utf8 This file is UTF-16\. Save it as UTF-8\.\n$/);
  });

  test.skipIf(!existsSync('/dev/stdin'))('a pipe is read (skipped without /dev/stdin)', async () => {
    const file = datasetFile([pair, pair].map((record) => ({ ...record, ranking: [0, 1] })));
    const piped = 'cat "$1" | "$2" "$3" check /dev/stdin';
    const child = spawn('sh', ['-c', piped, 'sh', file, process.execPath, cli]);
    let err = '';
    child.stderr.on('data', (text) => {
      err += text;
    });
    expect(await new Promise((resolve) => child.on('close', resolve))).toBe(0);
    expect(err).toMatch(/^2 records, 2 valid/);
  });

  const real = fileURLToPath(new URL('../../../../shared/data/hh-rlhf-harmless-test.jsonl', import.meta.url));
  test.skipIf(!existsSync(real))(
    'the known bad lines of hh-rlhf and no others (skipped without ../shared)',
    async () => {
      const { code, out } = await plackett('check', real, '--json');
      expect(code).toBe(1);
      const errors = lines(out).filter(({ severity }) => severity === 'error');
      expect(errors.map(({ line, code: name }) => [line, name])).toEqual([
        ...[87, 517, 926, 1104].map((line) => [line, 'response-empty']),
        ...[1255, 1689, 1951, 1953, 2037].map((line) => [line, 'prompt-differs']),
      ]);
    },
  );
});

describe('plackett evaluate', () => {
  test('one line of JSON an example, in file order, that an independent sum agrees with', async () => {
    const file = datasetFile(rankings(7));
    const { code, out, err } = await plackett(
      'evaluate',
      file,
      '--policy',
      policy,
      '--reference',
      tinyFolder({ past: 'stacked', weights: tinyWeights(270, 128, 2) }),
      '--provider',
      'cpu',
      '--beta',
      '0.3',
      '--json',
      '-',
    );
    expect(code, err).toBe(0);
    const examples = lines(out);
    expect(examples.map((e) => [e.line, e.id, e.status])).toEqual(
      Array.from({ length: 7 }, (_, i) => [i + 1, `r${i}`, 'ok']),
    );
    for (const e of examples) {
      const rewards = e.policyLogp.map((logp: number, i: number) => 0.3 * (logp - e.referenceLogp[i]));
      expect(e.reward).toEqual(rewards);
      // Two models that differ, or any formula would agree.
      expect(Math.max(...rewards.map(Math.abs))).toBeGreaterThan(0.01);
      expect(Math.abs(e.loss - e.chance)).toBeGreaterThan(1e-3);
      expect(e.loss).toBeCloseTo(bruteLoss(rewards, e.tiers), 10);
    }
    expect(err).toMatch(/7 of 7 scored/);
  });

  test('log-probs of the records alone; malformed and tied ones keep their line', async () => {
    const file = datasetFile([
      { ...pair, ranking: [0, 1] },
      { ...pair, ranking: [5] },
      { ...pair, ranks: [2, 2] },
    ]);
    const json = path.join(temporaryFolder(), 'out.jsonl');
    const summary = path.join(temporaryFolder(), 'summary.json');
    const { code, out } = await plackett('evaluate', file, '--json', json, '--summary', summary);
    expect(code).toBe(0);
    expect(out).toMatch(/1 of 3 scored \(1 malformed, 1 with everything tied\)/);
    const examples = lines(readFileSync(json, 'utf8'));
    expect(examples.map((e) => e.status)).toEqual(['ok', 'failed', 'no-preference']);
    expect(examples[0].loss).toBeCloseTo(Math.log1p(Math.exp(-0.1)), 12);
    expect(JSON.parse(readFileSync(summary, 'utf8'))).toMatchObject({
      n: 1,
      counts: { examples: 3, scored: 1 },
    });
  });

  test('exit codes: 1 nothing to evaluate, 2 usage, 3 model and provider', async () => {
    const file = datasetFile([{ prompt: 'p', responses: ['a', 'b'], ranking: [0, 1] }]);
    const none = await plackett('evaluate', file);
    expect(none.code).toBe(2);
    expect(none.err).toMatch(/carry no log-probabilities/);
    for (const [option, value] of [
      ['--beta', '-1'],
      ['--limit', '0'],
      ['--batch-tokens', '0.5'],
      ['--provider', 'tpu'],
    ])
      expect((await plackett('evaluate', file, option, value)).code, option).toBe(2);
    expect((await plackett('evaluate')).code).toBe(2);
    expect(
      (await plackett('evaluate', '/nowhere.jsonl', '--policy', policy, '--reference', policy)).code,
    ).toBe(1);
    expect(
      (await plackett('evaluate', file, '--policy', temporaryFolder(), '--reference', policy)).code,
    ).toBe(3);
    const provider = await plackett(
      'evaluate',
      file,
      '--policy',
      policy,
      '--reference',
      policy,
      '--provider',
      'coreml',
    );
    expect(provider.code).toBe(3);
    expect(provider.err).toMatch(/coreml cannot start/);
  });

  test('a file that is not there is told in one line, with the next step', async () => {
    for (const command of ['check', 'evaluate']) {
      const { code, out, err } = await plackett(command, '/nowhere/a.jsonl');
      expect({ code, out }).toEqual({ code: 1, out: '' });
      expect(err).toBe(
        'plackett: There is no file /nowhere/a.jsonl. Check the path, or put the file back.\n',
      );
    }
    expect((await plackett('check', temporaryFolder())).err).toMatch(/^plackett: .* it is a folder\..*\n$/);
  });

  test('a place that cannot be written is told before the work', async () => {
    const file = datasetFile([{ ...pair, ranking: [0, 1] }]);
    for (const option of ['--json', '--summary']) {
      const { code, out, err } = await plackett('evaluate', file, option, path.join(file, 'out'));
      expect({ code, out }).toEqual({ code: 1, out: '' });
      expect(err).toMatch(
        /^plackett: .* cannot be written: there is no such folder\. Choose another place.*\n$/,
      );
    }
    const same = await plackett('evaluate', file, '--json', '-', '--summary', '-');
    expect(same).toMatchObject({ code: 2, out: '' });
  });

  test.skipIf(!existsSync('/dev/full'))(
    'a disk that is full at the end takes the file, not the numbers (skipped without /dev/full)',
    async () => {
      const file = datasetFile([{ ...pair, ranking: [0, 1] }]);
      const { code, out, err } = await plackett('evaluate', file, '--json', '/dev/full');
      expect(code).toBe(1);
      expect(out).toMatch(/1 of 1 scored[\s\S]*mean loss/);
      expect(err).toMatch(/\/dev\/full cannot be written: the disk is full/);
    },
  );

  test('a reader that has seen enough ends it quietly', async () => {
    const file = datasetFile(rankings(20_000).map((r) => ({ ...r, ranking: [9] })));
    const child = spawn(process.execPath, [cli, 'check', file]);
    let err = '';
    child.stderr.on('data', (text) => {
      err += text;
    });
    child.stdout.once('data', () => child.stdout.destroy());
    expect(await new Promise((resolve) => child.on('close', resolve))).toBe(0);
    expect(err).toBe('');
  });

  test('the rankings themselves are never written over, nor one output by the other', async () => {
    const file = datasetFile([{ ...pair, ranking: [0, 1] }]);
    const text = readFileSync(file, 'utf8');
    const link = path.join(temporaryFolder(), 'link.jsonl');
    linkSync(file, link);
    for (const [option, target] of [
      ['--json', file],
      ['--summary', path.relative(process.cwd(), file)],
      ['--json', link],
    ]) {
      const { code, err } = await plackett('evaluate', file, option, target);
      expect(code).toBe(2);
      expect(err).toMatch(/holds the rankings themselves\. Choose another file/);
      expect(readFileSync(file, 'utf8')).toBe(text);
    }
    const out = path.join(temporaryFolder(), 'out.json');
    const twice = ['--json', out, '--summary', path.relative(process.cwd(), out)];
    const { code, err } = await plackett('evaluate', file, ...twice);
    expect(code).toBe(2);
    expect(err).toMatch(/cannot both go to/);
  });

  test('a run that cannot start leaves the results of the last one, a run that can replaces them', async () => {
    const file = datasetFile([{ ...pair, ranking: [0, 1] }]);
    const json = path.join(temporaryFolder(), 'out.jsonl');
    const summary = path.join(temporaryFolder(), 'summary.json');
    const outputs = ['--json', json, '--summary', summary];
    const earlier = 'the results of an hour\n'.repeat(1000);
    for (const target of [json, summary]) writeFileSync(target, earlier);
    expect((await plackett('evaluate', file, '--policy', '/nowhere', ...outputs)).code).toBe(3);
    for (const target of [json, summary]) expect(readFileSync(target, 'utf8')).toBe(earlier);
    expect((await plackett('evaluate', file, ...outputs)).code).toBe(0);
    expect(lines(readFileSync(json, 'utf8'))).toHaveLength(1);
    expect(JSON.parse(readFileSync(summary, 'utf8'))).toMatchObject({ n: 1 });
  });

  test('nobody who listens to the progress is no reason to lose the results', async () => {
    const file = datasetFile([{ ...pair, ranking: [0, 1] }]);
    const json = path.join(temporaryFolder(), 'out.jsonl');
    const child = spawn(process.execPath, [cli, 'evaluate', file, '--json', json]);
    child.stderr.destroy();
    expect(await new Promise((resolve) => child.on('close', resolve))).toBe(0);
    expect(lines(readFileSync(json, 'utf8'))).toHaveLength(1);
  });

  test('text of a dataset cannot pass for a line of ours', async () => {
    const file = datasetFile([
      { prompt: 'p', responses: ['a', 'b'], ranking: ['\nx.jsonl:1:1 error\r\n'] },
      { ...pair, ranking: [0, 1] },
    ]);
    const { out } = await plackett('check', file);
    expect(out.trim().split('\n').length).toBe(1);
  });

  test('hostile text reaches the terminal without its escapes', async () => {
    const file = datasetFile([
      '{"prompt":"p","responses":["a","b"],"ranking":["\u001b[31m\u202e"]}',
      { ...pair, ranking: [0, 1] },
    ]);
    const { out } = await plackett('check', file);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: what must not reach a terminal
    expect(out).not.toMatch(/[\u001b\u202e]/);
  });

  test('an interrupt writes what is there', async () => {
    const file = datasetFile(rankings(4000));
    const json = path.join(temporaryFolder(), 'out.jsonl');
    const models = ['--policy', policy, '--reference', policy];
    const args = [cli, 'evaluate', file, ...models, '--batch-tokens', '64', '--json', json];
    // Ctrl+C in a terminal reaches the scorer process too.
    const group = process.platform !== 'win32';
    const child = spawn(process.execPath, args, { detached: group, env });
    const closed = new Promise<number | null>((resolve) => child.on('close', resolve));
    await new Promise<void>((resolve) =>
      child.stderr.on('data', (text) => /reference/.test(String(text)) && resolve()),
    );
    await new Promise((resolve) => setTimeout(resolve, 700));
    if (group) process.kill(-child.pid!, 'SIGINT');
    else child.kill('SIGINT');
    expect(await closed).toBe(130);
    const examples = lines(readFileSync(json, 'utf8'));
    expect(examples.length).toBeGreaterThan(0);
    expect(examples.length).toBeLessThan(4000);
  });
});

test('plackett providers lists the CPU as working', async () => {
  const { code, out } = await plackett('providers', '--json');
  expect(code).toBe(0);
  expect(lines(out).find((p) => p.provider === 'cpu')).toMatchObject({ works: true });
});

test('a run leaves nothing behind and has nothing to send: no device id, no queue of usage data', async () => {
  const home = temporaryFolder();
  const { ORT_DISABLE_TELEMETRY: _, ...own } = process.env;
  const file = datasetFile(rankings(2));
  const homes = ['HOME', 'USERPROFILE', 'XDG_CACHE_HOME', 'LOCALAPPDATA', 'TMPDIR', 'TEMP', 'TMP'];
  const places = Object.fromEntries(homes.map((name) => [name, home]));
  const models = ['--policy', policy, '--reference', policy];
  const { code, err } = await plackettWith({ ...own, ...places }, 'evaluate', file, ...models, '--no-cache');
  expect(code, err).toBe(0);
  expect(readdirSync(home, { recursive: true })).toEqual([]);
  await plackettWith({ ...own, ...places }, 'evaluate', file, ...models);
  const kept = readdirSync(home, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  expect(kept.map(({ name }) => path.extname(name))).toEqual(['.logps']);
});

describe('what a run tells of itself', () => {
  test('log-probs of an earlier run are used and counted; path and provider are told', async () => {
    const file = datasetFile(rankings(5));
    const cache = path.join(temporaryFolder(), 'kept');
    const summary = path.join(temporaryFolder(), 'summary.json');
    const models = ['--policy', policy, '--reference', reference, '--provider', 'cpu'];
    const first = await plackett('evaluate', file, ...models, '--cache', cache, '--json', '-');
    expect(first.err).not.toMatch(/known before/);
    const args = [...models, '--cache', cache, '--summary', summary];
    const second = await plackett('evaluate', file, ...args, '--json', '-');
    expect(second.out).toBe(first.out);
    expect(second.err).toMatch(/^known before +policy 5, reference 5 examples$/m);
    expect(second.err).toMatch(/^policy +plackett-model-\S+ on cpu, [a-z]+-[a-z]+$/m);
    const told = JSON.parse(readFileSync(summary, 'utf8'));
    expect(told).toMatchObject({ reused: { policy: 5, reference: 5 }, residency: 'together' });
    expect(told.policy).toMatchObject({ provider: 'cpu', path: expect.any(String), nodesOnOthers: 0 });
    expect(told.counts.truncated).toBe(0);
    const third = await plackett('evaluate', file, ...models, '--no-cache');
    expect(third.out).not.toMatch(/known before/);
  });

  test('one model after the other', async () => {
    const file = datasetFile(rankings(5));
    const args = [
      '--policy',
      policy,
      '--reference',
      reference,
      '--provider',
      'cpu',
      '--no-cache',
      '--json',
      '-',
    ];
    const both = await plackett('evaluate', file, ...args, '--residency', 'together');
    const turns = await plackett('evaluate', file, ...args, '--residency', 'oneAfterTheOther');
    expect(turns.out).toBe(both.out);
    expect(lines(turns.out)).toHaveLength(5);
    expect(turns.err).toMatch(/^in memory +one model after the other, the reference first$/m);
    expect((await plackett('evaluate', file, '--residency', 'none')).code).toBe(2);
  });
});

test.each([
  ['linux', { XDG_CACHE_HOME: '/c' }, '/h', '/c/plackett'],
  ['linux', { XDG_CACHE_HOME: 'relative' }, '/h', '/h/.cache/plackett'],
  ['linux', {}, '', undefined],
  ['darwin', {}, '/h', '/h/Library/Caches/plackett'],
  ['win32', { LOCALAPPDATA: 'C:\\l' }, 'C:\\h', 'C:\\l\\plackett\\cache'],
  ['win32', {}, 'C:\\h', undefined],
] as const)('the usual folder for caches on %s with %o', (platform, variables, home, folder) => {
  expect(usualCacheFolder(platform, variables, home)).toBe(folder);
});

/** -log of the summed probability of every strict order that is consistent with the tiers. */
function bruteLoss(rewards: number[], tiers: number[][]): number {
  const orders = tiers.reduce<number[][]>(
    (heads, tier) => heads.flatMap((h) => permutations(tier).map((t) => [...h, ...t])),
    [[]],
  );
  const probability = (order: number[]) =>
    order.reduce(
      (p, i, k) => (p * Math.exp(rewards[i])) / order.slice(k).reduce((s, j) => s + Math.exp(rewards[j]), 0),
      1,
    );
  return -Math.log(orders.reduce((sum, order) => sum + probability(order), 0));
}

function permutations(items: number[]): number[][] {
  if (items.length < 2) return [items];
  return items.flatMap((item, i) =>
    permutations(items.filter((_, j) => j !== i)).map((rest) => [item, ...rest]),
  );
}
