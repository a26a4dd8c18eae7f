import '../translation.ts';
import { parentPort } from 'node:worker_threads';
import { createBirpc } from 'birpc';
import { browser } from './browser.ts';
import { finder } from './find.ts';
import type { BrowseCalls, BrowseEvents, FindCalls, FindEvents } from './protocol.ts';

/** Worker thread: browses one file, or searches it once, off the extension host's thread. */
if (!parentPort) throw new Error('browseWorker runs as a worker thread only');
const port = parentPort;

const calls: BrowseCalls & FindCalls = {
  ...browser({
    state: (state) => void host.state(state),
    changed: () => void host.changed(),
  }),
  ...finder({ searched: (share) => void host.searched(share) }),
};

const host = createBirpc<BrowseEvents & FindEvents, BrowseCalls & FindCalls>(calls, {
  post: (message) => port.postMessage(message),
  on: (listener) => port.on('message', listener),
  eventNames: ['state', 'changed', 'searched'],
  timeout: -1,
});
