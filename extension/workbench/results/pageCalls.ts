import type { HostCalls } from '../../../webview/contract.ts';
import type { Session } from '../session.ts';
import { exampleCalls } from './exampleCalls.ts';
import { exportCalls } from './exportCalls.ts';
import { fileCalls } from './fileCalls.ts';
import type { ResultsPage } from './page.ts';
import { reviewCalls } from './reviewCalls.ts';
import { runCalls } from './runCalls.ts';
import { tokenCalls } from './tokenCalls.ts';
import { viewCalls } from './viewCalls.ts';

/** Everything that a results page may ask, each by the feature that answers it. */
export function pageCalls(session: Session, page: ResultsPage): Omit<HostCalls, 'ready'> {
  return {
    ...runCalls(session, page),
    ...exampleCalls(session, page),
    ...tokenCalls(session, page),
    ...fileCalls(session, page),
    ...reviewCalls(session, page),
    ...exportCalls(session, page),
    ...viewCalls(session, page),
  };
}
