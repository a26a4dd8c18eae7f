// One VS Code with the extension, on a throw-away copy of some files.
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach } from 'node:test';
import { launchBrowser } from '../host/browser.mjs';
import { root } from '../host/install.mjs';
import { startServer, workbenchUrl } from '../host/server.mjs';
import { workbench } from '../host/workbench.mjs';

export const sample = path.join(root, 'media', 'sample');
/** The sample's models as a workspace's settings: a user's settings reach a served VS Code some time after its first commands. */
export const sampleModels = {
  '.vscode/settings.json': JSON.stringify({
    'plackett.policyModel': path.join(sample, 'policy'),
    'plackett.referenceModel': path.join(sample, 'reference'),
  }),
};
const open = new Set();

/**
 * @param {{ files: Record<string, string | { from: string }>, settings?: object, trust?: boolean, env?: object, vsix?: string }} options
 *   `files`: name to content, or to what is copied. `vsix`: a package to install instead of loading the extension from its folder.
 */
export async function openSession({ files, vsix = process.env.PLACKETT_TEST_VSIX, ...options }) {
  const folder = mkdtempSync(path.join(tmpdir(), 'plackett-story-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  process.once('exit', remove);
  for (const [name, content] of Object.entries(files)) {
    const target = path.join(folder, name);
    mkdirSync(path.dirname(target), { recursive: true });
    if (typeof content === 'string') writeFileSync(target, content);
    else cpSync(content.from, target, { recursive: true });
  }
  const session = { folder, close };
  let browser;
  async function close() {
    open.delete(session);
    await browser?.close();
    await session.server?.stop();
    remove();
  }
  try {
    session.server = await startServer({ ...options, vsix });
    browser = await launchBrowser();
    session.vscode = await openWorkbench(
      browser,
      workbenchUrl(session.server, { folder, extension: vsix ? undefined : root }),
    );
  } catch (error) {
    await close();
    throw error;
  }
  open.add(session);
  return session;
}

export async function openWorkbench(browser, url) {
  const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
  page.setDefaultTimeout(60_000);
  await page.goto(url);
  const vscode = workbench(page);
  await vscode.opened();
  return vscode;
}

afterEach(async ({ passed, name }) => {
  if (passed !== false) return;
  for (const { vscode } of open)
    await vscode.screenshot(`failed-${name.replace(/\W+/g, '-')}`).catch(() => {});
});
