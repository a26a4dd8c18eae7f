import { describe, expect, it } from 'vitest';
import type { TokenItem } from '../../../extension/model/contract.ts';
import { listProviders } from '../../../extension/model/provider.ts';
import { loadModel } from '../../../extension/model/scorer.ts';
import { defaultScoring } from '../../../extension/model/settings.ts';
import { examples, recompute } from '../../fixtures/onnx/field/examples.ts';
import { type FieldModel, llama, usualLlama } from '../../fixtures/onnx/field/families.ts';
import { fieldFolder } from '../../fixtures/onnx/field/folder.ts';
import { fieldModels } from '../../fixtures/onnx/field/models.ts';

const settings = { ...defaultScoring, provider: 'cpu' as const };
const items = Object.values(examples);
const differs = /log-probabilities differ from those of the graph as it is on the CPU by \S+ nats a token/;

/** An export whose cache is empty words: it takes the past, and makes nothing of it. */
function forgetful(model: FieldModel): FieldModel {
  const { graph } = model;
  const nodes = graph.nodes.flatMap((node) => {
    const [past] = node.inputs;
    if (node.op !== 'Concat' || !past?.startsWith('past_key_values')) return [node];
    const nothing = { op: 'Mul', inputs: [past, 'no_number'], outputs: [`${past}/nothing`] };
    return [nothing, { ...node, inputs: [`${past}/nothing`, ...node.inputs.slice(1)] }];
  });
  expect(nodes.length).toBeGreaterThan(graph.nodes.length);
  const zero = { name: 'no_number', type: 'float32' as const, dims: [], bytes: new Uint8Array(4) };
  return { ...model, graph: { ...graph, nodes, initializers: [...graph.initializers, zero] } };
}

function expectRecomputed(
  model: FieldModel,
  scored: readonly TokenItem[],
  outcomes: readonly { ok: boolean; logps?: Float64Array; reason?: string }[],
) {
  for (const [i, item] of scored.entries()) {
    const { logps, reason } = outcomes[i];
    if (!logps) throw new Error(reason);
    for (const [k, expected] of recompute(model, item).entries())
      expect(Math.abs(logps[k] / expected - 1)).toBeLessThan(1e-4);
  }
}

describe('a path that gives other numbers than the graph as it is', () => {
  it.each([undefined, 'shared-prompt'] as const)(
    'is left for the next, with the reason (asked: %s)',
    async (path) => {
      const model = forgetful(llama());
      const loaded = await loadModel(fieldFolder(model), settings, { threads: 1, path });
      expect(loaded.info.path).toBe('completion-rows');
      const notes = loaded.info.notes.filter((note) => note.startsWith('Not by'));
      expect(notes.length).toBe(path ? 2 : 1);
      for (const note of notes) expect(note).toMatch(differs);
      expectRecomputed(model, items, await loaded.score(items, settings));
      await loaded.release();
    },
  );

  it('is found out also where the model never says most of its tokens', async () => {
    const bias = {
      ...usualLlama['head.bias'],
      values: usualLlama['head.bias'].values.map((x, i) => (i % 3 ? -Infinity : x)),
    };
    const broken = forgetful(llama({ head: { bias } }));
    const loaded = await loadModel(fieldFolder(broken), settings, { threads: 1 });
    expect(loaded.info.path).toBe('completion-rows');
    expect(loaded.info.notes.join(' ')).toMatch(differs);
    await loaded.release();
    const whole = await loadModel(fieldFolder(llama({ head: { bias } })), settings, { threads: 1 });
    expect(whole.info.path).toBe('cached-prompt');
    const ids = Int32Array.of(4, 9, 30, 6);
    const [said, unsaid] = await whole.score(
      [
        { sequences: [{ ids, promptLength: 2 }] },
        { sequences: [{ ids: ids.map((id) => id + 1), promptLength: 2 }] },
      ],
      settings,
    );
    expect(said.ok).toBe(true);
    expect(unsaid).toEqual({
      ok: false,
      reason: 'completion 1: the log-probability of its token 1 is infinite',
    });
    await whole.release();
  });

  it('is not looked for in a model that gives no numbers at all: its examples say so', async () => {
    const { dims, values } = usualLlama.norm;
    const weights = { ...usualLlama, norm: { dims, values: values.map(() => Number.NaN) } };
    const loaded = await loadModel(fieldFolder(llama({ weights })), settings, { threads: 1 });
    expect(loaded.info.path).toBe('cached-prompt');
    const [outcome] = await loaded.score(items.slice(0, 1), settings);
    expect(outcome).toEqual({
      ok: false,
      reason: 'completion 1: the log-probability of its token 1 is not a number',
    });
    await loaded.release();
  });
});

describe('the probe', () => {
  it('asks for no token beyond those of a model whose head is padded', async () => {
    // The table of tokens ends at 272, the head at 30,000: most ids of the head would be out of bounds.
    const padded = llama({ head: { padding: 30_000 - 272 } });
    const { graph } = padded;
    const loaded = await loadModel(fieldFolder(withoutCut(padded)), settings, { threads: 1 });
    expect(loaded.info.vocabularySize).toBeGreaterThan(272);
    expect(loaded.info.path).toBe('cached-prompt');
    expect(graph.nodes.length).toBeGreaterThan(10);
    await loaded.release();
  });
});

/** The logits with their padding. */
function withoutCut(model: FieldModel): FieldModel {
  const { graph } = model;
  const cut = graph.nodes.find(({ op, outputs }) => op === 'Slice' && outputs[0] === 'logits');
  if (!cut) throw new Error('the head is not cut');
  const nodes = graph.nodes.map((node) =>
    node === cut ? { op: 'Identity', inputs: [cut.inputs[0]], outputs: cut.outputs } : node,
  );
  const outputs = graph.outputs.map((value) =>
    value.name === 'logits' ? { ...value, shape: ['batch_size', 'sequence_length', 'padded'] } : value,
  );
  return { ...model, graph: { ...graph, nodes, outputs } };
}

it('providers are listed also where the place of the runtime is not known', async () => {
  const [script] = process.argv.splice(1, 1, '/nowhere/at-all.js');
  try {
    for (const { detail } of await listProviders()) expect(detail).toMatch(/^[A-Z].*\.$/);
  } finally {
    process.argv[1] = script;
  }
});

describe('weights that do not fit twice into memory', () => {
  const mapped = /Weights stay in their files, mapped into memory/;

  it.each(['inside', 'beside', 'several', 'linked'] as const)(
    'stay in their files (%s), same numbers',
    async (placement) => {
      const model = llama();
      const folder = fieldFolder(model, placement);
      const scarce = await loadModel(folder, settings, { threads: 1, freeBytes: 1 });
      const roomy = await loadModel(folder, settings, { threads: 1, freeBytes: 2 ** 40 });
      expect(scarce.info.notes.join(' ')).toMatch(mapped);
      expect(roomy.info.notes.join(' ')).not.toMatch(mapped);
      expectRecomputed(model, items, await scarce.score(items, settings));
      await scarce.release();
      await roomy.release();
    },
  );

  it('are copied all the same where they are quantized, as their products have no other way', async () => {
    const model = fieldModels['Llama, 4-bit body and head']();
    const scarce = await loadModel(fieldFolder(model), settings, { threads: 1, freeBytes: 1 });
    expect(scarce.info.notes.join(' ')).not.toMatch(mapped);
    expect((await scarce.score(items.slice(0, 1), settings))[0].ok).toBe(true);
    await scarce.release();
  });
});
