import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import type { Player } from './player.ts';
import type { ThemeName } from './themes.ts';

declare global {
  interface Window {
    player: Player;
  }
}

const file = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const origin = 'http://page.test/';

/** All pages and the player, bundled as they ship, by the name they are asked for. */
export async function buildPage(): Promise<ReadonlyMap<string, Uint8Array | string>> {
  const { outputFiles } = await build({
    entryPoints: {
      results: file('../../webview/results.tsx'),
      tokens: file('../../webview/tokens/tokens.tsx'),
      rankings: file('../../webview/rankings/rankings.tsx'),
      compare: file('../../webview/compare/compare.tsx'),
      player: file('player.ts'),
    },
    bundle: true,
    write: false,
    outdir: '/',
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
    jsx: 'automatic',
    jsxImportSource: 'preact',
  });
  const files = new Map<string, Uint8Array | string>(
    outputFiles.map(({ path, contents }) => [path.replaceAll('\\', '/').split('/').pop() ?? path, contents]),
  );
  const results = await readFile(file('page.html'), 'utf8');
  files.set('results.html', results);
  for (const name of ['tokens', 'rankings', 'compare'] as const)
    files.set(`${name}.html`, results.replaceAll('results', name));
  return files;
}

export interface OpenOptions {
  readonly width?: number;
  readonly height?: number;
  readonly theme?: ThemeName;
  readonly name?: 'results' | 'tokens' | 'rankings' | 'compare';
  /** Of a language, as the host writes them into the page. */
  readonly messages?: Readonly<Record<string, string>>;
}

/** A browser page with one of ours in it, that has told it is ready and waits. Whatever it asks of the network fails. */
export async function openPage(
  browser: Browser,
  files: ReadonlyMap<string, Uint8Array | string>,
  { width = 1200, height = 900, theme = 'dark', name = 'results', messages }: OpenOptions = {},
): Promise<{ page: Page; complaints: string[] }> {
  const page = await browser.newPage({ viewport: { width, height } });
  page.setDefaultTimeout(15_000);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  await page.route('**/*', (route) => {
    const url = route.request().url();
    let content = url.startsWith(origin) ? files.get(url.slice(origin.length)) : undefined;
    if (messages && typeof content === 'string') content = withMessages(content, messages);
    if (content === undefined) {
      if (!url.endsWith('favicon.ico')) complaints.push(`asked for ${url}`);
      return route.abort();
    }
    const type = url.endsWith('.js') ? 'text/javascript' : url.endsWith('.css') ? 'text/css' : 'text/html';
    return route.fulfill({ body: Buffer.from(content), contentType: `${type}; charset=utf-8` });
  });
  await page.addInitScript((name) => {
    document.addEventListener('DOMContentLoaded', () => window.player.theme(name));
  }, theme);
  await page.goto(`${origin}${name}.html`);
  await page.waitForFunction(() => window.player.calls.some(({ name }) => name === 'ready'));
  return { page, complaints };
}

/** As pageHtml.ts does. */
function withMessages(html: string, messages: Readonly<Record<string, string>>): string {
  const text = JSON.stringify(messages).replaceAll('&', '&amp;').replaceAll('"', '&quot;');
  return html.replace('<div id="root">', () => `<div id="root" data-messages="${text}">`);
}
