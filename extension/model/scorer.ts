import * as l10n from '@vscode/l10n';
import { budgetOf } from './budget.ts';
import type { LoadedModel, Sequence, TokenItem, TokenLogps, TokenOutcome } from './contract.ts';
import { type ModelSpec, readModelFolder } from './folder.ts';
import { type Group, groupOf } from './groups.ts';
import type { GroupLogps, RunHooks } from './pathRunner.ts';
import type { ScoringSettings } from './settings.ts';
import { type StartedGraph, startGraph } from './startGraph.ts';
import type { StartOptions } from './startPath.ts';

/** One language model in memory: tokens in, log-probabilities out. */
export interface Model {
  readonly info: LoadedModel;
  /**
   * [n] outcomes for [n] items, in order. A completion that cannot be scored fails its own example only.
   * Throws `signal.reason` at the next border between forward passes when the signal is aborted.
   */
  score(items: readonly TokenItem[], settings: ScoringSettings, hooks?: RunHooks): Promise<TokenOutcome[]>;
  /** As `score`, which gives the sums of these. */
  scoreTokens(
    items: readonly TokenItem[],
    settings: ScoringSettings,
    hooks?: RunHooks,
  ): Promise<TokenLogps[]>;
  /** Gives the memory back. */
  release(): Promise<void>;
}

/** Loads a model folder's graph. UserError of kind `model` (the folder, the graph) or `provider`. */
export async function loadModel(
  folder: string,
  settings: Pick<ScoringSettings, 'provider'>,
  options: StartOptions = {},
): Promise<Model> {
  const spec = await readModelFolder(folder);
  const graph = await startGraph(spec, settings.provider, options);
  return {
    info: describe(spec, graph),
    score: async (items, scoring, hooks = {}) =>
      (await scoreTokens(graph, items, scoring, hooks)).map((values) =>
        values.ok ? summed(values.logps) : values,
      ),
    scoreTokens: (items, scoring, hooks = {}) => scoreTokens(graph, items, scoring, hooks),
    release: () => graph.runner.session.release(),
  };
}

function describe(spec: ModelSpec, graph: StartedGraph): LoadedModel {
  const { folder, name, fingerprint, contextLength } = spec;
  const { provider, attempts, vocabularySize } = graph;
  const layouts = { optimum: 'Optimum', genai: 'ONNX Runtime GenAI', plain: l10n.t('Plain') };
  const notes = [l10n.t('{0} folder.', layouts[spec.layout]), ...spec.notes, ...graph.notes];
  if (contextLength === 0) {
    notes.push(l10n.t('The folder does not say how long a context the model has; set a maximum length.'));
  }
  return {
    folder,
    name,
    fingerprint,
    provider,
    attempts,
    contextLength,
    vocabularySize,
    path: graph.runner.path,
    placement: graph.placement,
    weightBytes: graph.weightBytes,
    notes,
  };
}

async function scoreTokens(
  graph: StartedGraph,
  items: readonly TokenItem[],
  settings: ScoringSettings,
  hooks: RunHooks,
): Promise<TokenLogps[]> {
  const { runner, provider, vocabularySize } = graph;
  const reasons = items.map(({ sequences }) =>
    sequences.map((sequence, k) => cannotRun(sequence, k, vocabularySize)).find(Boolean),
  );
  const wanted = items.map((_, index) => index).filter((index) => reasons[index] === undefined);
  const groups = wanted.map((index) => groupOf(items[index].sequences));
  const budget = budgetOf(runner.path, provider, vocabularySize, settings);
  const results = await runner.run(groups, budget, hooks);
  const outcomes = reasons.map((reason = ''): TokenLogps => ({ ok: false, reason }));
  for (const [i, index] of wanted.entries()) outcomes[index] = outcomeOf(groups[i], results[i]);
  return outcomes;
}

/** Of every completion, equal ones too. */
function outcomeOf({ indexOf }: Group, result: GroupLogps): TokenLogps {
  if (!result.ok) return result;
  const logps = indexOf.map((index) => result.logps[index]);
  for (const [k, values] of logps.entries()) {
    const at = values.findIndex((value) => !Number.isFinite(value));
    if (at < 0) continue;
    const reason = Number.isNaN(values[at])
      ? l10n.t('completion {0}: the log-probability of its token {1} is not a number', k + 1, at + 1)
      : l10n.t('completion {0}: the log-probability of its token {1} is infinite', k + 1, at + 1);
    return { ok: false, reason };
  }
  return { ok: true, logps };
}

/** Sums over the completions' tokens. */
function summed(logps: readonly Float64Array[]): TokenOutcome {
  return {
    ok: true,
    logps: Float64Array.from(logps, (values) => values.reduce((sum, value) => sum + value, 0)),
  };
}

/** Before the run: on a GPU an id beyond the vocabulary can end the process, on some it gives a silent wrong number. */
function cannotRun(
  { ids, promptLength }: Sequence,
  index: number,
  vocabularySize: number,
): string | undefined {
  if (ids.length <= Math.max(1, promptLength))
    return l10n.t('completion {0} has no tokens to score', index + 1);
  const foreign = ids.findIndex((id) => id >= vocabularySize || id < 0);
  if (foreign < 0) return undefined;
  const where = foreign < promptLength ? l10n.t('the prompt') : l10n.t('completion {0}', index + 1);
  return l10n.t(
    "token id {0} of {1} is beyond the model's vocabulary of {2}: tokenizer and model do not belong together",
    ids[foreign],
    where,
    vocabularySize,
  );
}
