import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { InferenceSession } from 'onnxruntime-node';
import type { NodePlacement } from './contract.ts';

/** onnxruntime's own record of which provider ran each node. */
export interface Profile {
  /** For `openSession`. */
  readonly prefix: string;
  /** Ends the profiling of a session that has run, and reads it; [] where onnxruntime wrote none. */
  read(session: InferenceSession): NodePlacement[];
  /** Removes what was written. */
  remove(): void;
}

export function newProfile(): Profile {
  const folder = mkdtempSync(join(tmpdir(), 'plackett-profile-'));
  return {
    prefix: join(folder, 'run'),
    read(session) {
      session.endProfiling();
      const files = readdirSync(folder);
      return files.length === 0 ? [] : placementOf(readFileSync(join(folder, files[0]), 'utf8'));
    },
    remove() {
      try {
        rmSync(folder, { recursive: true, force: true });
      } catch {
        // Windows removes no file that is open; a few kilobytes of the temporary folder are no reason to fail.
      }
    },
  };
}

/** From the text of a profile: the nodes by provider, most first. A node that ran several times counts once. */
export function placementOf(profile: string): NodePlacement[] {
  const events: unknown = JSON.parse(profile);
  const nodes = new Map<string, Set<string>>();
  for (const event of Array.isArray(events) ? events : []) {
    const provider = event?.args?.provider;
    if (event?.cat !== 'Node' || typeof provider !== 'string' || provider === '') continue;
    const node = `${event.args.node_index ?? ''} ${event.name}`;
    const known = nodes.get(provider);
    if (known) known.add(node);
    else nodes.set(provider, new Set([node]));
  }
  return [...nodes]
    .map(([provider, { size }]) => ({ provider, nodes: size }))
    .sort((a, b) => b.nodes - a.nodes);
}
