import * as l10n from '@vscode/l10n';
import type { LoadedModel } from '../model/contract.ts';
import { type ModelSpec, readModelFolder } from '../model/folder.ts';
import type { EvaluationEnd } from './evaluation.ts';
import { type LogpSource, modelSource, recordSource, sharedSource, type TokensOf } from './logpSource.ts';
import { type OpenModel, openModel, type RunContext } from './openModel.ts';
import { bothFit, isCrowdedOut, isForWantOfMemory } from './residency.ts';
import type { Role } from './scorerProtocol.ts';

/** Where a run's log-probabilities come from. */
export interface Sources {
  readonly policy: LogpSource;
  readonly reference: LogpSource;
  /** Absent where there are no two models. */
  readonly residency?: EvaluationEnd['residency'];
  close(): Promise<void>;
}

export type Specs = Readonly<Record<Role, ModelSpec>>;
/** Scores all of the run's examples with the reference alone; the answers are what comes back. */
export type ReferencePass = (specs: Specs) => Promise<LogpSource>;

/** Opens both roles' sources; `referencePass` is called where the models are not to be in memory together. */
export async function openSources(
  context: RunContext,
  tokensOf: TokensOf,
  referencePass: ReferencePass,
): Promise<Sources> {
  const { request, client, events, signal, reused } = context;
  const { policy, reference, residency = 'auto' } = request;

  const oneAfterTheOther = async (specs: Specs, why: string): Promise<Sources> => {
    events.log('info', `The models are loaded one after the other, the reference first: ${why}.`);
    Object.assign(reused, { policy: 0, reference: 0 });
    // Of an earlier run, or of the attempt to load both.
    if (client.pid !== undefined)
      for (const role of ['policy', 'reference'] as const) await client.unload(role);
    const scored = await referencePass(specs);
    await client.unload('reference');
    const sources = await together({ ...context, request: { ...request, reference: undefined } }, tokensOf);
    return { ...sources!, reference: scored, residency: 'oneAfterTheOther' };
  };

  if (policy === undefined || reference === undefined || residency === 'together')
    return (await together(context, tokensOf))!;
  const specs: Specs = { policy: await readModelFolder(policy), reference: await readModelFolder(reference) };
  // Which will be one model.
  if (specs.policy.fingerprint === specs.reference.fingerprint) return (await together(context, tokensOf))!;
  if (residency === 'oneAfterTheOther') return oneAfterTheOther(specs, l10n.t('it was asked for'));

  const held = (await client.memory().catch(() => undefined)) ?? 0;
  const fit = await bothFit([specs.policy, specs.reference], held);
  const tooMuch = l10n.t('together they need more memory than there is');
  if (!fit && request.scoring.provider === 'cpu') return oneAfterTheOther(specs, tooMuch);
  // What a GPU has room for shows only when it is tried.
  let policyIsIn = false;
  const goesOn = (first: LoadedModel) => {
    policyIsIn = true;
    return fit || first.provider !== 'cpu';
  };
  const both = await together(context, tokensOf, goesOn).catch((error) => {
    if (signal.aborted || !policyIsIn || !isForWantOfMemory(error)) throw error;
    events.log('warn', (error as Error).message);
  });
  if (!both) return oneAfterTheOther(specs, tooMuch);
  const [first, second] = [both.policy.scorer?.model, both.reference.scorer?.model];
  if (!first || !second || !isCrowdedOut(second, first)) return both;
  await both.close();
  return oneAfterTheOther(specs, l10n.t('{0} has no memory for both', first.provider));
}

/** Undefined when `goesOn` says, of the policy that is loaded, that the reference is not to follow. */
async function together(
  context: RunContext,
  tokensOf: TokensOf,
  goesOn: (policy: LoadedModel) => boolean = () => true,
): Promise<Sources | undefined> {
  const { request } = context;
  const models: OpenModel[] = [];
  const close = async () => {
    for (const { cache } of models) await cache?.close();
  };
  const open = async (role: Role): Promise<LogpSource> => {
    const folder = request[role];
    if (folder === undefined) return recordSource(role);
    const model = await openModel(context, role, folder);
    models.push(model);
    return modelSource(model.scorer, model.text, request.scoring, tokensOf);
  };
  try {
    const policy = await open('policy');
    const first = policy.scorer?.model;
    if (first && !goesOn(first)) {
      await close();
      return undefined;
    }
    const reference = await open('reference');
    const second = reference.scorer?.model;
    if (!first || !second) return { policy, reference, close };
    if (first.fingerprint !== second.fingerprint || first.provider !== second.provider)
      return { policy, reference, residency: 'together', close };
    // Two folders of one content are one model: what it says of a text is computed once.
    const [source, shared] = sharedSource(policy);
    return { policy: source, reference: { ...shared, scorer: reference.scorer }, close };
  } catch (error) {
    await close();
    throw error;
  }
}
