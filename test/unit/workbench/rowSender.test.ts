import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { PageRows } from '../../../extension/preference/pageRows.ts';
import { concatRows, type Rows } from '../../../extension/preference/rows.ts';
import { RowSender } from '../../../extension/workbench/results/rowSender.ts';
import { runRows } from '../../../webview/runRows.ts';
import { generatedRows, shownRows } from '../../webview/generatedRows.ts';

/** A run as far as the sender sees it. */
function growing(rows: Rows) {
  return {
    rows,
    get rowCount() {
      return this.rows.line.length;
    },
  };
}

function page() {
  const messages: PageRows[] = [];
  const lines = () => messages.flatMap(({ line }) => [...line]);
  return { messages, lines, sender: new RowSender((rows) => messages.push(rows)) };
}

const upTo = (n: number) => Array.from({ length: n }, (_, row) => row + 1);

test('a large run goes in parts, each row once and in order, also those that are added on the way', async () => {
  const run = growing(generatedRows(60_000));
  const { messages, lines, sender } = page();
  sender.start(run);
  expect(messages.length).toBe(1);
  const more = generatedRows(100, 60_000);
  run.rows = concatRows([run.rows, more]);
  sender.added(more);
  while (lines().length < 60_100) await setImmediate();
  expect(lines()).toEqual(upTo(60_100));
  expect(messages.length).toBeGreaterThan(2);

  // The parts are the whole.
  const kept = runRows();
  for (const part of messages) kept.append(part);
  const [found, whole] = [kept.view(), shownRows(run.rows)];
  expect(found.offsets).toEqual(whole.offsets);
  expect(found.policyLogp).toEqual(whole.policyLogp);
  expect(found.fields).toEqual(whole.fields);
  expect(found.reason.at(59_957)).toBe(whole.reason.at(59_957));

  // Nothing is on its way any more: what is added goes at once, alone.
  const last = generatedRows(3, 60_100);
  run.rows = concatRows([run.rows, last]);
  sender.added(last);
  expect(lines()).toEqual(upTo(60_103));
});

test('another run ends what was on its way', async () => {
  const { lines, sender } = page();
  sender.start(growing(generatedRows(60_000)));
  const before = lines().length;
  sender.start(growing(generatedRows(5)));
  for (let turn = 0; turn < 5; turn++) await setImmediate();
  expect(lines().slice(before)).toEqual(upTo(5));
  sender.start(undefined);
  for (let turn = 0; turn < 3; turn++) await setImmediate();
  expect(lines().length).toBe(before + 5);
});
