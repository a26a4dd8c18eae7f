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
  const messages = await l10nDev.getL10nJson(joined(sources));
  const sorted = Object.keys(messages).sort();
  return `${JSON.stringify(Object.fromEntries(sorted.map((key) => [key, messages[key]])), null, 2)}\n`;
}

const importLine = /^import \* as (?:l10n|vscode) from '(?:@vscode\/l10n|vscode)';$/gm;

/** Files of one kind as one: the analyzer makes its queries anew for every import that it finds, which takes nearly all of its time. */
function joined(sources) {
  const kinds = new Map();
  for (const { extension, contents } of sources) {
    const imports = (contents.match(importLine) ?? []).sort().join('\n');
    if (imports === '') throw new Error(`l10n is imported in another way here: ${contents.slice(0, 300)}`);
    const key = `${extension} ${imports}`;
    const texts = kinds.get(key) ?? { extension, contents: imports };
    kinds.set(key, texts);
    texts.contents += `\n${contents.replace(importLine, '')}`;
  }
  return [...kinds.values()];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(bundleFile, await bundleText());
