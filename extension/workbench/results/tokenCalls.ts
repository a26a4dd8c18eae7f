import * as vscode from 'vscode';
import type { ExampleCalls, TokenScores, TokenStep } from '../../../webview/detail/contract.ts';
import { exampleAt } from '../../run/exampleAt.ts';
import { exampleJson } from '../../run/exampleJson.ts';
import { UserError } from '../../userError.ts';
import type { Run } from '../run.ts';
import type { Session } from '../session.ts';
import type { ResultsPage } from './page.ts';

const notThere = vscode.l10n.t('This example is not in the results any more. Evaluate the file again.');

/** One example in depth: token by token, and as JSON. */
export function tokenCalls({ engine, log }: Session, page: ResultsPage) {
  const { dataset } = page;
  let asked = new AbortController();
  page.own({ dispose: () => asked.abort(new Error('The page was closed.')) });

  const runWith = (runId: unknown, row: unknown): Run | undefined => {
    const run = page.shownRun(runId);
    return Number.isInteger(row) && Number(row) >= 0 && Number(row) < (run?.rows.line.length ?? 0)
      ? run
      : undefined;
  };

  async function scored(run: Run, row: number, signal: AbortSignal): Promise<TokenScores> {
    const { policy, reference, scoring } = run.request;
    if (policy === undefined || reference === undefined) {
      throw new UserError(
        vscode.l10n.t(
          'Log-probabilities of this run came with the records, and a whole completion has only one. Choose a policy and a reference model, and evaluate the file again.',
        ),
        'usage',
      );
    }
    const found = await exampleAt(dataset, run.rows, row, run.reading);
    if ('error' in found) throw new UserError(found.error, 'data');
    if (found.stale) {
      throw new UserError(
        vscode.l10n.t(
          'This line was changed after it was scored. Evaluate it again, then ask for its tokens.',
        ),
        'data',
      );
    }
    const { prompt, completions, tools } = found.example;
    const { completions: byToken, fingerprints } = await engine.tokenScores(
      { item: { prompt, completions, tools }, policy, reference, scoring },
      { signal, told: (step) => page.tell.tokenStep(row, step as TokenStep) },
    );
    const changed = (['policy', 'reference'] as const).filter(
      (role) => run[role] && run[role].fingerprint !== fingerprints[role],
    );
    return { completions: byToken, changed };
  }

  return {
    async tokenScores(runId, row) {
      asked.abort(new Error('Another example was asked for.'));
      asked = new AbortController();
      const run = runWith(runId, row);
      if (!run) return { error: notThere };
      if (!vscode.workspace.isTrusted) {
        const error = vscode.l10n.t(
          'This workspace is in Restricted Mode, where models are not loaded. Trust it to score tokens.',
        );
        return { error, missing: 'trust' };
      }
      try {
        return await scored(run, row, asked.signal);
      } catch (error) {
        if (!(error instanceof UserError)) log.error(error instanceof Error ? error : String(error));
        return { error: error instanceof Error ? error.message : String(error) };
      }
    },
    cancelTokenScores: () => asked.abort(new Error('It was cancelled.')),
    manageTrust: () => void vscode.commands.executeCommand('workbench.trust.manage'),
    async copyExample(runId, row, beta) {
      const run = runWith(runId, row);
      if (!run || !(Number.isFinite(beta) && beta > 0)) return { error: notThere };
      const { rows, policy, reference } = run;
      const found = await exampleAt(dataset, rows, row, run.reading);
      const json = exampleJson({ dataset, rows, row, beta, policy, reference }, found);
      await vscode.env.clipboard.writeText(`${JSON.stringify(json, undefined, 2)}\n`);
      return undefined;
    },
  } satisfies ExampleCalls;
}
