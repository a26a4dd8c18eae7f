// One VS Code with the extension, on a throw-away copy of some files.
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { launchBrowser } from '../host/browser.mjs';
import { root } from '../host/install.mjs';
import { startServer, workbenchUrl } from '../host/server.mjs';
import { workbench } from '../host/workbench.mjs';

export const sample = path.join(root, 'media', 'sample');

/** @param {{ files: Record<string, string>, settings?: object, trust?: boolean, env?: object }} options `files`: name to content, or to `{from}` */
export async function openSession({ files, ...options }) {
  const folder = mkdtempSync(path.join(tmpdir(), 'plackett-story-'));
  for (const [name, content] of Object.entries(files)) {
    const target = path.join(folder, name);
    mkdirSync(path.dirname(target), { recursive: true });
    if (typeof content === 'string') writeFileSync(target, content);
    else cpSync(content.from, target, { recursive: true });
  }
  const vsix = process.env.PLACKETT_TEST_VSIX;
  const server = await startServer({ ...options, vsix });
  const browser = await launchBrowser();
  const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
  page.setDefaultTimeout(30_000);
  await page.goto(workbenchUrl(server, { folder, extension: vsix ? undefined : root }));
  const vscode = workbench(page);
  await vscode.opened();
  return {
    folder,
    vscode,
    server,
    async close() {
      await browser.close();
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
