// What lies in a package that was made, and what is wrong with it.
import { statSync } from 'node:fs';
import yauzl from 'yauzl';
import { binariesOf, budgets, nativeFiles } from './targets.mjs';

const needed = [
  'package.json',
  'LICENSE.txt',
  'readme.md',
  'ThirdPartyNotices.txt',
  'sbom.cdx.json',
  'dist/extension.js',
  'dist/scorerProcess.js',
];
const native = /\.(node|dll|dylib|so)(\.\d+)*$/;

/** `{ bytes, files, nativeBytes, problems }` of a VSIX; native bytes as they are when installed. */
export async function packageContents(file, target) {
  const { size: bytes } = statSync(file);
  const entries = (await entriesOf(file)).filter(({ name }) => name.startsWith('extension/'));
  const names = new Set(entries.map(({ name }) => name.slice('extension/'.length)));
  const natives = entries.filter(({ name }) => native.test(name));
  const wanted = nativeFiles(target).map((name) => `${binariesOf(target)}/${name}`);
  const foreign = natives
    .map(({ name }) => name.slice('extension/'.length))
    .filter((name) => !wanted.includes(name));
  const missing = [...needed, ...wanted].filter((name) => !names.has(name));
  const problems = [
    ...foreign.map((name) => `${name} is not of ${target}`),
    ...missing.map((name) => `${name} is missing`),
    ...[...names].filter((name) => /\.(map|ts|tsx)$|^(test|out)\//.test(name)).map((name) => `${name} ships`),
  ];
  if (bytes > budgets[target] * 1e6)
    problems.push(`${(bytes / 1e6).toFixed(1)} MB are more than its budget of ${budgets[target]} MB`);
  return {
    bytes,
    files: entries.length,
    nativeBytes: natives.reduce((sum, { size }) => sum + size, 0),
    problems,
  };
}

function entriesOf(file) {
  return new Promise((resolve, reject) => {
    yauzl.open(file, { lazyEntries: true }, (error, zip) => {
      if (error) return reject(error);
      const entries = [];
      zip.on('entry', ({ fileName, uncompressedSize }) => {
        entries.push({ name: fileName, size: uncompressedSize });
        zip.readEntry();
      });
      zip.on('end', () => resolve(entries));
      zip.on('error', reject);
      zip.readEntry();
    });
  });
}
