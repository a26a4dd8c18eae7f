import path from 'node:path';
import * as vscode from 'vscode';
import { evaluate } from '../commands/evaluate.ts';
import { endWords } from '../endWords.ts';
import { progressWords } from '../progressWords.ts';
import { evaluationRequest } from '../request.ts';
import type { Session } from '../session.ts';
import { plainText } from './boundedText.ts';
import type { Prepared } from './lmApi.ts';
import { toolFile } from './toolFile.ts';

export interface EvaluateInput {
  readonly path: string;
  readonly limit?: number;
}

/** A chat does not wait longer; the evaluation goes on. */
const waitMs = 30_000;

export async function prepareEvaluation(session: Session, input: EvaluateInput): Promise<Prepared> {
  const file = await toolFile(input.path, session.sample);
  const name = path.basename(file);
  const { policy, reference } = evaluationRequest(vscode.Uri.file(file), session);
  const models =
    policy === undefined && reference === undefined
      ? 'No model is set, so only log-probabilities that stand in the records are used.'
      : `Policy: ${policy ?? 'none'}. Reference: ${reference ?? 'none'}. Both run on this machine.`;
  const limit = limitOf(input);
  const what = limit === undefined ? 'all of its examples' : `its first ${limit} examples`;
  return {
    invocationMessage: `Evaluating ${name}`,
    confirmationMessages: { title: `Evaluate ${name}?`, message: `Scores ${what}. ${models}` },
  };
}

/** Starts an evaluation, and tells how it ended or how far it is after half a minute. Cancelled, it ends; what was scored is kept. */
export async function evaluateForTool(
  session: Session,
  input: EvaluateInput,
  token: vscode.CancellationToken,
): Promise<string> {
  const file = await toolFile(input.path, session.sample);
  const name = path.basename(file);
  if (!vscode.workspace.isTrusted)
    throw new Error(
      `${name} was not evaluated: this workspace is in Restricted Mode, where models are not loaded. Ask the user to trust it.`,
    );
  const { runs } = session;
  if (runs.runFor(file)?.active) return goesOn(session, file);
  const ended = evaluate(session, vscode.Uri.file(file), limitOf(input));
  const cancelled = token.onCancellationRequested(() => {
    const run = runs.runFor(file);
    if (run?.active) void runs.cancel(run);
  });
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), waitMs);
  });
  try {
    const end = await Promise.race([ended, late]);
    if (end === 'late') {
      // What comes of it later is told by VS Code, to the person.
      ended.catch((error) => session.log.error(error));
      return goesOn(session, file);
    }
    if (!end) return goesOn(session, file);
    const next =
      end.counts.scored > 0 ? ' Call plackett_readSummary with the same path for the numbers.' : '';
    return `${plainText(name, 200)}: ${plainText(endWords(end), 600)}.${next}`;
  } finally {
    clearTimeout(timer);
    cancelled.dispose();
  }
}

function goesOn({ runs }: Session, file: string): string {
  const run = runs.runFor(file);
  const state =
    run?.phase === 'queued' ? 'waiting for another evaluation to end' : progressWords(run?.progress);
  return `${plainText(path.basename(file), 200)} is being evaluated: ${state}. It goes on in VS Code, where it can be cancelled. Call plackett_readSummary with the same path later.`;
}

function limitOf({ limit }: EvaluateInput): number | undefined {
  return typeof limit === 'number' && Number.isFinite(limit) && limit >= 1 ? Math.floor(limit) : undefined;
}
