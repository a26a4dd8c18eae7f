import { Worker } from 'node:worker_threads';
import * as l10n from '@vscode/l10n';
import { createBirpc } from 'birpc';
import type { FindCalls, FindEvents, FindRequest } from './protocol.ts';

export interface FindClient {
  /** 1-based first lines of the records that hold the text, ascending. Rejects when the search ends early. */
  readonly lines: Promise<Uint32Array>;
  /** Ends the search. */
  dispose(): void;
}

/** Searches a file in a thread of its own, which ends with the search. `script`: `browseWorker.js`. */
export function findInFile(
  script: string,
  request: FindRequest,
  text: string,
  events: FindEvents,
): FindClient {
  const worker = new Worker(script, { resourceLimits: { maxOldGenerationSizeMb: 1024 } });
  const calls = createBirpc<FindCalls, FindEvents>(events, {
    post: (message) => worker.postMessage(message),
    on: (listener) => worker.on('message', listener),
    timeout: -1,
  });
  const end = (reason: string) => calls.$close(new Error(reason));
  worker.on('error', (error) => end(l10n.t('the thread that searches ended: {0}', error.message)));
  worker.on('exit', () => end(l10n.t('the search was ended')));
  const lines = calls.find(request, text).finally(() => void worker.terminate());
  return {
    lines,
    dispose() {
      end(l10n.t('the search was ended'));
      void worker.terminate();
    },
  };
}
