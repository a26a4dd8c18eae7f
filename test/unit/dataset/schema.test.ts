import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { formats } from '../../../extension/dataset/formats/index.ts';
import { columnFields } from '../../../extension/dataset/readingFile.ts';

const schema = JSON.parse(
  readFileSync(new URL('../../../media/readings.schema.json', import.meta.url), 'utf8'),
);
const { entry, columns } = schema.definitions;

it('the schema of .plackett.json completes the formats that there are', () => {
  expect(entry.properties.format.enum).toEqual(formats.map(({ name }) => name));
  expect(entry.properties.format.enumDescriptions).toEqual(formats.map(({ title }) => title));
});

it('and the columns that are read', () => {
  expect(Object.keys(columns.properties)).toEqual(columnFields);
});
