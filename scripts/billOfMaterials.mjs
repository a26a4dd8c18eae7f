// The software bill of materials of a package: CycloneDX 1.6, the same for the same contents.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './bundles.mjs';
import { binariesOf, nativeFiles } from './targets.mjs';

/** The document, as an object. `packages` and `libraries`: as `shipped.mjs` gives them. */
export function billOfMaterials(target, packages, libraries) {
  const { name, version, license, description } = JSON.parse(
    readFileSync(path.join(root, 'package.json'), 'utf8'),
  );
  const words = JSON.parse(readFileSync(path.join(root, 'package.nls.json'), 'utf8'));
  const self = `${name}@${version}`;
  const runtime = packages.find((one) => one.name === 'onnxruntime-node');
  const components = [
    ...packages.map(packageComponent),
    ...nativeFiles(target).map((file) => fileComponent(target, file, libraries, runtime)),
  ];
  const natives = components.filter(({ type }) => type === 'file').map((one) => one['bom-ref']);
  const document = {
    metadata: {
      lifecycles: [{ phase: 'build' }],
      component: {
        type: 'application',
        'bom-ref': self,
        name,
        version,
        description: words[description.replaceAll('%', '')] ?? description,
        licenses: [{ license: { id: license } }],
      },
      properties: [{ name: 'vscode:targetPlatform', value: target }],
    },
    components,
    dependencies: [
      { ref: self, dependsOn: packages.map(purl) },
      { ref: purl(runtime), dependsOn: natives },
    ],
  };
  const head = { bomFormat: 'CycloneDX', specVersion: '1.6', serialNumber: serialOf(document), version: 1 };
  return { $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json', ...head, ...document };
}

const purl = ({ name, version }) => `pkg:npm/${name.replace('@', '%40')}@${version}`;

function packageComponent(one) {
  const [name, group] = one.name.split('/').reverse();
  return {
    type: 'library',
    'bom-ref': purl(one),
    ...(group && { group }),
    name,
    version: one.version,
    purl: purl(one),
    licenses: [licence(one.license)],
    ...(one.url && { externalReferences: [{ type: 'website', url: one.url }] }),
    properties: one.shipsIn.map((value) => ({ name: 'plackett:shipsIn', value })),
  };
}

function fileComponent(target, file, libraries, runtime) {
  const at = `${binariesOf(target)}/${file}`;
  const content = createHash('sha256')
    .update(readFileSync(path.join(root, at)))
    .digest('hex');
  const other = libraries.find((one) => one.file === file);
  return {
    type: 'file',
    'bom-ref': at,
    name: at,
    ...(!other && { version: runtime.version }),
    hashes: [{ alg: 'SHA-256', content }],
    licenses: [licence(other?.license ?? runtime.license)],
    ...(other && { externalReferences: [{ type: 'website', url: other.url }] }),
  };
}

/** A licence that SPDX lists has an id; another only a name. */
function licence(license) {
  return { license: license.startsWith('LicenseRef-') ? { name: license } : { id: license } };
}

function serialOf(document) {
  const hex = createHash('sha256').update(JSON.stringify(document)).digest('hex');
  const uuid = [hex.slice(0, 8), hex.slice(8, 12), `5${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`];
  return `urn:uuid:${[...uuid, hex.slice(20, 32)].join('-')}`;
}
