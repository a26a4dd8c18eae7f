import { homedir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { defaultScoring, type ScoringSettings } from '../model/settings.ts';
import type { Residency } from '../run/evaluation.ts';
import type { Role } from '../run/scorerProtocol.ts';

export const modelSetting = { policy: 'policyModel', reference: 'referenceModel' } as const;

function configuration(scope?: vscode.Uri) {
  return vscode.workspace.getConfiguration('plackett', scope);
}

/** Absolute folder of a role's model, or undefined when none is set. `~` is home; a relative path starts at the workspace folder. */
export function modelFolder(role: Role, scope?: vscode.Uri): string | undefined {
  const set = configuration(scope).get<string>(modelSetting[role], '').trim();
  if (set === '') return undefined;
  return absolute(homeExpanded(set), scope);
}

function absolute(set: string, scope?: vscode.Uri): string {
  if (path.isAbsolute(set)) return path.normalize(set);
  const folder = scope && vscode.workspace.getWorkspaceFolder(scope);
  const base = folder ?? vscode.workspace.workspaceFolders?.[0];
  return base ? path.resolve(base.uri.fsPath, set) : path.resolve(set);
}

/** `~` at the start of a path is home. */
export function homeExpanded(set: string): string {
  return set === '~' || /^~[\\/]/.test(set) ? path.join(homedir(), set.slice(1)) : set;
}

export async function setModelFolder(role: Role, folder: string): Promise<void> {
  await configuration().update(modelSetting[role], folder, target());
}

export function beta(scope?: vscode.Uri): number {
  const value = configuration(scope).get<number>('beta', 0.1);
  return Number.isFinite(value) && value > 0 ? value : 0.1;
}

export async function setBeta(value: number): Promise<void> {
  await configuration().update('beta', value, target());
}

export function scoring(scope?: vscode.Uri): ScoringSettings {
  const c = configuration(scope);
  return {
    provider: c.get('provider', defaultScoring.provider),
    border: c.get('tokenization', defaultScoring.border),
    appendEos: c.get('appendEos', defaultScoring.appendEos),
    maxLength: Math.max(0, Math.floor(c.get('maxLength', defaultScoring.maxLength))),
    truncation: c.get('truncation', defaultScoring.truncation),
    batchTokens: Math.max(16, Math.floor(c.get('batchTokens', defaultScoring.batchTokens))),
  };
}

export function residency(scope?: vscode.Uri): Residency {
  return configuration(scope).get('residency', 'auto');
}

/** May log-probabilities of earlier runs be used, and new ones be kept? */
export function reuse(scope?: vscode.Uri): boolean {
  return configuration(scope).get('reuse', true);
}

/** Where runs are kept: the folder that was chosen, or the one given. `~` is home; a relative path starts at the workspace folder. */
export function runsFolder(usual: string): string {
  const set = configuration().get<string>('runs.folder', '').trim();
  return set === '' ? usual : absolute(homeExpanded(set));
}

/** How many runs of each dataset are kept; 0 = all. */
export function keepNewestRuns(): number {
  const keep = configuration().get<number>('runs.keepNewest', 0);
  return Number.isFinite(keep) ? Math.max(0, Math.floor(keep)) : 0;
}

export function idleMinutes(): number {
  return configuration().get<number>('scorer.idleMinutes', 5);
}

/** A choice belongs to the project where there is one, to the user otherwise. */
function target(): vscode.ConfigurationTarget {
  return vscode.workspace.workspaceFolders
    ? vscode.ConfigurationTarget.Workspace
    : vscode.ConfigurationTarget.Global;
}
