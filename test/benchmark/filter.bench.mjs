// Time of filters over a million generated rankings, from the text to the rows that pass, without drawing them.
import { fileURLToPath } from 'node:url';
import esbuild from 'esbuild';

const bundle = await esbuild.build({
  stdin: {
    contents: `
      export { pageRows } from '../extension/preference/pageRows.ts';
      export { derivedRows } from './derivedRows.ts';
      export { shownRows } from './shownRows.ts';
      export { queryFields } from './query/fields.ts';
      export { understand } from './query/understand.ts';
      export { generatedRows } from '../test/webview/generatedRows.ts';`,
    resolveDir: fileURLToPath(new URL('../../webview', import.meta.url)),
    loader: 'ts',
  },
  bundle: true,
  format: 'esm',
  write: false,
});
const { pageRows, derivedRows, shownRows, queryFields, understand, generatedRows } = await import(
  `data:text/javascript;base64,${Buffer.from(bundle.outputFiles[0].text).toString('base64')}`
);

const n = Number(process.argv[2] ?? 1_000_000);
const rows = pageRows(generatedRows(n));
const results = { rows, derived: derivedRows().at(rows, 0.1) };
const fields = queryFields(rows);
console.log(`${n} rankings of 2 to 6, best of 7`);
for (const text of [
  'loss > 2',
  'source = "sorting"',
  'loss > 2 and source = "sorting" and k >= 4',
  'line in (3, 4, 5)',
  'id ~ "999"',
  'reward.max > 1',
]) {
  let best = Number.POSITIVE_INFINITY;
  for (let i = 0; i < 7; i++) {
    const start = performance.now();
    shownRows('all', understand(text, fields).query, results, new Map());
    best = Math.min(best, performance.now() - start);
  }
  console.log(`${text.padEnd(46)} ${`${best.toFixed(1)} ms`.padStart(9)}`);
}
