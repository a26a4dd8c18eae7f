import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const read = (name: string) => JSON.parse(readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8'));
const manifest = read('package.json');
const words: Record<string, string> = read('package.nls.json');

/** Fields of the manifest that people read. */
const shown =
  /^(title|shortTitle|category|label|name|displayName|description|markdownDescription|contents|text|altText|enumDescriptions|userDescription)$/;

test('every text of the manifest that people read is in package.nls.json, and nothing else is', () => {
  const used = new Set<string>();
  const plain: string[] = [];
  const visit = (value: unknown, path: string, isShown: boolean) => {
    if (typeof value === 'string') {
      const key = /^%(.+)%$/.exec(value)?.[1];
      if (key !== undefined) used.add(key);
      else if (isShown && !/^languageModelTools\.\d+\.name$/.test(path)) plain.push(`${path}: ${value}`);
    } else if (typeof value === 'object' && value !== null)
      // Words for models are not translated.
      for (const [key, inner] of Object.entries(value))
        if (key !== 'inputSchema')
          visit(inner, `${path}.${key}`, shown.test(key) || (isShown && Array.isArray(value)));
  };
  for (const key of ['displayName', 'description', 'capabilities'] as const) visit(manifest[key], key, true);
  for (const [point, contribution] of Object.entries(manifest.contributes))
    if (point !== 'languages' && point !== 'jsonValidation') visit(contribution, point, false);
  expect(plain).toEqual([]);
  expect([...used].sort()).toEqual(Object.keys(words).sort());
});

/** Settings by which a workspace could choose what is read, loaded, run, written or deleted. */
const choosesModels = [
  'policyModel',
  'referenceModel',
  'provider',
  'cudaLibraryFolder',
  'runs.folder',
  'runs.keepNewest',
];

test('a workspace that is not trusted names no model, and no workspace at all names a library to load', () => {
  const settings: Record<string, { scope?: string }> = Object.assign(
    {},
    ...[manifest.contributes.configuration].flat().map(({ properties }) => properties),
  );
  const { supported, restrictedConfigurations } = manifest.capabilities.untrustedWorkspaces;
  expect(supported).toBe('limited');
  expect(restrictedConfigurations).toEqual(choosesModels.map((name) => `plackett.${name}`));
  // Native code: of the user's settings only, which VS Code holds by the scope.
  expect(settings['plackett.cudaLibraryFolder'].scope).toBe('machine');
  const maybePaths = Object.keys(settings).filter((name) =>
    /folder|path|librar|model$|file|command/i.test(name),
  );
  expect(maybePaths.sort()).toEqual([
    'plackett.cudaLibraryFolder',
    'plackett.policyModel',
    'plackett.referenceModel',
    'plackett.runs.folder',
  ]);
});
