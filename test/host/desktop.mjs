// A desktop VS Code, where there is one: named by VSCODE_EXECUTABLE, or downloaded by test-electron.

import { lookup } from 'node:dns/promises';
import path from 'node:path';
import { downloadAndUnzipVSCode } from '@vscode/test-electron';
import { root } from './install.mjs';

const downloadServer = 'update.code.visualstudio.com';

/** Its path, or undefined with the reason printed. Decides within seconds where the download server is out of reach. */
export async function desktopVsCode() {
  if (process.env.VSCODE_EXECUTABLE) return process.env.VSCODE_EXECUTABLE;
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) {
    console.log('no display: VS Code runs served to a headless browser');
    return undefined;
  }
  try {
    await Promise.race([
      lookup(downloadServer),
      new Promise((_, reject) => setTimeout(reject, 5000, new Error('no answer in 5 s')).unref()),
    ]);
    return await downloadAndUnzipVSCode({ cachePath: path.join(root, '.vscode-test', 'desktop') });
  } catch (error) {
    console.log(`VS Code cannot be downloaded (${error.message})`);
    return undefined;
  }
}
