// `npm run package [-- PLATFORM-ARCH]`: packs a VSIX with the ONNX Runtime of one platform only; all of them together are too large for the marketplaces.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const target = process.argv[2] ?? `${process.platform}-${process.arch}`;
const binaries = path.join(root, 'node_modules', 'onnxruntime-node', 'bin', 'napi-v6');
const targets = readdirSync(binaries).flatMap((platform) =>
  readdirSync(path.join(binaries, platform)).map((arch) => `${platform}-${arch}`),
);
if (!targets.includes(target)) {
  console.error(`There is no ONNX Runtime for ${target}. Choose one of ${targets.join(', ')}.`);
  process.exit(2);
}

// The two macOS libraries are the same file; the binding loads the one with the short name.
const own = `!node_modules/onnxruntime-node/bin/napi-v6/${target.replace('-', '/')}/!(libonnxruntime.1.*.*.dylib)\n`;
const letIn = readFileSync(path.join(root, '.vscodeignore'), 'utf8').replace(
  '!node_modules/onnxruntime-node/bin/**\n',
  own,
);
const folder = mkdtempSync(path.join(tmpdir(), 'plackett-package-'));
const ignoreFile = path.join(folder, 'vscodeignore');
writeFileSync(ignoreFile, letIn);
const vsce = path.join(
  path.dirname(createRequire(import.meta.url).resolve('@vscode/vsce/package.json')),
  'vsce',
);
const out = process.argv[3] ?? `plackett-${target}.vsix`;
const args = ['package', '--target', target, '--out', out, '--ignoreFile', ignoreFile];
args.push('--allow-missing-repository', '--no-rewrite-relative-links');
const { status } = spawnSync(process.execPath, [vsce, ...args], { cwd: root, stdio: 'inherit' });
rmSync(folder, { recursive: true, force: true });
process.exitCode = status ?? 1;
