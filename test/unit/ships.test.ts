import { existsSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
// @ts-expect-error plain JavaScript
import { billOfMaterials } from '../../scripts/billOfMaterials.mjs';
// @ts-expect-error plain JavaScript
import { root } from '../../scripts/bundles.mjs';
// @ts-expect-error plain JavaScript
import { noticesText } from '../../scripts/notices.mjs';
// @ts-expect-error plain JavaScript
import { allowedLicences, shippedLibraries, shippedPackages } from '../../scripts/shipped.mjs';
// @ts-expect-error plain JavaScript
import { binariesOf, budgets, nativeFiles, withoutPackage } from '../../scripts/targets.mjs';

interface Shipped {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly texts: readonly string[];
  readonly shipsIn: readonly string[];
}
interface Library {
  readonly file: string;
  readonly license: string;
}
interface Component {
  readonly type: string;
  readonly 'bom-ref': string;
  readonly name: string;
  readonly hashes?: readonly { readonly content: string }[];
  readonly licenses: readonly unknown[];
}

const targets = Object.keys(budgets);
let packages: Shipped[];
beforeAll(async () => {
  packages = await shippedPackages();
}, 120_000);

describe('what ships of others', () => {
  it('is found in the bundles: what is used of each kind is there, what only builds or tests is not', () => {
    const names = packages.map(({ name }) => name);
    const releases = packages.map(({ name, version }) => `${name}@${version}`);
    expect(new Set(releases).size).toBe(releases.length);
    for (const name of [
      'onnxruntime-node',
      'onnxruntime-common',
      '@huggingface/tokenizers',
      'preact',
      'chart.js',
      // Of chart.js, which our own package.json does not name.
      '@kurkle/color',
      // Inside the scanner's WebAssembly.
      'assemblyscript',
    ])
      expect(names).toContain(name);
    for (const name of ['esbuild', 'vitest', 'playwright-core', 'axe-core', 'typescript', 'fast-check'])
      expect(names).not.toContain(name);
    const host = packages.filter(({ shipsIn }) => shipsIn.includes('dist/extension.js'));
    // The host activates quickly as it carries nothing that only workers need.
    for (const name of [
      'onnxruntime-node',
      '@huggingface/tokenizers',
      '@huggingface/jinja',
      'assemblyscript',
    ])
      expect(host.map((one) => one.name)).not.toContain(name);
  });

  it('is under licences that may ship, and comes with their texts', () => {
    for (const { name, license, texts } of packages) {
      expect([name, allowedLicences.includes(license)]).toEqual([name, true]);
      expect(texts.join('').length, name).toBeGreaterThan(400);
    }
    for (const target of targets)
      for (const { license } of shippedLibraries(target) as Library[])
        expect(allowedLicences).toContain(license);
  });

  it.each(targets)(
    'of %s is in its notices and its bill of materials, each once, and nothing else is',
    (target) => {
      const libraries: Library[] = shippedLibraries(target);
      const notices: string = noticesText(packages, libraries);
      const bill = billOfMaterials(target, packages, libraries);
      const components: Component[] = bill.components;
      const files = (nativeFiles(target) as string[]).map((name) => `${binariesOf(target)}/${name}`);
      expect(files.length).toBeGreaterThanOrEqual(2);
      expect(components.filter(({ type }) => type === 'file').map(({ name }) => name)).toEqual(files);
      for (const { hashes } of components.filter(({ type }) => type === 'file'))
        expect(hashes?.[0].content).toMatch(/^[0-9a-f]{64}$/);
      const listed = components.filter(({ type }) => type === 'library').map((one) => one['bom-ref']);
      expect(listed).toEqual(
        packages.map(({ name, version }) => `pkg:npm/${name.replace('@', '%40')}@${version}`),
      );
      for (const { licenses, name } of components) expect([name, licenses.length]).toEqual([name, 1]);
      for (const { name, version, license, texts } of packages) {
        expect(notices).toContain(`${name} ${version} (${license})`);
        for (const text of texts) expect(notices).toContain(text);
      }
      for (const { file } of libraries) expect(notices).toContain(file);
      // What is referred to is there.
      const known = new Set([...components.map((one) => one['bom-ref']), bill.metadata.component['bom-ref']]);
      for (const { ref, dependsOn } of bill.dependencies)
        for (const one of [ref, ...dependsOn]) expect(known).toContain(one);
      expect(bill.serialNumber).toMatch(/^urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    },
  );

  it('has a package for every platform that onnxruntime-node has a binary for, and a reason for the others', () => {
    for (const target of targets)
      expect(existsSync(path.join(root, binariesOf(target), 'onnxruntime_binding.node'))).toBe(true);
    for (const target of Object.keys(withoutPackage))
      expect(existsSync(path.join(root, binariesOf(target)))).toBe(false);
    // VS Code's platforms, by its documentation.
    expect([...targets, ...Object.keys(withoutPackage)].sort()).toEqual([
      'alpine-arm64',
      'alpine-x64',
      'darwin-arm64',
      'darwin-x64',
      'linux-arm64',
      'linux-armhf',
      'linux-x64',
      'web',
      'win32-arm64',
      'win32-x64',
    ]);
  });
});
