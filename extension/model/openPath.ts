import * as l10n from '@vscode/l10n';
import type { InferenceSession } from 'onnxruntime-node';
import { completionRows } from '../onnx/completionRows.ts';
import type { Edited, OnnxModel } from '../onnx/onnxModel.ts';
import { pastPairs } from '../onnx/pastPairs.ts';
import { reducedLogits } from '../onnx/reducedLogits.ts';
import { sharedPrompt } from '../onnx/sharedPrompt.ts';
import { writeOnnxModel } from '../onnx/writeOnnxModel.ts';
import type { ScoringPath } from './contract.ts';
import type { GraphInputs } from './graphInputs.ts';
import { type GraphNames, matchesPattern } from './graphNames.ts';
import { byLength } from './lengthChoice.ts';
import { type GraphSource, openSession, type SessionChoices } from './onnxSession.ts';
import type { PathRunner } from './pathRunner.ts';
import { runsApart } from './quantization.ts';
import { cachedRunner } from './runCached.ts';
import { sharedRunner } from './runShared.ts';
import { wholeRunner } from './runWhole.ts';
import type { ProviderName } from './settings.ts';

/** What every path starts from. */
export interface PathSource {
  /** The .onnx file. */
  readonly file: string;
  /** The file as it is, and the same without a merged decoder's choice; undefined where it could not be read. */
  readonly model: OnnxModel | undefined;
  readonly flat: OnnxModel | undefined;
  readonly names: GraphNames;
  readonly inputs: GraphInputs;
  readonly vocabularySize: number;
  /** The graph gives logits of the last position only. */
  readonly lastOnly: boolean;
  /** See `choosesByLength`. */
  readonly dependsOnLength: boolean;
}

/** Fastest first. On the CPU one row at a time is at the matrix peak already: the cache passes by in no time, and nothing is padded. */
export function pathsOn(provider: ProviderName): readonly ScoringPath[] {
  return provider === 'cpu'
    ? ['cached-prompt', 'completion-rows', 'reduced-logits', 'logits']
    : ['shared-prompt', 'completion-rows', 'reduced-logits', 'logits'];
}

/** Every path, for those who ask for one. */
export const everyPath: readonly ScoringPath[] = [
  'shared-prompt',
  'cached-prompt',
  'completion-rows',
  'reduced-logits',
  'logits',
];

export interface PathChoices extends SessionChoices {
  /** Runs hold several rows: on a GPU. */
  readonly inBatches: boolean;
}

/** Opens a session for a path. A clause why the graph is not of a kind for it; throws what onnxruntime throws. */
export async function openPath(
  path: ScoringPath,
  source: PathSource,
  provider: ProviderName,
  choices: PathChoices,
): Promise<{ readonly runner: PathRunner } | { readonly reason: string }> {
  const prepared = prepare(path, source, provider);
  if (!prepared.ok) return prepared;
  const session = await openSession(prepared.graph, provider, choices);
  return { runner: prepared.runner(session, choices.inBatches && !source.inputs.oneAtATime) };
}

type Prepared =
  | {
      readonly ok: true;
      readonly graph: GraphSource;
      runner(session: InferenceSession, inBatches: boolean): PathRunner;
    }
  | { readonly ok: false; readonly reason: string };

function prepare(path: ScoringPath, source: PathSource, provider: ProviderName): Prepared {
  const { inputs, names, model } = source;
  if (path === 'logits') {
    if (source.lastOnly) return { ok: false, reason: l10n.t('it gives logits of the last position only') };
    const graph = plainGraph(source.file, model);
    return { ok: true, graph, runner: (session, batches) => wholeRunner(path, { session, inputs }, batches) };
  }
  const flat = source.flat;
  if (!flat) return { ok: false, reason: l10n.t('its file could not be read as a graph') };
  const logits = inputs.logits.name;
  const edit = { logits, blockRows: provider === 'cpu' ? blockRows(source.vocabularySize) : 0 };
  const opened = (
    edited: Edited,
    runner: (session: InferenceSession, inBatches: boolean) => PathRunner,
  ): Prepared => (edited.ok ? { ok: true, graph: asSource(edited.model), runner } : edited);
  if (path === 'completion-rows' || path === 'reduced-logits') {
    const edited = path === 'completion-rows' ? completionRows(flat, edit) : reducedLogits(flat, edit);
    return opened(edited, (session, batches) => wholeRunner(path, { session, inputs }, batches));
  }
  if (source.dependsOnLength) return { ok: false, reason: byLength };
  const found = pastPairs(flat, (name) => matchesPattern(name, names.past));
  if (!found.ok) return found;
  const { pairs } = found;
  if (path === 'shared-prompt') {
    const edited = sharedPrompt(flat, { ...edit, past: pairs, positionIds: names.positionIds });
    return opened(edited, (session, batches) => sharedRunner({ session, inputs }, !batches));
  }
  if (runsApart(flat))
    return {
      ok: false,
      reason: l10n.t(
        'its int8 scales are taken over all rows of a run, so prompt and completion must run together',
      ),
    };
  const byRows = completionRows(flat, { ...edit, keepPresent: true });
  const edited = byRows.ok ? byRows : reducedLogits(flat, { ...edit, keepPresent: true });
  const alone = flat.graph.nodes.some(({ op, domain }) => op === 'GroupQueryAttention' && domain !== '');
  return opened(edited, (session) =>
    cachedRunner({ session, inputs, pairs, inBatches: !alone && !inputs.oneAtATime }),
  );
}

/** The graph as it is. Through our reader its weights can be mapped into memory, also those inside the file. */
export function plainGraph(file: string, model: OnnxModel | undefined): GraphSource {
  return model ? asSource(model) : file;
}

function asSource(model: OnnxModel): GraphSource {
  return { bytes: writeOnnxModel(model), weightsFolder: model.weightsFolder };
}

/** Rows that the head takes to the vocabulary at a time: 32 MiB of float32, but enough of them that the weights pass by seldom. */
function blockRows(vocabularySize: number): number {
  return Math.min(256, Math.max(48, Math.floor(2 ** 23 / Math.max(1, vocabularySize))));
}
