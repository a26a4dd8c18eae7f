import { expect, test } from 'vitest';
import type { Example } from '../../../extension/dataset/example.ts';
import { Status } from '../../../extension/preference/rows.ts';
import { rewardTable } from '../../../extension/run/rewardTable.ts';
import { datasetResults } from '../../../extension/workbench/datasetResults.ts';
import { generatedRows } from '../../webview/generatedRows.ts';

const rows = {
  ...generatedRows(2, 0, true),
  offsets: Uint32Array.of(0, 3, 5),
  tier: Uint16Array.of(1, 0, 1, 0, 1),
  policyLogp: Float64Array.of(-20, -30, -10, 0, 0),
  referenceLogp: Float64Array.of(-25, -20, -20, 0, 0),
  tokens: Uint32Array.of(7, 1200, 0, 1, 1),
  status: Uint8Array.of(Status.ok, Status.failed),
};

test('rewards by annotated tier, with the places that the policy gives', () => {
  const table = rewardTable(datasetResults(rows, 0.1), 0)!.split('\n');
  // Rewards are 0.5, -1 and 1: the annotated best comes last.
  expect(table[0]).toMatch(
    /^Line 1: loss \d\.\d{3} nats \(chance 1\.099\), accuracy 0\.0%, margin -1\.750 nats, beta 0\.1$/,
  );
  expect(table.slice(3, 6).map((line) => line.trim().split(/ {2,}/).slice(0, 4))).toEqual([
    ['1st', '3rd', '1', '-1.000'],
    ['2nd', '2nd', '0', '+0.500'],
    ['2nd', '1st', '2', '+1.000'],
  ]);
  expect(table.slice(8, 11).map((line) => line.trim().split(/ {2,}/).slice(0, 4))).toEqual([
    ['1', '-30.00', '-20.00', '1,200'],
    ['0', '-20.00', '-25.00', '7'],
    ['2', '-10.00', '-20.00', '–'],
  ]);
  expect(table[8]).toMatch(/ {2}up 0\.\d{4}$/);
  expect(table[9]).toMatch(/ {2}down 0\.\d{4}$/);
  expect(rewardTable(datasetResults(rows, 0.1), 1)).toBeUndefined();
});

test('texts stand on one line, cut, with what would be invisible named', () => {
  const completions = ['a\nb\u202ec', 'x'.repeat(1e6), [{ role: 'assistant', content: 'last turn' }]];
  const table = rewardTable(datasetResults(rows, 0.1), 0, { completions } as unknown as Example)!.split('\n');
  expect(table.slice(3, 6).every((line) => line.length < 250)).toBe(true);
  expect(table[4]).toMatch(/ a b\[U\+202E\]c$/);
  expect(table[5]).toMatch(/ last turn$/);
});

test('a record of several lines is found by each of them', () => {
  const grouped = { ...rows, line: Uint32Array.of(10, 4), lines: Uint32Array.of(3, 2) };
  const results = datasetResults(grouped, 0.1);
  const found = [3, 4, 5, 6, 9, 10, 12, 13].map((line) => results.groupAt(line));
  expect(found).toEqual([undefined, 1, 1, undefined, undefined, 0, 0, undefined]);
});
