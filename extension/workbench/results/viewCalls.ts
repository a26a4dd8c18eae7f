import type { HostCalls } from '../../../webview/contract.ts';
import type { Session } from '../session.ts';
import type { ResultsPage } from './page.ts';

/** More than a page ever has, in characters of JSON. */
const longest = 200_000;

/** The views of each dataset's results page, in the workspace's memory. What they hold only the page knows, which checks it. */
export function viewCalls({ context }: Session, { dataset }: ResultsPage) {
  const memory = context.workspaceState;
  const key = `plackett.views:${dataset}`;
  return {
    savedViews: async () => memory.get(key),
    saveViews(views) {
      // Ignores what no page would send.
      if (!Array.isArray(views) || JSON.stringify(views).length > longest) return;
      void memory.update(key, views.length === 0 ? undefined : views);
    },
  } satisfies Partial<HostCalls>;
}
