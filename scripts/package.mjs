// `npm run package [-- TARGET... | all] [--out FOLDER]`: packs VSIX files, each with the ONNX Runtime of one platform only; all of
// them together are too large for the marketplaces. Without a word: for this machine.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { billOfMaterials } from './billOfMaterials.mjs';
import { root } from './bundles.mjs';
import { noticesText } from './notices.mjs';
import { packageContents } from './packageContents.mjs';
import { shippedLibraries, shippedPackages } from './shipped.mjs';
import { binariesOf, budgets, withoutPackage } from './targets.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { out: { type: 'string', default: root } },
});
const here = `${process.platform}-${process.arch}`;
const targets = positionals.includes('all')
  ? Object.keys(budgets)
  : positionals.length > 0
    ? positionals
    : [here];
for (const target of targets) if (!(target in budgets)) refuse(target);

run(['scripts/build.mjs', '--production'], 'building');
const packages = await shippedPackages();
mkdirSync(values.out, { recursive: true });
const rows = [];
for (const target of targets) {
  const file = path.join(values.out, `plackett-${target}.vsix`);
  pack(target, file);
  rows.push({ target, ...(await packageContents(file, target)) });
}

const mb = (bytes) => (bytes / 1e6).toFixed(1);
console.log('\n| package | MB | budget | native, installed | files |\n| --- | ---: | ---: | ---: | ---: |');
for (const { target, bytes, nativeBytes, files } of rows)
  console.log(`| ${target} | ${mb(bytes)} | ${budgets[target]} | ${mb(nativeBytes)} | ${files} |`);
if (positionals.includes('all')) {
  console.log('\nNo package, and why:');
  for (const [target, why] of Object.entries(withoutPackage)) console.log(`- ${target}: ${why}`);
}
for (const { target, problems } of rows)
  for (const problem of problems) console.error(`plackett-${target}.vsix: ${problem}`);
if (rows.some(({ problems }) => problems.length > 0)) process.exitCode = 1;

function pack(target, file) {
  const libraries = shippedLibraries(target);
  const folder = mkdtempSync(path.join(tmpdir(), 'plackett-package-'));
  const ignoreFile = path.join(folder, 'vscodeignore');
  const own = `!${binariesOf(target)}/!(libonnxruntime.1.*.*.dylib)\n`;
  const letIn = readFileSync(path.join(root, '.vscodeignore'), 'utf8');
  writeFileSync(ignoreFile, letIn.replace('!node_modules/onnxruntime-node/bin/**\n', own));
  const made = {
    'ThirdPartyNotices.txt': noticesText(packages, libraries),
    'sbom.cdx.json': `${JSON.stringify(billOfMaterials(target, packages, libraries), null, 2)}\n`,
  };
  for (const [name, text] of Object.entries(made)) writeFileSync(path.join(root, name), text);
  const require = createRequire(import.meta.url);
  const vsce = path.join(path.dirname(require.resolve('@vscode/vsce/package.json')), 'vsce');
  const args = ['package', '--target', target, '--out', file, '--ignoreFile', ignoreFile];
  try {
    run([vsce, ...args, '--allow-missing-repository', '--no-rewrite-relative-links'], `packing ${target}`);
  } finally {
    for (const name of Object.keys(made)) rmSync(path.join(root, name), { force: true });
    rmSync(folder, { recursive: true, force: true });
  }
}

function run(args, what) {
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
  if (status === 0) return;
  throw new Error(`${what} ended with code ${status}`);
}

function refuse(target) {
  const why = withoutPackage[target] ?? 'VS Code knows no such platform';
  console.error(
    `There is no package for ${target}: ${why}. Choose from ${Object.keys(budgets).join(', ')}, all.`,
  );
  process.exit(2);
}
