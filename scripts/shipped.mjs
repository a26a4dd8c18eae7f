// Whose code ships: what esbuild put into the bundles, by its own account, and onnxruntime-node, which ships as it is.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import esbuild from 'esbuild';
import { bundles, root } from './bundles.mjs';
import { nativeFiles } from './targets.mjs';

/** Under which others' code may ship here, as SPDX names them. */
export const allowedLicences = [
  'MIT',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  '0BSD',
  'NCSA',
  'LicenseRef-Microsoft-DirectML',
  'LicenseRef-Microsoft-DXIL',
];

/** Packages that carry no licence file; the text is that of their repository. */
const textsOfOurs = {
  '@vscode/l10n': 'Microsoft-MIT.txt',
  'onnxruntime-common': 'Microsoft-MIT.txt',
  'onnxruntime-node': 'Microsoft-MIT.txt',
};
const unbundled = ['onnxruntime-common', 'onnxruntime-node'];

/** Libraries that onnxruntime-node brings, other than onnxruntime itself. */
const libraries = {
  'DirectML.dll': {
    license: 'LicenseRef-Microsoft-DirectML',
    url: 'https://www.nuget.org/packages/Microsoft.AI.DirectML',
  },
  'dxcompiler.dll': { license: 'NCSA', url: 'https://github.com/microsoft/DirectXShaderCompiler' },
  'dxil.dll': {
    license: 'LicenseRef-Microsoft-DXIL',
    url: 'https://github.com/microsoft/DirectXShaderCompiler/releases',
  },
};

/**
 * Packages of npm with code in what ships, by name: `{ name, version, license, url, texts, shipsIn }`. `texts`: their licence and
 * notice files; `shipsIn`: the files of the VSIX that their code is in.
 */
export async function shippedPackages() {
  const found = new Map();
  const built = await Promise.all(
    bundles({ production: true }).map((options) =>
      esbuild.build({ ...options, write: false, metafile: true, logLevel: 'silent' }),
    ),
  );
  for (const { metafile } of built)
    for (const [output, { inputs }] of Object.entries(metafile.outputs))
      for (const [input, { bytesInOutput }] of Object.entries(inputs)) {
        const folder = bytesInOutput > 0 ? packageFolder(input) : undefined;
        if (folder) found.set(folder, (found.get(folder) ?? new Set()).add(output));
      }
  for (const name of unbundled) found.set(`node_modules/${name}`, new Set([`node_modules/${name}`]));
  return [...found]
    .map(([folder, shipsIn]) => ({ ...describe(folder), shipsIn: [...shipsIn].sort() }))
    .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

/** Native libraries of a target that are not the work of onnxruntime: `{ file, license, url }`. */
export function shippedLibraries(target) {
  return nativeFiles(target)
    .filter((file) => file in libraries)
    .map((file) => ({ file, ...libraries[file] }));
}

const keyOf = ({ name, version }) => `${name}@${version}`;

/** `node_modules/a/node_modules/b/index.js` is of b. */
function packageFolder(input) {
  // The scanner's module has the parts of AssemblyScript's library in it that it uses.
  if (input === 'assembly:scanner.wasm') return 'node_modules/assemblyscript';
  return /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1];
}

function describe(folder) {
  const at = path.join(root, folder);
  const { name, version, license, homepage, repository } = JSON.parse(
    readFileSync(path.join(at, 'package.json'), 'utf8'),
  );
  const own = readdirSync(at).filter((file) => /^(licen[cs]e|notice|copying)(\.|$)/i.test(file));
  const texts = own.map((file) => readFileSync(path.join(at, file), 'utf8').trim());
  const fallback = textsOfOurs[name];
  if (texts.length === 0 && fallback)
    texts.push(readFileSync(new URL(`licences/${fallback}`, import.meta.url), 'utf8').trim());
  const url = homepage ?? (typeof repository === 'string' ? repository : repository?.url);
  return { name, version, license, url: url?.replace(/^git\+/, ''), texts };
}
