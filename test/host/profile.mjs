// The settings a VS Code starts with, so that nothing but the extension moves on the screen.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const quiet = {
  'workbench.startupEditor': 'none',
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'workbench.tips.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'chat.disableAIFeatures': true,
  'git.enabled': false,
  'files.hotExit': 'off',
  'window.confirmBeforeClose': 'never',
};

/** Writes the settings of a new profile; one that is there keeps what its user changed. */
export function writeSettings(userData, settings = {}) {
  const file = path.join(userData, 'User', 'settings.json');
  if (existsSync(file)) return;
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify({ ...quiet, ...settings }, null, 2));
}
