import * as l10n from '@vscode/l10n';
import '../translation.ts';
import { parentPort, workerData } from 'node:worker_threads';
import { createBirpc } from 'birpc';
import { readingOf } from '../dataset/fileReading.ts';
import { type CudaPlace, chooseRuntime } from '../model/cuda/chooseRuntime.ts';
import { glanceAtModel, type ModelGlance } from '../model/glance.ts';
import { UserError } from '../userError.ts';
import { comparedExample } from './compare/comparedExample.ts';
import { compareRuns } from './compare/compareRuns.ts';
import { handedOver, sendingErrors, transfersOf } from './crossing.ts';
import { evaluate } from './evaluate.ts';
import type { EvaluationCalls, WorkerEvents } from './evaluation.ts';
import { exportResults } from './export/exportResults.ts';
import { readHeadline } from './headline.ts';
import { runningJobs } from './jobs.ts';
import { keptTokenizers } from './keptTokenizers.ts';
import { writePairs } from './pairs/writePairs.ts';
import { runDigest } from './runDigest.ts';
import { deleteRuns, listRunFolders } from './runFolders.ts';
import { writeRunName } from './runName.ts';
import { ScorerClient } from './scorerClient.ts';
import { tokenViewer } from './showTokens.ts';
import { listRuns } from './store.ts';
import { readRun } from './stored/readRun.ts';
import { storedPlaces } from './storedPlaces.ts';
import { tokenScorer } from './tokenScores.ts';
import { truncationForecast } from './truncationForecast.ts';

/** The worker thread that reads, plans and stores, so that the extension host's thread does not. `workerData.scorer` is the scorer process's script. */
const port = parentPort!;
const scorer = new ScorerClient(
  (workerData as { scorer: string }).scorer,
  (level, message) => void host.log(level, message),
);
let running: { readonly controller: AbortController; readonly ended: Promise<unknown> } | undefined;

let forecasting = new AbortController();
let cuda: CudaPlace | undefined;

/** Lets the scorer process load the onnxruntime that has CUDA libraries, where there is one. Why there is none, where one was asked for. */
async function useRuntime(): Promise<string | undefined> {
  const { module, problem } = await chooseRuntime(cuda);
  if (problem !== undefined) host.log('warn', problem);
  scorer.setRuntime(module);
  return problem;
}

const tokenizers = keptTokenizers();
const tokenScores = tokenScorer({
  client: scorer,
  tokenizers,
  async begin() {
    const busy = l10n.t(
      'A file is being evaluated, which needs the models. Wait for it to end, or cancel it, then ask again.',
    );
    if (running) throw new UserError(busy, 'usage');
    await useRuntime();
  },
});

const jobs = runningJobs((job, done) => host.jobDone(job, done));

const calls: EvaluationCalls = {
  async evaluate(request) {
    if (running) throw new Error('An evaluation is running already; the caller queues.');
    const controller = new AbortController();
    const ended = tokenScores
      .stop(
        new UserError(
          l10n.t('An evaluation was begun, which needs the models. Ask again when it has ended.'),
          'usage',
        ),
      )
      .then(useRuntime)
      .then(() => evaluate(request, scorer, host, controller.signal));
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
  async providers() {
    const problem = running ? undefined : await useRuntime();
    const reports = await scorer.providers();
    const isCuda = (name: string) => problem !== undefined && name === 'cuda';
    return reports.map((report) => (isCuda(report.provider) ? { ...report, detail: problem! } : report));
  },
  fileReading: (dataset, given) => readingOf(dataset, given),
  async forecast(request) {
    forecasting.abort(new Error('Another forecast was asked for.'));
    forecasting = new AbortController();
    const events = { reading: () => {}, log: () => {} };
    return truncationForecast(request, events, forecasting.signal);
  },
  cancelForecast: () => forecasting.abort(new Error('The forecast was cancelled.')),
  exportResults: (job, request) => jobs.run(job, (options) => exportResults(request, options)),
  writePairs: (job, request) => jobs.run(job, (options) => writePairs(request, options)),
  tokenScores: (job, request) => jobs.run(job, (options) => tokenScores.score(request, options)),
  cancelJob: (job) => jobs.cancel(job),
  listRuns,
  readRun: async (folder) => (await readRun(folder)).rows,
  storedPlaces,
  compareRuns: (job, folders) =>
    jobs.run(job, async (options) => handedOver(await compareRuns(folders, options))),
  comparedExample,
  tokens: tokenViewer(tokenizers),
  listRunFolders,
  headline: readHeadline,
  runDigest,
  renameRun: writeRunName,
  deleteRuns,
  async glanceAtModels(folders) {
    const found: ModelGlance[] = [];
    for (const folder of folders) found.push(await glanceAtModel(folder));
    return found;
  },
  setCuda(place) {
    cuda = place;
  },
  setIdleMinutes: (minutes) => scorer.setIdleMinutes(minutes),
  async dispose() {
    running?.controller.abort(new Error('The editor is closing.'));
    scorer.end(l10n.t('the editor needs it no more'));
  },
};

const handlers = sendingErrors(calls);
const host = createBirpc<WorkerEvents, EvaluationCalls>(handlers, {
  post: (message) => port.postMessage(message, transfersOf(message)),
  on: (receive) => port.on('message', receive),
  eventNames: ['reading', 'rows', 'progress', 'models', 'log', 'jobDone'],
  timeout: -1,
  resolver: (name, handler) => (Object.hasOwn(handlers, name) ? handler : undefined),
});
