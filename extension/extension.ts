import './workbench/speakAsVsCode.ts';
import path from 'node:path';
import * as vscode from 'vscode';
import { registerEditor } from './editor/registerEditor.ts';
import { EvaluationClient } from './run/evaluationClient.ts';
import { isDatasetName, rankingsType } from './workbench/activeDataset.ts';
import { registerTools } from './workbench/assistant/registerTools.ts';
import { evaluateSample } from './workbench/commands/openSample.ts';
import { registerRewardTables } from './workbench/commands/peekRewards.ts';
import { comparePanelType } from './workbench/compare/comparePanel.ts';
import { ComparePanels } from './workbench/compare/comparePanels.ts';
import { registerContextKeys } from './workbench/contextKeys.ts';
import { cudaPlace } from './workbench/cudaRuntime.ts';
import { DatasetReadings } from './workbench/datasetReadings.ts';
import { registerFormatStatus } from './workbench/formatStatus.ts';
import { registerOffer } from './workbench/offerRankings.ts';
import { registerLinks } from './workbench/openLinks.ts';
import { OpenPages } from './workbench/openPages.ts';
import { RankingsEditors } from './workbench/rankingsEditor.ts';
import { registerCommands } from './workbench/registerCommands.ts';
import { evaluationRequest } from './workbench/request.ts';
import { panelType } from './workbench/results/resultsPanel.ts';
import { ResultsPanels } from './workbench/results/resultsPanels.ts';
import { Reviews } from './workbench/reviews.ts';
import { Runs } from './workbench/runs.ts';
import { bundledSample } from './workbench/sample.ts';
import type { Session } from './workbench/session.ts';
import { beta, idleMinutes, runsFolder } from './workbench/settings.ts';
import { sharedStorage } from './workbench/sharedStorage.ts';
import { registerSideBar } from './workbench/sideBar/registerSideBar.ts';
import { registerStatusBar } from './workbench/statusBar.ts';
import { TokensPanel, tokensType } from './workbench/tokensPanel.ts';
import { assertTrusted } from './workbench/trust.ts';

/** Builds the few objects and registers them; nothing is loaded or started before somebody asks for it. */
export function activate(context: vscode.ExtensionContext) {
  const log = vscode.window.createOutputChannel('Plackett', { log: true });
  const engine = new EvaluationClient(
    path.join(__dirname, 'evaluationWorker.js'),
    (level, message) => log[level](message),
    assertTrusted,
  );
  const storage = sharedStorage((context.storageUri ?? context.globalStorageUri).fsPath);
  const readings = new DatasetReadings(engine, context.workspaceState, log);
  const rankings = new RankingsEditors({ extensionUri: context.extensionUri, readings, log });
  const runs = new Runs(engine, runsFolder(path.join(storage, 'runs')), log, beta());
  const reviews = new Reviews(runs, engine, storage, log);
  const panels: ResultsPanels = new ResultsPanels(() => session);
  const comparisons: ComparePanels = new ComparePanels(() => session);
  const sample = bundledSample(context.extensionPath, context.globalStorageUri.fsPath);
  const tokens = new TokensPanel(context.extensionUri, engine, context.workspaceState, {
    request: async (document) => {
      const { policy, reference, scoring } = evaluationRequest(document.uri, { sample, context, readings });
      const reading = (await readings.of(document.uri.fsPath))?.reading;
      return { policy, reference, scoring, reading };
    },
    selectModel: (role) =>
      vscode.commands.executeCommand(
        role === 'policy' ? 'plackett.selectPolicyModel' : 'plackett.selectReferenceModel',
      ),
  });
  const session: Session = {
    context,
    log,
    engine,
    readings,
    runs,
    reviews,
    panels,
    comparisons,
    openPages: new OpenPages(context.workspaceState),
    rankings,
    tokens,
    sample,
  };

  engine.setIdleMinutes(idleMinutes());
  engine.setCuda(cudaPlace(context));
  const sideBar = registerSideBar(session);
  context.subscriptions.push(
    log,
    sideBar,
    engine,
    tokens,
    registerCommands(session),
    registerLinks(session),
    registerRewardTables(session),
    registerTools(session),
    registerContextKeys(runs),
    registerStatusBar(runs),
    readings,
    registerFormatStatus(readings),
    registerOffer(context.globalState),
    vscode.window.registerCustomEditorProvider(rankingsType, rankings),
    vscode.window.registerWebviewPanelSerializer(panelType, panels),
    vscode.window.registerWebviewPanelSerializer(comparePanelType, comparisons),
    vscode.window.registerWebviewPanelSerializer(tokensType, tokens),
    vscode.workspace.onDidOpenTextDocument((document) => restoreResults(runs, document)),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('plackett.beta')) runs.setBeta(beta());
      if (change.affectsConfiguration('plackett.runs.folder')) {
        runs.moveTo(runsFolder(path.join(storage, 'runs')));
        sideBar.runs.refresh();
      }
      if (change.affectsConfiguration('plackett.scorer.idleMinutes')) engine.setIdleMinutes(idleMinutes());
      if (change.affectsConfiguration('plackett.cudaLibraryFolder')) engine.setCuda(cudaPlace(context));
    }),
  );
  registerEditor(context, {
    results: runs,
    decisions: reviews,
    readings,
    log,
    checkWorkerPath: path.join(__dirname, 'checkWorker.js'),
  });
  for (const document of vscode.workspace.textDocuments) restoreResults(runs, document);

  // `npm start` of the project: the whole job without a click.
  if (process.env.PLACKETT_OPEN_SAMPLE === '1') void evaluateSample(session);
  return { results: runs, runs, readings, reviews, sideBar };
}

function restoreResults(runs: Runs, document: vscode.TextDocument): void {
  if (document.uri.scheme === 'file' && isDatasetName(document.uri.fsPath))
    void runs.restore(document.uri.fsPath);
}
