// Recomputes the sample's held-out numbers from its own files with nothing of the extension: onnxruntime-node,
// @huggingface/tokenizers, and the Plackett-Luce probability summed over every strict order.
//
//   node media/sample-maker/verify.mjs [FACTS]
//
// FACTS is the file that make.py wrote: token ids and log-probabilities by its own tokenizer and PyTorch.
import { readFileSync } from 'node:fs';
import { Template } from '@huggingface/jinja';
import { Tokenizer } from '@huggingface/tokenizers';
import ort from 'onnxruntime-node';

const beta = 0.1;
const sample = new URL('../sample/', import.meta.url);
const readJson = (place) => JSON.parse(readFileSync(place, 'utf8'));
const examples = readFileSync(new URL('rankings.jsonl', sample), 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line));
const flips = new Set(readJson(new URL('flips.json', import.meta.url)).map((flip) => flip.line));
const facts = process.argv[2] ? readJson(process.argv[2]) : undefined;

const upTo = (length) => Array.from({ length }, (_, i) => i);
const int64 = (values, shape) => new ort.Tensor('int64', BigInt64Array.from(values.flat(), BigInt), shape);

const policy = await load('policy');
const reference = await load('reference');
const worst = { logp: 0, logits: 0, past: 0 };
const results = [];
for (const [i, example] of examples.entries()) {
  const sequences = example.responses.map((response) => encode(policy, example.prompt, response));
  const policyLogps = await score(policy, sequences);
  const referenceLogps = await score(reference, sequences);
  if (facts) compare(facts.records[i], sequences, policyLogps, referenceLogps, example.id);
  const rewards = policyLogps.map((logp, k) => beta * (logp - referenceLogps[k]));
  const tiers = tiersOf(example);
  results.push({
    flipped: flips.has(i + 1),
    source: example.source,
    chat: typeof example.prompt !== 'string',
    loss: lossOf(rewards, tiers),
    chance: lossOf(rewards.fill.call([...rewards], 0), tiers),
    ...pairsOf(rewards, tiers),
    again: lossOf(
      referenceLogps.map((logp) => beta * (logp - logp)),
      tiers,
    ),
  });
}
report('all', results);
report(
  'unflipped',
  results.filter((r) => !r.flipped),
);
report(
  'flipped',
  results.filter((r) => r.flipped),
);
for (const source of ['sorting', 'addition', 'spelling']) {
  report(
    `unflipped, ${source}`,
    results.filter((r) => !r.flipped && r.source === source),
  );
}
report(
  'unflipped, conversations',
  results.filter((r) => !r.flipped && r.chat),
);
const apart = Math.max(...results.map((r) => Math.abs(r.again - r.chance)));
console.log(`reference against itself: largest distance of a loss from chance ${apart.toExponential(1)}`);
for (const model of [policy, reference]) await checkCache(model);
console.log(
  `shared prompt through the cache, padded on the right: logits within ${worst.past.toExponential(1)}`,
);
if (facts) {
  for (const model of [policy, reference]) await compareLogits(model);
  console.log(
    `PyTorch: the same ids; logits within ${worst.logits.toExponential(1)}, sums within ${worst.logp.toExponential(1)} nats`,
  );
}

async function load(name) {
  const folder = new URL(`${name}/`, sample);
  const config = readJson(new URL('config.json', folder));
  const tokenizerConfig = readJson(new URL('tokenizer_config.json', folder));
  const session = await ort.InferenceSession.create(new URL('onnx/model.onnx', folder).pathname, {
    executionProviders: ['cpu'],
    intraOpNumThreads: 1,
  });
  return {
    name,
    config,
    session,
    tokenizer: new Tokenizer(readJson(new URL('tokenizer.json', folder)), tokenizerConfig),
    template: new Template(tokenizerConfig.chat_template),
    eos: tokenizerConfig.eos_token,
  };
}

function encode(model, prompt, response) {
  const chat = typeof prompt !== 'string';
  const opening = chat ? model.template.render({ messages: prompt, add_generation_prompt: true }) : prompt;
  const whole = chat
    ? model.template.render({ messages: [...prompt, ...response] })
    : prompt + response + model.eos;
  const ids = model.tokenizer.encode(whole).ids;
  const promptIds = model.tokenizer.encode(opening).ids;
  if (promptIds.some((id, i) => id !== ids[i])) throw new Error(`a merge crosses the border of ${whole}`);
  return { ids, promptTokens: promptIds.length };
}

/** Runs `rows` of equal length after a cache; `mask` [batch][past + length], `positions` like rows. */
async function run(model, rows, mask, positions, past) {
  const { n_layer: layers, n_head: heads, n_embd: width } = model.config;
  const feeds = {
    input_ids: int64(rows, [rows.length, rows[0].length]),
    attention_mask: int64(mask, [rows.length, mask[0].length]),
    position_ids: int64(positions, [rows.length, rows[0].length]),
  };
  for (let layer = 0; layer < layers; layer++) {
    for (const kind of ['key', 'value']) {
      feeds[`past_key_values.${layer}.${kind}`] =
        past?.[`present.${layer}.${kind}`] ??
        new ort.Tensor('float32', new Float32Array(0), [rows.length, heads, 0, width / heads]);
    }
  }
  return model.session.run(feeds);
}

