import * as l10n from '@vscode/l10n';
import { UserError } from '../userError.ts';
import type { NodePlacement, ProviderAttempt } from './contract.ts';
import type { ModelSpec } from './folder.ts';
import type { PathRunner } from './pathRunner.ts';
import type { Probed } from './probe.ts';
import { whyNot } from './provider.ts';
import { providersOf, startFailure, startHelp } from './providerWords.ts';
import { cannotRun, readReference } from './readReference.ts';
import type { ProviderChoice, ProviderName } from './settings.ts';
import { type Reference, type StartedPath, type StartOptions, startPath } from './startPath.ts';

export interface StartedGraph {
  readonly provider: ProviderName;
  readonly attempts: readonly ProviderAttempt[];
  readonly runner: PathRunner;
  readonly placement: readonly NodePlacement[];
  readonly vocabularySize: number;
  readonly weightBytes: number;
  readonly notes: readonly string[];
}

/**
 * Starts a model's graph on the provider that was asked for, or with `auto` on the best that runs it right. Every path on every
 * provider is held against the graph as it is on the CPU, on a small batch, before it is trusted. UserError of kind `provider`
 * when a named provider cannot start or gives other numbers; of kind `model` when the graph itself cannot be run.
 */
export async function startGraph(
  spec: ModelSpec,
  choice: ProviderChoice,
  options: StartOptions = {},
): Promise<StartedGraph> {
  const reason = choice === 'auto' || choice === 'cpu' ? undefined : await whyNot(choice);
  if (reason !== undefined && choice !== 'auto') {
    throw new UserError(
      l10n.t('The execution provider {0} cannot start: {1}. {2}', choice, reason, startHelp(choice)),
      'provider',
    );
  }
  const attempts: ProviderAttempt[] = [];
  const gpus: ProviderName[] = [];
  for (const provider of choice === 'auto' ? providersOf(process.platform) : [choice]) {
    const cannot = provider === 'cpu' || provider === choice ? undefined : await whyNot(provider);
    if (cannot !== undefined) attempts.push({ provider, reason: cannot });
    else if (provider !== 'cpu') gpus.push(provider);
  }
  const reference = await readReference(spec, gpus.length > 0 ? 'large' : 'small', options.threads);
  for (const provider of gpus) {
    const started = await tryGpu(reference, provider, options, choice === 'auto');
    if (typeof started !== 'string') return found(reference, provider, attempts, started);
    if (choice !== 'auto') {
      throw new UserError(
        l10n.t(
          'The execution provider {0} cannot run {1}: {2}. Choose another provider, or `auto`.',
          provider,
          spec.name,
          started,
        ),
        'provider',
      );
    }
    attempts.push({ provider, reason: started });
  }
  const onCpu = await startPath(reference, 'cpu', options);
  if ('failed' in onCpu) throw cannotRun(spec, onCpu.failed);
  return found(reference, 'cpu', attempts, onCpu);
}

function found(
  { source, weightBytes, notes }: Reference,
  provider: ProviderName,
  attempts: readonly ProviderAttempt[],
  { runner, placement, notes: passedOver }: StartedPath,
): StartedGraph {
  const { vocabularySize } = source;
  return {
    provider,
    attempts: inOrder(attempts),
    runner,
    placement,
    vocabularySize,
    weightBytes,
    notes: [...notes, ...passedOver],
  };
}

/** As they are tried on this platform. */
function inOrder(attempts: readonly ProviderAttempt[]): ProviderAttempt[] {
  const order = providersOf(process.platform);
  return [...attempts].sort((a, b) => order.indexOf(a.provider) - order.indexOf(b.provider));
}

/** A path on a GPU whose numbers agree with the CPU's, or the reason why there is none. */
async function tryGpu(
  reference: Reference,
  provider: ProviderName,
  options: StartOptions,
  onlyIfFaster: boolean,
): Promise<StartedPath | string> {
  const started = await startPath(reference, provider, options);
  if ('failed' in started) return startFailure(provider, started.failed);
  const probes = [started.probed, reference.probed];
  if (!onlyIfFaster || !isMuchSlower(started.probed, reference.probed)) return started;
  await started.runner.session.release();
  const [own, cpu] = probes.map(({ milliseconds }) => milliseconds.toPrecision(2));
  return l10n.t('it works, but a probe of this model took {0} ms against {1} ms on the CPU', own, cpu);
}

/** A software adapter looks like any other; a clock tells. Small models, too, are done sooner on the CPU. */
export function isMuchSlower(gpu: Pick<Probed, 'milliseconds'>, cpu: Pick<Probed, 'milliseconds'>): boolean {
  return gpu.milliseconds > 2 * cpu.milliseconds;
}
