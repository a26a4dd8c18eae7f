import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fieldColumns, fieldValue, mostFields } from '../../../extension/preference/fieldColumns.ts';
import { fieldStore } from '../../../webview/fieldStore.ts';

const scalar = fc.oneof(fc.constantFrom('a', 'b', '1', ''), fc.constantFrom(1, 2.5, -0.5), fc.boolean());
const record = fc.option(fc.dictionary(fc.constantFrom('x', 'y', '__proto__', 'constructor'), scalar), {
  nil: undefined,
});

test('fields that come in parts are the records again', () => {
  fc.assert(
    fc.property(fc.array(fc.array(record, { maxLength: 5 }), { maxLength: 5 }), (parts) => {
      const store = fieldStore();
      for (const part of parts) store.append(structuredClone(fieldColumns(part)), part.length);
      const columns = store.view();
      parts.flat().forEach((slice, row) => {
        for (const column of columns) {
          const expected = slice && Object.hasOwn(slice, column.name) ? slice[column.name] : undefined;
          expect(fieldValue(column, row)).toBe(expected);
        }
        for (const name of Object.keys(slice ?? {})) expect(columns.some((c) => c.name === name)).toBe(true);
      });
    }),
  );
});

test('records with ever other keys stay small', () => {
  const records = Array.from({ length: 1000 }, (_, i) => ({ [`key ${i}`]: i }));
  expect(fieldColumns(records)).toHaveLength(mostFields);
  const store = fieldStore();
  for (const r of records) store.append(fieldColumns([r]), 1);
  expect(store.view()).toHaveLength(mostFields);
});
