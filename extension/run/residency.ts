import { readFile, stat } from 'node:fs/promises';
import { freemem, totalmem } from 'node:os';
import type { LoadedModel } from '../model/contract.ts';
import { isOutOfMemory } from '../model/failures.ts';
import type { ModelSpec } from '../model/folder.ts';
import { ScorerEnded } from './scorerEnded.ts';

/** For what a forward pass holds, and for everything else on the machine. */
const reserveBytes = 2 ** 30;
// Where memory is scarce weights stay in their files, mapped; what is on top are parts of the graph made ready for the processor.
const bytesPerWeightByte = 1.25;

/** Whether the weights of both fit into the memory that there is; `heldBytes`: what the scorer process has of it already. */
export async function bothFit(models: readonly ModelSpec[], heldBytes: number): Promise<boolean> {
  const sizes = await Promise.all(models.flatMap(filesOf).map((file) => stat(file)));
  const bytes = sizes.reduce((sum, { size }) => sum + size, 0);
  return bytesPerWeightByte * bytes + reserveBytes <= (await availableBytes()) + heldBytes;
}

function filesOf({ graph, externalData }: ModelSpec): readonly string[] {
  return [graph, ...externalData];
}

/** Bytes that can be had without swapping. */
async function availableBytes(): Promise<number> {
  // macOS counts its file cache as taken.
  if (process.platform === 'darwin') return Math.max(freemem(), totalmem() / 2);
  // Node 22 and newer; knows of the limits of a container.
  const { availableMemory } = process as { availableMemory?: () => number };
  if (availableMemory) return availableMemory.call(process);
  const meminfo = await readFile('/proc/meminfo', 'utf8').catch(() => '');
  const kibibytes = /^MemAvailable:\s+(\d+) kB/m.exec(meminfo)?.[1];
  return kibibytes === undefined ? freemem() : Number(kibibytes) * 1024;
}

/** Whether the second model could not be loaded for want of memory: the process said so, or was ended. */
export function isForWantOfMemory(error: unknown): boolean {
  return isOutOfMemory(error) || (error as Error)?.cause instanceof ScorerEnded;
}

/** Whether the second model had to leave the provider because the first one fills its memory. */
export function isCrowdedOut(second: LoadedModel, first: LoadedModel): boolean {
  if (second.provider === first.provider) return false;
  return second.attempts.some(({ provider, reason }) => provider === first.provider && isOutOfMemory(reason));
}
