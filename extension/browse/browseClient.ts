import { Worker } from 'node:worker_threads';
import * as l10n from '@vscode/l10n';
import { createBirpc } from 'birpc';
import type { BrowseCalls, BrowseEvents, BrowseRequest } from './protocol.ts';

/** A thread that is still at work after this long is ended all the same. */
const closeMs = 2000;

type Asked = { [K in Exclude<keyof BrowseCalls, 'open' | 'close'>]: BrowseCalls[K] };

/** The host's handle of a thread that browses one file. Every call settles: the end of the thread rejects what is pending. */
export interface BrowseClient extends Asked {
  dispose(): void;
}

/** `script`: `browseWorker.js`. `failed` is told once, where the thread ends by itself. */
export function openBrowser(
  script: string,
  request: BrowseRequest,
  events: BrowseEvents,
  failed: (reason: string) => void,
): BrowseClient {
  const worker = new Worker(script, { resourceLimits: { maxOldGenerationSizeMb: 1024 } });
  const calls = createBirpc<BrowseCalls, BrowseEvents>(events, {
    post: (message) => worker.postMessage(message),
    on: (listener) => worker.on('message', listener),
    eventNames: ['open', 'filter'],
    timeout: -1,
  });
  let isEnded = false;
  const end = (reason: string) => {
    if (isEnded) return;
    isEnded = true;
    calls.$close(new Error(reason));
    failed(reason);
  };
  worker.on('error', (error) => end(l10n.t('The thread that reads the file ended: {0}', error.message)));
  worker.on('exit', () => end(l10n.t('The thread that reads the file ended.')));
  void calls.open(request);
  return {
    filter: (filter) => void calls.filter(filter),
    rows: (from, count) => calls.rows(from, count),
    record: (line) => calls.record(line),
    placeOf: (line) => calls.placeOf(line),
    problems: (code, from, count) => calls.problems(code, from, count),
    dispose() {
      isEnded = true;
      const settled = Promise.race([calls.close(), new Promise((resolve) => setTimeout(resolve, closeMs))]);
      void settled
        .catch(() => {})
        .then(() => {
          calls.$close(new Error('The file was closed.'));
          return worker.terminate();
        });
    },
  };
}
