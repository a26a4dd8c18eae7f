import * as vscode from 'vscode';
import type { Session } from '../session.ts';
import { type CheckInput, checkForTool } from './checkTool.ts';
import { type EvaluateInput, evaluateForTool, prepareEvaluation } from './evaluateTool.ts';
import { registerTool } from './lmApi.ts';
import { type SummaryInput, summaryForTool } from './summaryTool.ts';

/** What an assistant in VS Code may do: check a file, start an evaluation, read its numbers. Nothing where VS Code has no tools. */
export function registerTools(session: Session): vscode.Disposable {
  const tools = [
    registerTool<CheckInput>('plackett_checkFile', {
      prepare: async () => ({ invocationMessage: 'Checking rankings' }),
      invoke: (input, token) => checkForTool(session, input, token),
    }),
    registerTool<EvaluateInput>('plackett_startEvaluation', {
      prepare: (input) => prepareEvaluation(session, input),
      invoke: (input, token) => evaluateForTool(session, input, token),
    }),
    registerTool<SummaryInput>('plackett_readSummary', {
      prepare: async () => ({ invocationMessage: 'Reading results' }),
      invoke: (input) => summaryForTool(session, input),
    }),
  ];
  return vscode.Disposable.from(...tools.filter((tool) => tool !== undefined));
}
