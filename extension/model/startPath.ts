import { freemem } from 'node:os';
import * as l10n from '@vscode/l10n';
import { budgetOf } from './budget.ts';
import type { NodePlacement, ScoringPath } from './contract.ts';
import type { Group } from './groups.ts';
import type { Threads } from './onnxSession.ts';
import { everyPath, openPath, type PathSource, pathsOn } from './openPath.ts';
import type { PathRunner } from './pathRunner.ts';
import { newProfile } from './placement.ts';
import { differenceOf, type Probed, runProbe } from './probe.ts';
import { plainReason } from './providerWords.ts';
import { defaultScoring, type ProviderName } from './settings.ts';

export interface StartOptions {
  readonly threads?: Threads;
  /** Where the ladder of paths begins; by default at the provider's fastest. */
  readonly path?: ScoringPath;
  /** Several rows a run; by default on GPUs. */
  readonly inBatches?: boolean;
  /** Memory that weights may take; by default what the system says. */
  readonly freeBytes?: number;
}

/** What a path starts from, and what its numbers are held against: the graph as it is on the CPU. */
export interface Reference {
  readonly source: PathSource;
  readonly groups: readonly Group[];
  readonly probed: Probed;
  /** float32 throughout. */
  readonly exact: boolean;
  readonly quantized: boolean;
  readonly weightBytes: number;
  readonly placement: readonly NodePlacement[];
  readonly notes: readonly string[];
}

export interface StartedPath {
  readonly runner: PathRunner;
  readonly placement: readonly NodePlacement[];
  readonly probed: Probed;
  /** Why faster paths were passed over. */
  readonly notes: readonly string[];
}

/**
 * The fastest path that a provider runs with the expected numbers, step by step down the ladder; or why not even the graph as
 * it is does.
 */
export async function startPath(
  reference: Reference,
  provider: ProviderName,
  options: StartOptions,
): Promise<StartedPath | { readonly failed: unknown }> {
  const { source } = reference;
  const ladder = ladderFrom(provider, options.path);
  const notes: string[] = [];
  const inBatches = options.inBatches ?? provider !== 'cpu';
  const mapped =
    provider === 'cpu' &&
    !reference.quantized &&
    !fitsTwice(reference.weightBytes, options.freeBytes ?? freemem());
  let failed: unknown;
  for (const path of ladder) {
    // A session that was ever profiled takes some hundred bytes more with each run; that the CPU runs on the CPU is known.
    const profile = provider === 'cpu' ? undefined : newProfile();
    let runner: PathRunner | undefined;
    let why: string;
    try {
      const opened = await openPath(path, source, provider, {
        threads: options.threads,
        inBatches,
        mapped,
        profilePrefix: profile?.prefix,
      });
      if ('runner' in opened) {
        runner = opened.runner;
        const budget = budgetOf(path, provider, source.vocabularySize, defaultScoring);
        const probed = await runProbe(runner, reference.groups, budget, provider !== 'cpu');
        const difference = differenceOf(probed.logps, reference.probed.logps);
        // A model that gives no numbers at all does so on every path; its examples will say so.
        const isBroken = !reference.probed.logps.some(Number.isFinite);
        if (isBroken || difference <= allowedOn(provider, reference.exact)) {
          const placement = profile?.read(runner.session) ?? reference.placement;
          profile?.remove();
          if (mapped)
            notes.push(l10n.t('Weights stay in their files, mapped into memory, as a copy would fill it.'));
          return { runner, placement, probed, notes };
        }
        why = disagreement(difference);
        failed = new Error(why);
      } else {
        why = opened.reason;
        failed ??= new Error(why);
      }
    } catch (error) {
      failed = error;
      why = plainReason(error instanceof Error ? error.message : String(error));
    }
    await runner?.session.release();
    profile?.remove();
    notes.push(l10n.t('Not by {0}: {1}.', path, why));
  }
  return { failed };
}

function ladderFrom(provider: ProviderName, path: ScoringPath | undefined): readonly ScoringPath[] {
  return path ? everyPath.slice(everyPath.indexOf(path)) : pathsOn(provider);
}

/** Nats a token: float32 agrees to 1e-4 and better on one machine; float16 and quantized weights are summed in another order and precision. */
function allowedOn(provider: ProviderName, exact: boolean): number {
  if (provider === 'cpu') return exact ? 2e-3 : 0.05;
  return exact ? 0.02 : 0.2;
}

/** May the weights be copied in the order that the processor likes, and those of another model too? */
function fitsTwice(weightBytes: number, freeBytes: number): boolean {
  return 4 * weightBytes < freeBytes;
}

function disagreement(difference: number): string {
  if (Number.isNaN(difference)) return l10n.t('it gives log-probabilities that are not numbers');
  return l10n.t(
    'its log-probabilities differ from those of the graph as it is on the CPU by {0} nats a token on a probe',
    difference.toPrecision(2),
  );
}
