import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Who may import whom: other rooms, and packages. A room may always import itself. */
const rooms: Record<string, { rooms: string[]; packages: RegExp }> = {
  'extension/preference': { rooms: [], packages: /^$/ },
  'extension/dataset': {
    rooms: ['extension/preference', 'extension/translation.ts'],
    packages: /^(node:.*|@vscode\/l10n|birpc|fzstd|hyparquet(\/.*)?|hyparquet-compressors\/src\/lz4\.js)$/,
  },
  'extension/browse': {
    rooms: ['extension/dataset', 'extension/translation.ts'],
    packages: /^(node:.*|@vscode\/l10n|birpc)$/,
  },
  'extension/onnx': { rooms: [], packages: /^(node:.*|@vscode\/l10n)$/ },
  'extension/model': {
    rooms: ['extension/dataset', 'extension/onnx', 'extension/userError.ts'],
    packages: /^(node:.*|@vscode\/l10n|onnxruntime-node|yauzl|@huggingface\/(tokenizers|jinja))$/,
  },
  'extension/run': {
    rooms: [
      'extension/preference',
      'extension/dataset',
      'extension/model',
      'extension/userError.ts',
      'extension/translation.ts',
      'package.json',
      // What a report says and draws is what the page does: words and series without a DOM.
      'webview/figures',
      'webview/format.ts',
      'webview/visibleText.ts',
    ],
    packages: /^(node:.*|@vscode\/l10n|birpc|hyparquet-writer|@uwdata\/flechette)$/,
  },
  'extension/editor': {
    rooms: [
      'extension/preference',
      'extension/dataset',
      'extension/run/results.ts',
      'extension/userError.ts',
      // Places read the same above a line as on the page.
      'webview/format.ts',
    ],
    packages: /^(node:.*|vscode|@vscode\/l10n|birpc)$/,
  },
  'extension/workbench': {
    rooms: [
      'extension/preference',
      'extension/dataset',
      'extension/model',
      'extension/run',
      'extension/browse',
      'extension/userError.ts',
      'extension/translation.ts',
      // Numbers, findings and hostile text read the same in lists and for assistants as on the page.
      'webview/format.ts',
      'webview/visibleText.ts',
      'webview/sanity/sentences.ts',
      'webview/contract.ts',
      'webview/detail/contract.ts',
      'webview/compare/contract.ts',
      'webview/rankings/contract.ts',
      'webview/review/contract.ts',
      'webview/tokens/contract.ts',
    ],
    packages: /^(node:.*|vscode|@vscode\/l10n|birpc)$/,
  },
  'extension/extension.ts': {
    rooms: ['extension/editor', 'extension/workbench', 'extension/run'],
    packages: /^(node:.*|vscode)$/,
  },
  'extension/cli.ts': {
    rooms: [
      'extension/cli',
      'package.json',
      'extension/run',
      'extension/dataset',
      'extension/preference',
      'extension/model',
      'extension/userError.ts',
    ],
    packages: /^(node:.*|commander)$/,
  },
  'extension/cli': {
    rooms: [
      'extension/run',
      'extension/dataset',
      'extension/preference',
      'extension/model',
      'extension/userError.ts',
    ],
    packages: /^(node:.*|commander)$/,
  },
  'extension/userError.ts': { rooms: [], packages: /^$/ },
  'extension/translation.ts': { rooms: [], packages: /^(node:worker_threads|@vscode\/l10n)$/ },
  webview: {
    rooms: ['extension/preference', 'extension/browse/shown.ts'],
    packages: /^(@vscode\/l10n|diff|preact(\/.*)?|@preact\/signals|chart\.js(\/.*)?|chartjs-.*|birpc)$/,
  },
};

interface Import {
  file: string;
  to: string;
  package: boolean;
  typeOnly: boolean;
}

const files = ['extension', 'webview'].flatMap((folder) =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`),
);
const importPattern =
  /(?:^|\n)\s*(?:import|export)\s+(type\s)?[^'";]*?from\s*'([^']+)'|import\s*\(?'([^']+)'/g;
const imports: Import[] = files.flatMap((file) =>
  [...readFileSync(path.join(root, file), 'utf8').matchAll(importPattern)].map((m) => {
    const name = m[2] ?? m[3];
    const local = name.startsWith('.');
    const to = local ? path.posix.normalize(path.posix.join(path.posix.dirname(file), name)) : name;
    return { file, to, package: !local, typeOnly: m[1] !== undefined };
  }),
);

const within = (file: string, room: string) => file === room || file.startsWith(`${room}/`);
const roomOf = (file: string) => Object.keys(rooms).find((room) => within(file, room));

describe('the house', () => {
  test('every file stands in a room that has rules', () => {
    expect(files.filter((file) => !roomOf(file))).toEqual([]);
    expect(files.length).toBeGreaterThan(30);
    expect(imports.length).toBeGreaterThan(100);
  });

  test('a room imports only what it may', () => {
    const wrong = imports.filter(({ file, to, package: isPackage }) => {
      const room = roomOf(file)!;
      if (isPackage) return !rooms[room].packages.test(to) && !to.endsWith('.css');
      return ![room, ...rooms[room].rooms].some((allowed) => within(to, allowed));
    });
    expect(wrong.map(({ file, to }) => `${file} -> ${to}`)).toEqual([]);
  });

  test('only the scorer process loads onnxruntime', () => {
    const loaders = new Set(
      imports.filter((i) => i.to === 'onnxruntime-node' && !i.typeOnly).map((i) => i.file),
    );
    const reaching = (target: Set<string>) =>
      imports.filter((i) => !i.typeOnly && target.has(i.to) && !target.has(i.file)).map((i) => i.file);
    for (let more = reaching(loaders); more.length > 0; more = reaching(loaders))
      for (const f of more) loaders.add(f);
    const outside = [...loaders].filter((f) => !within(f, 'extension/model'));
    expect(outside).toEqual(['extension/run/scorerProcess.ts']);
  });

  test('no file imports itself in a circle', () => {
    const next = new Map<string, string[]>();
    for (const { file, to, package: isPackage, typeOnly } of imports)
      if (!isPackage && !typeOnly) next.set(file, [...(next.get(file) ?? []), to]);
    const circles: string[] = [];
    const done = new Set<string>();
    const walk = (file: string, trail: string[]) => {
      if (trail.includes(file)) circles.push([...trail.slice(trail.indexOf(file)), file].join(' -> '));
      else if (!done.has(file)) {
        for (const to of next.get(file) ?? []) walk(to, [...trail, file]);
        done.add(file);
      }
    };
    for (const file of files) walk(file, []);
    expect(circles).toEqual([]);
  });

  test('no index.ts that only passes on', () => {
    const barrels = files.filter((file) => {
      if (!file.endsWith('/index.ts')) return false;
      const lines = readFileSync(path.join(root, file), 'utf8').split('\n');
      return lines
        .filter((line) => line.trim() && !line.startsWith('//'))
        .every((line) => line.startsWith('export'));
    });
    expect(barrels).toEqual([]);
  });

  test('files stay small', () => {
    const sizes = files
      .map((file) => readFileSync(path.join(root, file), 'utf8').split('\n').length)
      .sort((a, b) => a - b);
    expect(sizes[Math.floor(sizes.length / 2)]).toBeLessThan(120);
    expect(sizes.at(-1)).toBeLessThanOrEqual(400);
  });
});
