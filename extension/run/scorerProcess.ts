import { createBirpc } from 'birpc';
import type { LoadedModel } from '../model/contract.ts';
import { readModelFolder } from '../model/folder.ts';
import { onnxruntimeVersion } from '../model/onnxSession.ts';
import { listProviders } from '../model/provider.ts';
import { loadModel, type Model } from '../model/scorer.ts';
import { sendingErrors } from './crossing.ts';
import type { Role, ScorerCalls, ScorerEvents } from './scorerProtocol.ts';

/** The child process that holds the models: a long run blocks only itself, a native crash ends only it. */
const loaded = new Map<Role, { readonly key: string; readonly model: Model }>();
let scoring = new AbortController();

const calls: ScorerCalls = {
  hello: () => ({ pid: process.pid, node: process.version, onnxruntime: onnxruntimeVersion }),
  providers: () => listProviders(),
  async load(role, folder, settings): Promise<LoadedModel> {
    const { fingerprint } = await readModelFolder(folder);
    const key = JSON.stringify([folder, fingerprint, settings.provider]);
    const known = loaded.get(role);
    if (known?.key === key) return known.model.info;
    loaded.delete(role);
    await known?.model.release();
    const model = await loadModel(folder, settings);
    loaded.set(role, { key, model });
    return model.info;
  },
  async score(role, items, settings) {
    const known = loaded.get(role);
    if (!known) throw new Error(`No ${role} is loaded.`);
    const { signal } = scoring;
    return known.model.score(items, settings, { signal, ran: (tokens) => void parent.ran(tokens) });
  },
  cancel() {
    scoring.abort(new Error('cancelled'));
    scoring = new AbortController();
  },
  memory: () => ({ residentBytes: process.memoryUsage.rss() }),
};

const handlers = sendingErrors(calls);
const parent = createBirpc<ScorerEvents, ScorerCalls>(handlers, {
  post: (message) => process.send?.(message),
  on: (receive) => process.on('message', receive),
  eventNames: ['ran'],
  timeout: -1,
  resolver: (name, handler) => (Object.hasOwn(handlers, name) ? handler : undefined),
});

// Ctrl+C in a terminal reaches the whole group; what it means is the parent's to say.
process.on('SIGINT', () => {});
// Without its parent nobody can ask for anything: no orphan keeps gigabytes.
process.on('disconnect', () => process.exit(0));
