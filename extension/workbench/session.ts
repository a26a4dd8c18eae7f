import type * as vscode from 'vscode';
import type { EvaluationClient } from '../run/evaluationClient.ts';
import type { ComparePanels } from './compare/comparePanels.ts';
import type { DatasetReadings } from './datasetReadings.ts';
import type { OpenPages } from './openPages.ts';
import type { RankingsEditors } from './rankingsEditor.ts';
import type { ResultsPanels } from './results/resultsPanels.ts';
import type { Reviews } from './reviews.ts';
import type { Runs } from './runs.ts';
import type { Sample } from './sample.ts';
import type { TokensPanel } from './tokensPanel.ts';

/** The few objects that commands work with; built once by `extension.ts`. */
export interface Session {
  readonly context: vscode.ExtensionContext;
  readonly log: vscode.LogOutputChannel;
  readonly engine: EvaluationClient;
  readonly readings: DatasetReadings;
  readonly runs: Runs;
  readonly reviews: Reviews;
  readonly panels: ResultsPanels;
  readonly comparisons: ComparePanels;
  readonly openPages: OpenPages;
  readonly rankings: RankingsEditors;
  readonly tokens: TokensPanel;
  readonly sample: Sample;
}
