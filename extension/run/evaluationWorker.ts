import { parentPort, workerData } from 'node:worker_threads';
import { createBirpc } from 'birpc';
import { sendingErrors } from './crossing.ts';
import { evaluate } from './evaluate.ts';
import type { EvaluationCalls, EvaluationEvents } from './evaluation.ts';
import { rowsOf } from './rowsBuilder.ts';
import { ScorerClient } from './scorerClient.ts';
import { listRuns, readStoredRows } from './store.ts';

/** The worker thread that reads, plans and stores, so that the extension host's thread does not. `workerData.scorer` is the scorer process's script. */
const port = parentPort!;
const scorer = new ScorerClient(
  (workerData as { scorer: string }).scorer,
  (level, message) => void host.log(level, message),
);
let running: { readonly controller: AbortController; readonly ended: Promise<unknown> } | undefined;

const calls: EvaluationCalls = {
  async evaluate(request) {
    if (running) throw new Error('An evaluation is running already; the caller queues.');
    const controller = new AbortController();
    const ended = evaluate(request, scorer, host, controller.signal);
    running = { controller, ended };
    try {
      return await ended;
    } finally {
      running = undefined;
    }
  },
  async cancel() {
    if (!running) return;
    const { controller, ended } = running;
    controller.abort(new Error('The evaluation was cancelled.'));
    await scorer.stopSoon();
    await ended;
  },
  providers: () => scorer.providers(),
  listRuns,
  readRun: async (folder) => rowsOf(await readStoredRows(folder)),
  setIdleMinutes: (minutes) => scorer.setIdleMinutes(minutes),
  async dispose() {
    running?.controller.abort(new Error('The editor is closing.'));
    scorer.end('the editor needs it no more');
  },
};

const handlers = sendingErrors(calls);
const host = createBirpc<EvaluationEvents, EvaluationCalls>(handlers, {
  post: (message) => port.postMessage(message),
  on: (receive) => port.on('message', receive),
  eventNames: ['rows', 'progress', 'models', 'log'],
  timeout: -1,
  resolver: (name, handler) => (Object.hasOwn(handlers, name) ? handler : undefined),
});
