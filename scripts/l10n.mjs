// Writes l10n/bundle.l10n.json, what translators start from: every message that the code gives to l10n.t.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import l10nDev from '@vscode/l10n-dev';

const root = fileURLToPath(new URL('..', import.meta.url));
export const bundleFile = path.join(root, 'l10n/bundle.l10n.json');

/** The text of the bundle as the sources have it now: messages by themselves, in the order of the alphabet. */
export async function bundleText() {
  const sources = ['extension', 'webview']
    .flatMap((folder) =>
      readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) =>
        path.join(root, folder, name),
      ),
    )
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => ({ extension: path.extname(name), contents: readFileSync(name, 'utf8') }))
    .filter(({ contents }) => contents.includes('l10n.t('));
  const messages = await l10nDev.getL10nJson(sources);
  const sorted = Object.keys(messages).sort();
  return `${JSON.stringify(Object.fromEntries(sorted.map((key) => [key, messages[key]])), null, 2)}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(bundleFile, await bundleText());
