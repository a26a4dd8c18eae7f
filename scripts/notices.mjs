// ThirdPartyNotices.txt: whose work ships in a package, each with its licence in full.
const line = '-'.repeat(80);

/** The text of the file. `packages` and `libraries`: as `shipped.mjs` gives them. */
export function noticesText(packages, libraries) {
  const head = [
    'Plackett has work of others in it. This file names what is in this package, with its licences.',
    '',
    ...packages.map(({ name, version, license }) => `  ${name} ${version} (${license})`),
    ...libraries.map(({ file, license }) => `  ${file} (${license})`),
  ].join('\n');
  const sections = packages.map(({ name, version, license, url, texts }) =>
    [`${name} ${version}`, `Licence: ${license}`, ...(url ? [url] : []), '', texts.join('\n\n')].join('\n'),
  );
  const more = [
    'onnxruntime has work of others in it in turn, which its own notices name:',
    'https://github.com/microsoft/onnxruntime/blob/main/ThirdPartyNotices.txt',
    ...libraries.map(
      ({ file, license, url }) =>
        `\n${file}: part of onnxruntime-node's files for Windows, under ${license}; its terms come with it at\n${url}`,
    ),
  ].join('\n');
  return `${[head, ...sections, more].join(`\n\n${line}\n\n`)}\n`;
}
