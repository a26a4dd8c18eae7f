import type { LoadedModel, ScoreItem, ScoreOutcome } from './contract.ts';
import { encodeExample, type Failure, type Sequence } from './encode.ts';
import { type ModelSpec, readModelFolder } from './folder.ts';
import type { Threads } from './onnxSession.ts';
import { packBatches, usualLogitBytes } from './packBatches.ts';
import { runBatch } from './runBatch.ts';
import type { ScoringSettings } from './settings.ts';
import { type StartedGraph, startGraph } from './startGraph.ts';
import { loadTokenizer, type TextTokenizer } from './tokenizer.ts';
import { maxLengthOf, truncate } from './truncate.ts';

/** One language model in memory: text in, log-probabilities out. */
export interface Model {
  readonly info: LoadedModel;
  /**
   * [n] outcomes for [n] items, in order. A completion that cannot be scored fails its own example only.
   * Throws `signal.reason` at the next border between forward passes when the signal is aborted.
   */
  score(items: readonly ScoreItem[], settings: ScoringSettings, hooks?: ScoreHooks): Promise<ScoreOutcome[]>;
  /** Gives the memory back. */
  release(): Promise<void>;
}

export interface ScoreHooks {
  readonly signal?: AbortSignal;
  /** After each forward pass: tokens of prompts and completions that it ran, padding not counted. */
  readonly ran?: (tokens: number) => void;
}

/** Loads a model folder. UserError of kind `model` (the folder, the graph) or `provider`. */
export async function loadModel(
  folder: string,
  settings: Pick<ScoringSettings, 'provider'>,
  options: { readonly threads?: Threads } = {},
): Promise<Model> {
  const spec = await readModelFolder(folder);
  const tokenizer = loadTokenizer(spec.tokenizer);
  const graph = await startGraph(spec, settings.provider, options.threads);
  return {
    info: describe(spec, tokenizer, graph),
    score: (items, scoring, hooks = {}) => score(spec, tokenizer, graph, items, scoring, hooks),
    release: () => graph.session.release(),
  };
}

function describe(spec: ModelSpec, tokenizer: TextTokenizer, graph: StartedGraph): LoadedModel {
  const { folder, name, fingerprint, contextLength } = spec;
  const { provider, attempts, vocabularySize } = graph;
  const layouts = { optimum: 'Optimum', genai: 'ONNX Runtime GenAI', plain: 'Plain' };
  const notes = [`${layouts[spec.layout]} folder.`, ...spec.notes, ...graph.notes, ...tokenizer.notes];
  if (contextLength === 0) {
    notes.push('The folder does not say how long a context the model has; set a maximum length.');
  }
  return { folder, name, fingerprint, provider, attempts, contextLength, vocabularySize, notes };
}

/** A completion on its way through the model. */
interface Job {
  readonly item: number;
  readonly completion: number;
  readonly sequence: Sequence;
}

async function score(
  spec: ModelSpec,
  tokenizer: TextTokenizer,
  graph: StartedGraph,
  items: readonly ScoreItem[],
  settings: ScoringSettings,
  hooks: ScoreHooks,
): Promise<ScoreOutcome[]> {
  const jobs: Job[] = [];
  const outcomes = items.map((item, index): ScoreOutcome => {
    const prepared = prepare(item, spec, tokenizer, graph.vocabularySize, settings);
    if (!prepared.ok) return prepared;
    for (const [completion, sequence] of prepared.sequences.entries()) {
      jobs.push({ item: index, completion, sequence });
    }
    const K = item.completions.length;
    const { truncated, separate } = prepared;
    return { ok: true, logps: new Float64Array(K), tokens: new Uint32Array(K), truncated, separate };
  });
  const batches = packBatches(
    jobs.map(({ sequence }) => sequence.ids.length),
    {
      tokens: settings.batchTokens,
      bytesPerToken: graph.vocabularySize * (graph.inputs.logits.type === 'float16' ? 2 : 4),
      logitBytes: usualLogitBytes,
      oneAtATime: graph.inputs.oneAtATime,
    },
  );
  for (const batch of batches) {
    // An example that has failed already needs no more work.
    const wanted = batch.map((index) => jobs[index]).filter(({ item }) => outcomes[item].ok);
    const results = await runBatch(
      graph,
      wanted.map(({ sequence }) => sequence),
      hooks,
    );
    for (const [i, { item, completion }] of wanted.entries()) {
      const outcome = outcomes[item];
      const result = results[i];
      if (!outcome.ok) continue;
      if (!result.ok)
        outcomes[item] = { ok: false, reason: `completion ${completion + 1}: ${result.reason}` };
      else {
        outcome.logps[completion] = result.logp;
        outcome.tokens[completion] = result.tokens;
      }
    }
  }
  return outcomes;
}

type Prepared =
  | {
      readonly ok: true;
      readonly sequences: readonly Sequence[];
      readonly truncated: boolean;
      readonly separate: boolean;
    }
  | Failure;

/** Text to sequences that the model can run, or the reason why it cannot. */
function prepare(
  item: ScoreItem,
  spec: ModelSpec,
  tokenizer: TextTokenizer,
  vocabularySize: number,
  settings: ScoringSettings,
): Prepared {
  const encoded = encodeExample(tokenizer, item, settings);
  if (!encoded.ok) return encoded;
  const maxLength = maxLengthOf(settings.maxLength, spec.contextLength);
  const sequences: Sequence[] = [];
  let truncated = false;
  for (const [index, whole] of encoded.sequences.entries()) {
    const cut = truncate(whole, maxLength, settings.truncation);
    if (!cut.ok) return { ok: false, reason: `completion ${index + 1}: ${cut.reason}` };
    // Before the run: on a GPU such an id can end the process, on some it gives a silent wrong number.
    const { ids, promptLength } = cut.sequence;
    const foreign = ids.findIndex((id) => id >= vocabularySize || id < 0);
    if (foreign >= 0) {
      const where = foreign < promptLength ? 'the prompt' : `completion ${index + 1}`;
      return {
        ok: false,
        reason: `token id ${ids[foreign]} of ${where} is beyond the model's vocabulary of ${vocabularySize}: tokenizer and model do not belong together`,
      };
    }
    sequences.push(cut.sequence);
    truncated ||= cut.truncated;
  }
  return { ok: true, sequences, truncated, separate: encoded.separate };
}
