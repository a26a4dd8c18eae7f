// Time of `derive` and `summarize` for 1,000,000 strict rankings of 4, as a ratio to plain objects and arrays per
// example doing the same sums. A ratio holds on any machine; milliseconds do not.
import { fileURLToPath } from 'node:url';
import esbuild from 'esbuild';

const examples = Number(process.argv[2] ?? 1_000_000);
const K = 4;

const bundle = await esbuild.build({
  stdin: {
    contents: `export { derive } from './columns.ts'; export { summarize } from './summary.ts';`,
    resolveDir: fileURLToPath(new URL('../../extension/preference', import.meta.url)),
    loader: 'ts',
  },
  bundle: true,
  format: 'esm',
  write: false,
});
const { derive, summarize } = await import(
  `data:text/javascript;base64,${Buffer.from(bundle.outputFiles[0].text).toString('base64')}`
);

const columns = randomColumns(examples);
let derived = derive(columns, 0.1);
let summary = summarize(columns, derived);
const deriveMs = bestOf(5, (i) => {
  derived = derive(columns, 0.1 + i / 10, derived);
});
const firstSummaryMs = bestOf(2, () => summarize(columns, derived));
const summaryMs = bestOf(3, () => {
  summary = summarize(columns, derived, summary);
});

const naive = [];
const naiveMs = bestOf(2, (i) => {
  naive.length = 0;
  for (let e = 0; e < examples; e++) naive.push(evaluateNaively(columns, e, 0.1 + i / 10));
});
const last = derive(columns, 0.2);
const off = naive.reduce((worst, row, e) => Math.max(worst, Math.abs(row.loss - last.loss[e])), 0);
if (!(off < 1e-9)) throw new Error(`the naive losses differ by ${off}`);

const ms = (value) => `${value.toFixed(0)} ms`.padStart(8);
console.log(`${examples} examples, K = ${K}, one thread`);
console.log(`derive, a new beta     ${ms(deriveMs)}   ${(deriveMs / naiveMs).toFixed(3)} of naive`);
console.log(`summarize, a new beta  ${ms(summaryMs)}   ${(summaryMs / naiveMs).toFixed(3)} of naive`);
console.log(
  `summarize, new facts   ${ms(firstSummaryMs)}   ${(firstSummaryMs / naiveMs).toFixed(3)} of naive`,
);
console.log(`naive objects          ${ms(naiveMs)}`);

function bestOf(runs, work) {
  let best = Number.POSITIVE_INFINITY;
  for (let i = 0; i < runs; i++) {
    const start = performance.now();
    work(i);
    best = Math.min(best, performance.now() - start);
  }
  return best;
}

function randomColumns(n) {
  let state = 20261123;
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const tier = new Uint16Array(n * K);
  for (let e = 0; e < n; e++) {
    for (let i = 0; i < K; i++) {
      const j = Math.floor(random() * (i + 1));
      tier[e * K + i] = tier[e * K + j];
      tier[e * K + j] = i;
    }
  }
  return {
    offsets: Uint32Array.from({ length: n + 1 }, (_, e) => e * K),
    tier,
    policyLogp: Float64Array.from({ length: n * K }, () => -80 + 20 * random()),
    referenceLogp: Float64Array.from({ length: n * K }, () => -80 + 20 * random()),
    tokens: Uint32Array.from({ length: n * K }, () => 1 + Math.floor(400 * random())),
  };
}

/** What one would write first: arrays per example, a sum of exponentials per stage. */
function evaluateNaively({ offsets, tier, policyLogp, referenceLogp }, e, beta) {
  const completions = [];
  for (let c = offsets[e]; c < offsets[e + 1]; c++) {
    completions.push({ index: c, tier: tier[c], reward: beta * (policyLogp[c] - referenceLogp[c]) });
  }
  const ranked = [...completions].sort((a, b) => a.tier - b.tier);
  const gradient = completions.map(() => 0);
  let loss = 0;
  let chance = 0;
  ranked.forEach((best, k) => {
    const left = ranked.slice(k);
    const top = Math.max(...left.map((c) => c.reward));
    const weights = left.map((c) => Math.exp(c.reward - top));
    const total = weights.reduce((a, b) => a + b, 0);
    loss += top + Math.log(total) - best.reward;
    chance += Math.log(left.length);
    left.forEach((c, i) => {
      gradient[c.index - offsets[e]] += beta * (weights[i] / total - (i === 0 ? 1 : 0));
    });
  });
  const weights = completions.map((c) => Math.exp(c.reward));
  const total = weights.reduce((a, b) => a + b, 0);
  const pairs = ranked.flatMap((a, k) => ranked.slice(k + 1).map((b) => Math.sign(a.reward - b.reward)));
  const rest = ranked.slice(1).map((c) => c.reward);
  return {
    reward: completions.map((c) => c.reward),
    topProbability: weights.map((w) => w / total),
    gradient,
    loss,
    chance,
    pairwiseAccuracy: pairs.filter((sign) => sign > 0).length / pairs.length,
    kendallTauB: pairs.reduce((a, b) => a + b, 0) / Math.sqrt(pairs.length * pairs.filter(Boolean).length),
    margin: ranked[0].reward - rest.reduce((a, b) => a + b, 0) / rest.length,
    top1: rest.every((reward) => reward < ranked[0].reward),
  };
}
