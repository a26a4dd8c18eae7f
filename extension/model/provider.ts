import { createRequire } from 'node:module';
import { cpus } from 'node:os';
import * as l10n from '@vscode/l10n';
import { listSupportedBackends, Tensor } from 'onnxruntime-node';
import type { ProviderReport } from './contract.ts';
import { cudaLoadFailure } from './cuda/loadFailure.ts';
import { doublingGraph } from './doublingGraph.ts';
import { openSession } from './onnxSession.ts';
import { cudaNotInstalled, notBuiltIn, providersOf, startFailure, startHelp } from './providerWords.ts';
import type { ProviderName } from './settings.ts';

/** Every provider of this platform, best first, each tried with a graph of one node. */
export async function listProviders(): Promise<ProviderReport[]> {
  const bundled = new Map(listSupportedBackends().map(({ name, bundled }) => [name, bundled]));
  const reports: ProviderReport[] = [];
  for (const provider of providersOf(process.platform)) {
    const reason = await whyNot(provider);
    reports.push({
      provider,
      bundled: bundled.get(provider) ?? false,
      works: reason === undefined,
      detail:
        reason === undefined ? workingDetail(provider) : `${capitalized(reason)}. ${startHelp(provider)}`,
    });
  }
  return reports;
}

/** Runs the one-node graph on the provider. The reason why it does not work, or undefined when it does. */
export async function whyNot(provider: ProviderName): Promise<string | undefined> {
  if (!listSupportedBackends().some(({ name }) => name === provider)) return notBuiltIn;
  try {
    return (await doubles(provider)) ? undefined : l10n.t('it gives wrong numbers');
  } catch (error) {
    return provider === 'cuda' ? cudaFailure(error) : startFailure(provider, error);
  }
}

/** onnxruntime says only that it cannot load its CUDA libraries; the loader knows which file it misses. */
function cudaFailure(error: unknown): string {
  const reason = startFailure('cuda', error);
  if (process.platform !== 'linux' || reason !== cudaNotInstalled) return reason;
  try {
    return cudaLoadFailure(createRequire(process.argv[1]).resolve('onnxruntime-node'));
  } catch {
    // Without a script, or beside no node_modules, the runtime's folder is not known; the other providers still are.
    return reason;
  }
}

async function doubles(provider: ProviderName): Promise<boolean> {
  const session = await openSession({ bytes: doublingGraph }, provider, { threads: 1 });
  try {
    const { y } = await session.run({ x: new Tensor('float32', Float32Array.of(1, 2), [2]) });
    return y.data[0] === 2 && y.data[1] === 4;
  } finally {
    await session.release();
  }
}

function workingDetail(provider: ProviderName): string {
  if (provider === 'cpu') return l10n.t('The processor, {0} logical cores.', cpus().length);
  return l10n.t('Runs a test graph right. Each model is held against the CPU before it is trusted.');
}

function capitalized(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
