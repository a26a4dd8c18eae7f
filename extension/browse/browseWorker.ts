import { parentPort } from 'node:worker_threads';
import { createBirpc } from 'birpc';
import { browser } from './browser.ts';
import type { BrowseCalls, BrowseEvents } from './protocol.ts';

/** Worker thread: browses one file, off the extension host's thread. */
if (!parentPort) throw new Error('browseWorker runs as a worker thread only');
const port = parentPort;

const calls: BrowseCalls = browser({
  state: (state) => void host.state(state),
  changed: () => void host.changed(),
});

const host = createBirpc<BrowseEvents, BrowseCalls>(calls, {
  post: (message) => port.postMessage(message),
  on: (listener) => port.on('message', listener),
  eventNames: ['state', 'changed'],
  timeout: -1,
});
