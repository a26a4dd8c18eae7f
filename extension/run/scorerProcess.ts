import '../model/cuda/useRuntime.ts';
import { createBirpc } from 'birpc';
import type { LoadedModel } from '../model/contract.ts';
import { readModelFolder } from '../model/folder.ts';
import { onnxruntimeVersion } from '../model/onnxSession.ts';
import type { RunHooks } from '../model/pathRunner.ts';
import { listProviders } from '../model/provider.ts';
import { loadModel, type Model } from '../model/scorer.ts';
import { speak } from '../translation.ts';
import { sendingErrors } from './crossing.ts';
import { beFirstToEnd } from './firstToEnd.ts';
import type { Role, ScorerCalls, ScorerEvents } from './scorerProtocol.ts';

beFirstToEnd();

/** The child process that holds the models: a long run blocks only itself, a native crash ends only it. */
const models = new Map<string, Model>();
/** Roles by the key of their model; two with the same content share one. */
const roles = new Map<Role, string>();
let scoring = new AbortController();
/** Loading and unloading, one after the other: of two at once each would take memory that the other counts on. */
let changing: Promise<unknown> = Promise.resolve();

function inTurn<T>(change: () => Promise<T>): Promise<T> {
  const turn = changing.then(change);
  changing = turn.catch(() => {});
  return turn;
}

/** Releases models that no role has. */
async function sweep(): Promise<void> {
  const wanted = new Set(roles.values());
  for (const [key, model] of [...models]) {
    if (wanted.has(key)) continue;
    models.delete(key);
    await model.release();
  }
}

function modelOf(role: Role): Model {
  const model = models.get(roles.get(role) ?? '');
  if (!model) throw new Error(`No ${role} is loaded.`);
  return model;
}

const hooks = (): RunHooks => ({
  signal: scoring.signal,
  ran: (tokens) => void parent.ran(tokens),
  note: (message) => void parent.noted(message),
});

const calls: ScorerCalls = {
  hello(translation) {
    speak(translation);
    return { pid: process.pid, node: process.version, onnxruntime: onnxruntimeVersion };
  },
  providers: () => listProviders(),
  load: (role, folder, settings) =>
    inTurn(async (): Promise<LoadedModel> => {
      const { fingerprint } = await readModelFolder(folder);
      const key = JSON.stringify([fingerprint, settings.provider]);
      if (roles.get(role) !== key) {
        roles.delete(role);
        // Before the new one comes: both may not fit.
        await sweep();
      }
      const model = models.get(key) ?? (await loadModel(folder, settings));
      models.set(key, model);
      roles.set(role, key);
      return { ...model.info, folder };
    }),
  unload: (role) =>
    inTurn(async () => {
      roles.delete(role);
      await sweep();
    }),
  score: async (role, items, settings) => modelOf(role).score(items, settings, hooks()),
  scoreTokens: async (role, items, settings) => modelOf(role).scoreTokens(items, settings, hooks()),
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
  eventNames: ['ran', 'noted'],
  timeout: -1,
  resolver: (name, handler) => (Object.hasOwn(handlers, name) ? handler : undefined),
});

// Ctrl+C in a terminal reaches the whole group; what it means is the parent's to say.
process.on('SIGINT', () => {});
// Without its parent nobody can ask for anything: no orphan keeps gigabytes.
process.on('disconnect', () => process.exit(0));
