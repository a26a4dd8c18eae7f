// How many of the sample's flipped labels stand in the first 5% and 10% of a queue, by statistic, with the real models; and the
// mean of 20 draws with normal noise on the log-ratios, as large as the run's typical spread. Takes a few seconds more than
// the evaluation. `node test/benchmark/run.mjs suspicion`
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import esbuild from 'esbuild';

const root = fileURLToPath(new URL('../..', import.meta.url));
const bundle = await esbuild.build({
  stdin: {
    contents: `export * from './plackettLuce.ts'; export * from './metrics.ts'; export { likeliest, reversed } from './evidence.ts'; export { mulberry32 } from './seeded.ts';`,
    resolveDir: path.join(root, 'extension', 'preference'),
    loader: 'ts',
  },
  bundle: true,
  format: 'esm',
  write: false,
});
const {
  chanceLoss,
  kendallTauB,
  likeliest,
  logLikelihood,
  loss,
  margin,
  mulberry32,
  pairwiseAccuracy,
  reversed,
} = await import(`data:text/javascript;base64,${Buffer.from(bundle.outputFiles[0].text).toString('base64')}`);

const rows = evaluatedRows();
const flipped = new Set(
  JSON.parse(readFileSync(path.join(root, 'media/sample-maker/flips.json'), 'utf8')).map(({ line }) => line),
);
const ratios = (row) => row.policyLogp.map((logp, i) => logp - row.referenceLogp[i]);
const aToken = (of) => (row) => of(row).map((logp, i) => logp / row.tokens[i]);
const policy = (row) => row.policyLogp;
const reference = (row) => row.referenceLogp;

const chance = (tiers) => chanceLoss(tiers.map(({ length }) => length));
const turned = (r, tiers) => logLikelihood(r, reversed(tiers)) - logLikelihood(r, tiers);
const statistics = {
  loss: (r, tiers) => loss(r, tiers),
  'loss - chance': (r, tiers) => loss(r, tiers) - chance(tiers),
  'loss / chance': (r, tiers) => loss(r, tiers) / chance(tiers),
  '-margin': (r, tiers) => -margin(r, tiers),
  '-margin / own spread': (r, tiers) => -margin(r, tiers) / (spread(r) || 1),
  '-tau-b': (r, tiers) => -kendallTauB(r, tiers),
  'wrong pairs': (r, tiers) => -pairwiseAccuracy(r, tiers),
  'likeliest - annotation': (r, tiers) => logLikelihood(r, likeliest(r, tiers)) - logLikelihood(r, tiers),
  'turned round - annotation': turned,
  'the same / (K - 1)': (r, tiers) => turned(r, tiers) / (r.length - 1),
  'the same / chance': (r, tiers) => turned(r, tiers) / chance(tiers),
};

const atBeta = rows.map((row) => ratios(row).map((ratio) => 0.1 * ratio));
console.log(`${'statistic'.padEnd(44)}   5%  10%   noise 5%  10%`);
show('loss, beta 0.1', found(atBeta, statistics.loss));
for (const [name, statistic] of Object.entries(statistics))
  show(name, found(inUnits(rows.map(ratios)), statistic), noisy(statistic));
for (const [name, of] of Object.entries({ policy, reference }))
  for (const [each, values] of [
    ['', of],
    [' a token', aToken(of)],
  ])
    show(`turned round, by the ${name} alone${each}`, found(inUnits(rows.map(values)), turned));

function show(name, [five, ten], noise) {
  const words = noise ? `   ${noise.map((n) => n.toFixed(1).padStart(7)).join('')}` : '';
  console.log(`${name.padEnd(44)} ${String(five).padStart(4)} ${String(ten).padStart(4)}${words}`);
}

/** Flips among the first 5% and 10%. */
function found(rewards, statistic) {
  const scored = rows.map((row, i) => ({ line: row.line, value: statistic(rewards[i], row.tiers) }));
  scored.sort((a, b) => b.value - a.value || a.line - b.line);
  return [0.05, 0.1].map(
    (share) => scored.slice(0, share * rows.length).filter(({ line }) => flipped.has(line)).length,
  );
}

function noisy(statistic, draws = 20) {
  const draw = mulberry32(1);
  const normal = () => Math.sqrt(-2 * Math.log(1 - draw())) * Math.cos(2 * Math.PI * draw());
  const clean = inUnits(rows.map(ratios));
  const sums = [0, 0];
  for (let i = 0; i < draws; i++) {
    const rewards = inUnits(clean.map((r) => r.map((value) => value + normal())));
    found(rewards, statistic).forEach((n, k) => {
      sums[k] += n / draws;
    });
  }
  return sums;
}

/** Divided by the median spread within an example, as `suspicion` does. */
function inUnits(values) {
  const spreads = values.map(spread).filter((one) => one > 0);
  const unit = spreads.sort((a, b) => a - b)[spreads.length >> 1];
  return values.map((r) => r.map((value) => value / unit));
}

function spread(r) {
  const mean = r.reduce((sum, value) => sum + value, 0) / r.length;
  return Math.sqrt(r.reduce((sum, value) => sum + (value - mean) ** 2, 0) / r.length);
}

function evaluatedRows() {
  const folder = mkdtempSync(path.join(tmpdir(), 'plackett-suspicion-'));
  try {
    const out = path.join(folder, 'rows.jsonl');
    const sample = path.join(root, 'media', 'sample');
    execFileSync(process.execPath, [path.join(root, 'scripts', 'build.mjs')], { cwd: root, stdio: 'ignore' });
    execFileSync(
      process.execPath,
      [
        path.join(root, 'dist', 'cli.js'),
        'evaluate',
        path.join(sample, 'rankings.jsonl'),
        ...[
          '--policy',
          path.join(sample, 'policy'),
          '--reference',
          path.join(sample, 'reference'),
          '--json',
          out,
        ],
      ],
      { stdio: 'ignore' },
    );
    return readFileSync(out, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
      .filter(({ status }) => status === 'ok');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
