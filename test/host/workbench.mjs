// What a user does in VS Code, for tests that read like a story.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { root } from './install.mjs';

const screenshots = path.join(root, 'test', 'screenshots');

/** @param {import('playwright-core').Page} page */
export function workbench(page) {
  const quickInput = page.locator('.quick-input-widget input');
  const self = {
    page,
    async opened() {
      await page.locator('.monaco-workbench').waitFor();
      await page.locator('.explorer-viewlet, .explorer-folders-view').first().waitFor();
    },
    async openFile(name) {
      await page.getByRole('treeitem', { name }).first().dblclick();
      await page.locator('.tab', { hasText: name }).first().waitFor();
    },
    async runCommand(title) {
      const row = page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first();
      // A palette opened before the extension's commands are known does not learn of them.
      for (let i = 0; i < 10 && !(await row.isVisible()); i++) {
        await page.keyboard.press('Escape');
        await page.keyboard.press('F1');
        // It closes again when an editor that is just being opened takes the focus.
        const filled = await quickInput.fill(`>${title}`, { timeout: 3000 }).catch(() => false);
        if (filled !== false) await row.waitFor({ timeout: 3000 }).catch(() => {});
      }
      await page.keyboard.press('Enter');
    },
    /** As a user does it: then VS Code keeps what it knows of its editors. */
    async reloadWindow() {
      for (let i = 0; ; i++) {
        const isMain = (frame) => frame === page.mainFrame();
        const left = page.waitForEvent('framenavigated', { predicate: isMain, timeout: 20_000 }).then(
          () => true,
          () => false,
        );
        await self.runCommand('Developer: Reload Window');
        // The palette may close before the key arrives.
        if (await left) return self.opened();
        if (i === 3) throw new Error('The window was not reloaded.');
      }
    },
    /** An item of a file's context menu; a menu opened before the extension's items are known does not learn of them. */
    async chooseInExplorer(name, item) {
      const wanted = page.getByRole('menuitem', { name: item });
      const chosen = () =>
        wanted.waitFor({ state: 'hidden', timeout: 1000 }).then(
          () => true,
          () => false,
        );
      for (let i = 0; i < 10; i++) {
        await page.getByRole('treeitem', { name }).first().click({ button: 'right' });
        await wanted.waitFor({ timeout: 3000 }).catch(() => {});
        if (await wanted.isVisible()) break;
        await page.keyboard.press('Escape');
      }
      // A click right after the menu has opened is taken for the end of the one that opened it.
      do await wanted.click();
      while (!(await chosen()));
    },
    /** An entry of the light bulb at the cursor. */
    async chooseQuickFix(title) {
      const action = page.locator('.action-widget .monaco-list-row', { hasText: title }).first();
      // The menu closes again when the editor's own focus comes after the key.
      for (let i = 0; i < 10 && !(await action.isVisible()); i++) {
        await page.keyboard.press('Control+.');
        await action.waitFor({ timeout: 3000 }).catch(() => {});
      }
      await self.screenshot('quick-fix');
      await action.click();
    },
    async goTo(line, column) {
      const there = page.locator('.statusbar-item', { hasText: `Ln ${line}, Col ${column}` });
      // The box closes again when an editor's own focus comes after the key.
      for (let i = 0; i < 10 && !(await there.isVisible()); i++) {
        await page.keyboard.press('Control+G');
        const filled = await quickInput.fill(`:${line}:${column}`, { timeout: 3000 }).catch(() => false);
        if (filled === false) continue;
        await page.keyboard.press('Enter');
        await there.waitFor({ timeout: 3000 }).catch(() => {});
      }
      await there.waitFor();
    },
    async pick(text) {
      await quickInput.fill(text);
      await page.locator('.quick-input-list .monaco-list-row', { hasText: text }).first().waitFor();
      await page.keyboard.press('Enter');
    },
    async answer(text) {
      await quickInput.waitFor();
      await quickInput.fill(text);
      await page.keyboard.press('Enter');
    },
    problems: () => page.locator('.markers-panel .monaco-list-row'),
    async showProblems() {
      await page.keyboard.press('Control+Shift+M');
      await page.locator('.markers-panel').waitFor();
    },
    lenses: () => page.locator('.codelens-decoration a'),
    line: (number) => page.locator('.view-line').nth(number - 1),
    hoverBox: () => page.locator('.monaco-hover:visible'),
    /** Under a test's driver no toast pops up: what is told waits behind the bell. */
    async openNotification(text) {
      const item = self.notification(text);
      await page.locator('.statusbar-item[id*="notifications"] .codicon-bell-dot').waitFor();
      // It closes by itself when the focus goes elsewhere, as to an editor that has just opened.
      for (let i = 0; i < 10 && !(await item.isVisible()); i++) {
        await self.runCommand('Notifications: Show Notifications');
        await item.waitFor({ timeout: 2000 }).catch(() => {});
      }
      return item;
    },
    notification: (text) => page.locator('.notification-list-item', { hasText: text }),
    statusItem: () => page.locator('.statusbar-item[id*="plackett.status"]'),
    formatItem: () => page.locator('.statusbar-item[id*="plackett.format"]'),
    /** The results page inside its two frames. */
    results: () => page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame'),
    async screenshot(name) {
      mkdirSync(screenshots, { recursive: true });
      await page.screenshot({ path: path.join(screenshots, `${name}.png`) });
    },
  };
  return self;
}
