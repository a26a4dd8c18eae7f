// Compiles the scanner's AssemblyScript (extension/dataset/scan/assembly) to WASM, in memory: bundlers and tests take its bytes for
// `import bytes from './scanner.wasm'`.
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = 'extension/dataset/scan/assembly';
const flags =
  '--outFile scanner.wasm --optimizeLevel 3 --shrinkLevel 0 --converge --runtime stub --enable simd --noAssert';

const sources = () => readdirSync(path.join(root, folder)).map((name) => path.join(root, folder, name));

let compiled;
let compiledFrom;

/** The module's bytes, compiled once a process as long as its sources stay as they are. Rejects with what the compiler said. */
export function scannerBytes() {
  const from = sources()
    .map((file) => statSync(file).mtimeMs)
    .join();
  if (from !== compiledFrom) compiled = compile();
  compiledFrom = from;
  return compiled;
}

async function compile() {
  let bytes;
  const { error, stderr } = await asc.main([`${folder}/scanner.ts`, '--baseDir', root, ...flags.split(' ')], {
    writeFile(name, contents) {
      if (name.endsWith('.wasm')) bytes = contents;
    },
  });
  if (error || !bytes) throw new Error(`The scanner cannot be compiled.\n${stderr}`, { cause: error });
  return bytes;
}

/** For esbuild: the bytes become part of the bundle. */
export const assembly = {
  name: 'assembly',
  setup({ onLoad, onResolve }) {
    onResolve({ filter: /\/scanner\.wasm$/ }, () => ({ path: 'scanner.wasm', namespace: 'assembly' }));
    onLoad({ filter: /.*/, namespace: 'assembly' }, async () => ({
      contents: await scannerBytes(),
      loader: 'binary',
      watchFiles: sources(),
    }));
  },
};

/** The same for Vite, on which vitest runs. */
export const assemblyForVite = {
  name: 'assembly',
  enforce: 'pre',
  resolveId: (id) => (id.endsWith('/scanner.wasm') ? '\0scanner-bytes' : undefined),
  async load(id) {
    if (id !== '\0scanner-bytes') return undefined;
    const text = Buffer.from(await scannerBytes()).toString('base64');
    return `export default new Uint8Array(Buffer.from('${text}', 'base64'));`;
  },
};
