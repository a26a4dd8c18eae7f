// Takes the pictures of the walkthrough from a real VS Code: `node test/endToEnd/walkthroughPictures.mjs` writes media/walkthrough/.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { root } from '../host/install.mjs';
import { smallPng } from '../host/smallPng.mjs';
import { openSession } from './session.mjs';

const folder = path.join(root, 'media', 'walkthrough');
const themes = { dark: 'Default Dark Modern', light: 'Default Light Modern' };
/** Large enough to be read at half the size, in px. */
const size = { width: 900, height: 630 };
/** Without the title, which names a test's folder. */
const clip = { x: 0, y: 30, width: 900, height: 600 };

for (const [name, colorTheme] of Object.entries(themes))
  test(`pictures in ${name}`, async () => {
    mkdirSync(folder, { recursive: true });
    const session = await openSession({
      // No word on the providers that this machine does not have.
      files: { '.vscode/settings.json': JSON.stringify({ 'plackett.provider': 'cpu' }) },
      settings: {
        'workbench.colorTheme': colorTheme,
        'editor.minimap.enabled': false,
        'editor.wordWrap': 'on',
        'breadcrumbs.enabled': false,
        'workbench.statusBar.visible': false,
        'window.commandCenter': false,
      },
    });
    const { vscode } = session;
    const { page } = vscode;
    // VS Code's own page lets no script of ours read a picture.
    const plain = await page.context().browser().newPage();
    const take = async (step) => {
      await page.mouse.move(5, 5);
      // Past hovers and the carets' blink.
      await page.waitForTimeout(800);
      const png = await page.screenshot({ clip, animations: 'disabled', caret: 'hide' });
      writeFileSync(path.join(folder, `${step}-${name}.png`), await smallPng(plain, png));
    };
    try {
      await page.setViewportSize(size);
      await vscode.runCommand('Plackett: Open Sample');
      await page.locator('.view-line').first().waitFor();
      await vscode.runCommand('View: Toggle Primary Side Bar Visibility');
      await take('open');
      await vscode.runCommand('Plackett: Evaluate Sample');
      const results = vscode.results();
      await results.getByRole('button', { name: 'Evaluate again' }).first().waitFor({ timeout: 180_000 });
      await page.getByRole('tab', { name: 'Plackett' }).first().click();
      await page.getByRole('treeitem', { name: /loss/ }).first().waitFor();
      await page.locator('.codelens-decoration a').first().waitFor();
      await page
        .locator('.tab', { hasText: /^rankings.jsonl/ })
        .first()
        .click();
      await vscode.runCommand('View: Toggle Maximize Editor Group');
      await take('evaluate');
      await vscode.runCommand('View: Close All Editors');
      await page.getByRole('treeitem', { name: /loss/ }).first().click();
      await results.getByRole('button', { name: 'Evaluate again' }).first().waitFor();
      await vscode.runCommand('View: Toggle Primary Side Bar Visibility');
      await take('results');
      await results.getByRole('button', { name: 'Review labels' }).click();
      await results.locator('.completion .text').first().waitFor();
      await results
        .getByRole('region', { name: 'Review of labels' })
        .evaluate((element) => element.scrollIntoView());
      await take('review');
    } finally {
      await session.close();
    }
  });