/** Sums of completion log-probabilities, right-padded in one batch. */
async function score(model, sequences) {
  const longest = Math.max(...sequences.map((s) => s.ids.length));
  const rows = sequences.map((s) => [...s.ids, ...new Array(longest - s.ids.length).fill(0)]);
  const mask = sequences.map((s) => rows[0].map((_, i) => (i < s.ids.length ? 1 : 0)));
  const { logits } = await run(
    model,
    rows,
    mask,
    rows.map(() => upTo(longest)),
  );
  const vocabulary = logits.dims[2];
  return sequences.map((s, row) => {
    let sum = 0;
    for (let at = s.promptTokens; at < s.ids.length; at++) {
      const start = (row * longest + at - 1) * vocabulary;
      sum += logProbability(logits.data.subarray(start, start + vocabulary), s.ids[at]);
    }
    return sum;
  });
}

function logProbability(logits, id) {
  const top = logits.reduce((a, b) => Math.max(a, b));
  return logits[id] - top - Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit - top), 0));
}

function tiersOf({ ranking, responses }) {
  const tiers = ranking.map((tier) => [tier].flat());
  const rest = upTo(responses.length).filter((i) => !tiers.flat().includes(i));
  return rest.length > 0 ? [...tiers, rest] : tiers;
}

/** -log of the probability of every strict order that agrees with the tiers, in nats. */
function lossOf(rewards, tiers) {
  const weights = rewards.map(Math.exp);
  const probability = (order) =>
    order.reduce(
      (p, best, k) => p * (weights[best] / order.slice(k).reduce((sum, i) => sum + weights[i], 0)),
      1,
    );
  return -Math.log(orders(tiers).reduce((sum, order) => sum + probability(order), 0));
}

function orders(tiers) {
  return tiers.reduce(
    (before, tier) => before.flatMap((b) => permutations(tier).map((t) => [...b, ...t])),
    [[]],
  );
}

function permutations(items) {
  if (items.length === 0) return [[]];
  return items.flatMap((item) =>
    permutations(items.filter((i) => i !== item)).map((rest) => [item, ...rest]),
  );
}

function pairsOf(rewards, tiers) {
  const pairs = tiers.flatMap((tier, t) =>
    tier.flatMap((better) =>
      tiers
        .slice(t + 1)
        .flat()
        .map((worse) => [better, worse]),
    ),
  );
  const right = pairs.filter(([better, worse]) => rewards[better] > rewards[worse]).length;
  const best = rewards.indexOf(Math.max(...rewards));
  return { pairs: pairs.length, right, accuracy: right / pairs.length, top1: tiers[0].includes(best) };
}

function report(name, rows) {
  const mean = (value) => rows.reduce((sum, row) => sum + value(row), 0) / rows.length;
  const pooled = rows.reduce((sum, r) => sum + r.right, 0) / rows.reduce((sum, r) => sum + r.pairs, 0);
  console.log(
    `${name}: ${rows.length} examples, loss ${mean((r) => r.loss).toFixed(4)} (chance ${mean((r) => r.chance).toFixed(4)}), ` +
      `pairwise accuracy ${mean((r) => r.accuracy).toFixed(4)} (pooled ${pooled.toFixed(4)}), ` +
      `top-1 ${mean((r) => (r.top1 ? 1 : 0)).toFixed(4)}`,
  );
}

function compare(fact, sequences, policyLogps, referenceLogps, id) {
  for (const [k, { ids, promptTokens }] of sequences.entries()) {
    if (ids.join() !== fact.ids[k].join() || promptTokens !== fact.promptTokens) {
      throw new Error(`${id}: other tokens than the maker's for response ${k}`);
    }
    const policyApart = Math.abs(policyLogps[k] - fact.policy[k]);
    const referenceApart = Math.abs(referenceLogps[k] - fact.reference[k]);
    worst.logp = Math.max(worst.logp, policyApart, referenceApart);
  }
}

async function compareLogits(model) {
  const ids = facts.records[0].ids[0];
  const { logits } = await run(model, [ids], [ids.map(() => 1)], [upTo(ids.length)]);
  const expected = facts.logits[model.name].flat();
  for (const [i, logit] of logits.data.entries()) {
    worst.logits = Math.max(worst.logits, Math.abs(logit - expected[i]));
  }
}

/** Two completions after one prompt whose cache is padded on the right, against each in one piece. */
async function checkCache(model) {
  const example = examples.find((e) => typeof e.prompt === 'string' && e.responses.length > 2);
  for (const response of example.responses) {
    const { ids, promptTokens } = encode(model, example.prompt, response);
    const padded = promptTokens + 3;
    const prompt = [...ids.slice(0, promptTokens), 0, 0, 0];
    const promptMask = upTo(padded).map((i) => (i < promptTokens ? 1 : 0));
    const cache = await run(model, [prompt], [promptMask], [upTo(padded)]);
    const rest = ids.slice(promptTokens);
    const positions = rest.map((_, i) => promptTokens + i);
    const apart = await run(model, [rest], [[...promptMask, ...rest.map(() => 1)]], [positions], cache);
    const whole = await run(model, [ids], [ids.map(() => 1)], [upTo(ids.length)]);
    const start = promptTokens * model.config.vocab_size;
    for (const [i, logit] of apart.logits.data.entries()) {
      worst.past = Math.max(worst.past, Math.abs(logit - whole.logits.data[start + i]));
    }
  }
}
