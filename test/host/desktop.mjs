// A desktop VS Code, where there is one to be had.
import { existsSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { downloadAndUnzipVSCode, SilentReporter } from '@vscode/test-electron';
import { cache } from './install.mjs';

export function hasDisplay() {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

/** The program that VSCODE_EXECUTABLE names, if it is set. */
export function namedVsCode() {
  const named = process.env.VSCODE_EXECUTABLE;
  if (named && !existsSync(named)) {
    throw new Error(`VSCODE_EXECUTABLE names ${named}, which does not exist. Correct it, or unset it.`);
  }
  return named || undefined;
}

/** The program behind the command `code`. Undefined where `code` is missing or is only the client of a remote VS Code. */
export function installedVsCode() {
  const windows = process.platform === 'win32';
  for (const folder of (process.env.PATH ?? '').split(path.delimiter)) {
    const command = path.join(folder, windows ? 'code.cmd' : 'code');
    if (!existsSync(command)) continue;
    const bin = path.dirname(realpathSync(command));
    const programs = {
      win32: path.join(bin, '..', 'Code.exe'),
      darwin: path.join(bin, '..', '..', '..', 'MacOS', 'Electron'),
      linux: path.join(bin, '..', 'code'),
    };
    const program = programs[process.platform];
    if (program && existsSync(program)) return program;
  }
  return undefined;
}

/** One that is kept between runs. Undefined, with the reason printed, where it cannot be downloaded. */
export async function downloadedVsCode() {
  try {
    return await downloadAndUnzipVSCode({
      cachePath: path.join(cache, 'desktop'),
      // Without an answer for this long a machine is taken to be offline.
      timeout: 10_000,
      reporter: process.stdout.isTTY ? undefined : new SilentReporter(),
    });
  } catch (error) {
    console.log(`VS Code cannot be downloaded (${error.message})`);
    return undefined;
  }
}
