// `npm run soak [-- EXAMPLES]`: one long evaluation with the sample's models, its memory and pace every few seconds. Linux only.
// 1,000,000 examples take hours on a small machine; with LOGPS=1 the log-probs are in the records and no model is asked, which
// takes minutes. Never part of the tests. Needs `npm run build`.
import { spawn } from 'node:child_process';
import { createWriteStream, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { finished } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const examples = Number(process.argv[2] ?? 1_000_000);
const hasLogps = process.env.LOGPS === '1';
const everyMs = Number(process.env.EVERY ?? 10_000);
const folder = mkdtempSync(path.join(tmpdir(), 'plackett-soak-'));
try {
  const dataset = path.join(folder, 'rankings.jsonl');
  await generate(dataset, examples);
  console.log(`${examples} examples, ${megabytes(statSync(dataset).size)} MB`);
  const sample = path.join(root, 'media', 'sample');
  const run = path.join(folder, 'run');
  const args = [path.join(root, 'dist', 'cli.js'), 'evaluate', dataset, '--run', run, '--no-cache'];
  if (!hasLogps)
    args.push('--policy', path.join(sample, 'policy'), '--reference', path.join(sample, 'reference'));
  const child = spawn(process.execPath, [...args, '--provider', 'cpu'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text) => {
    said = (said + text).slice(-2000);
  });
  child.stdout.setEncoding('utf8').on('data', (text) => process.stdout.write(text));
  const started = Date.now();
  console.log('seconds  examples  main MB  scorer MB  run folder MB  files');
  const timer = setInterval(() => {
    const done = [...said.matchAll(/(\d+)\/\d+ examples/g)].at(-1)?.[1] ?? 0;
    const [main, scorer] = [
      residentBytes(child.pid),
      Math.max(0, ...childrenOf(child.pid).map(residentBytes)),
    ];
    const { bytes, files } = sizeOf(path.join(run, 'scores'));
    const numbers = [(Date.now() - started) / 1000, done, main / 1e6, scorer / 1e6, bytes / 1e6];
    console.log([...numbers.map((value) => Number(value).toFixed(0).padStart(8)), files].join('  '));
  }, everyMs);
  const [code] = await new Promise((resolve) => child.on('close', (...end) => resolve(end)));
  clearInterval(timer);
  const { bytes, files } = sizeOf(path.join(run, 'scores'));
  console.log(`ended with ${code} after ${((Date.now() - started) / 1000).toFixed(0)} s`);
  console.log(
    `run folder: ${megabytes(bytes)} MB in ${files} files, ${(bytes / examples).toFixed(0)} bytes an example`,
  );
  process.exitCode = code ?? 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function generate(file, count) {
  const out = createWriteStream(file);
  for (let i = 0; i < count; i++) {
    const record = {
      id: `r${i}`,
      prompt: `What is ${i} plus ${i % 97}?\n`,
      responses: [`The sum is ${i + (i % 97)}.`, `It is ${i}.`, 'I am not sure.'],
      ranking: [0, [1, 2]],
      source: i % 2 ? 'odd' : 'even',
      ...(hasLogps && {
        policy_logps: [-10 - Math.sin(i), -12, -14.5],
        reference_logps: [-11, -12 - Math.cos(i), -13],
      }),
    };
    if (!out.write(`${JSON.stringify(record)}\n`)) await new Promise((resolve) => out.once('drain', resolve));
  }
  out.end();
  await finished(out);
}

function residentBytes(pid) {
  try {
    return 1024 * Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}

function childrenOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
      .trim()
      .split(' ')
      .filter(Boolean)
      .map(Number);
  } catch {
    return [];
  }
}

function sizeOf(scores) {
  let [bytes, files] = [0, 0];
  try {
    for (const name of readdirSync(scores)) {
      bytes += statSync(path.join(scores, name)).size;
      files++;
    }
  } catch {
    // Not there yet, or just merged.
  }
  return { bytes, files };
}

function megabytes(bytes) {
  return (bytes / 1e6).toFixed(1);
}
