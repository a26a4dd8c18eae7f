import { describe, expect, test } from 'vitest';
import { queueOf } from '../../../webview/review/queue.ts';
import { suspectOf } from '../../../webview/review/suspectOf.ts';
import { placesIn } from '../../../webview/review/tierWords.ts';
import { timesWords, verdictWords, why } from '../../../webview/review/words.ts';
import { generatedRows, shownRows } from '../../webview/generatedRows.ts';

describe('the queue', () => {
  const rows = generatedRows(300);
  test('holds every row that was scored, and first those that are likelier turned round', () => {
    const { all, suspected, values } = queueOf(rows, []);
    expect(all.length).toBe(values.filter((value) => !Number.isNaN(value)).length);
    expect([...all].map((row) => values[row])).toEqual(
      [...all].map((row) => values[row]).sort((a, b) => b - a),
    );
    expect([...suspected]).toEqual([...all.subarray(0, suspected.length)]);
    expect(values[all[suspected.length]]).toBeLessThanOrEqual(0);
  });

  test('is ordered by the mean place where other runs have a say', () => {
    const alone = queueOf(rows, []);
    const against = new Float64Array(300).fill(0.5);
    against[alone.all[0]] = 1;
    against[alone.all[9]] = 0;
    const { all } = queueOf(rows, [against, against]);
    expect(all[0]).toBe(alone.all[9]);
    expect([...all].indexOf(alone.all[0])).toBeGreaterThan(200);
    expect(new Set(all)).toEqual(new Set(alone.all));
  });

  test('of a run without rows is empty', () => {
    expect(queueOf(generatedRows(0), []).all).toHaveLength(0);
  });
});

describe('words', () => {
  test.each([
    [Math.log(3.25), '3.3 times as likely'],
    [Math.log(1300), '1,300 times as likely'],
    [-Math.log(20), '20 times less likely'],
    [Math.log(2e12), '10¹² times as likely'],
    [-800, '10³⁴⁷ times less likely'],
  ])('log-odds of %d', (odds, words) => expect(timesWords(odds)).toBe(words));

  test('say why, with numbers', () => {
    const columns = {
      offsets: Uint32Array.of(0, 3),
      tier: Uint16Array.of(0, 1, 2),
      policyLogp: Float64Array.of(-30, -5, 20),
      referenceLogp: Float64Array.of(0, 0, 0),
      tokens: new Uint32Array(3),
    };
    const results = { rows: { ...shownRows(generatedRows(0)), ...columns }, beta: 0.1 };
    const suspect = suspectOf(results, 0, [Float64Array.of(0.004), Float64Array.of(Number.NaN)]);
    expect(why(suspect, 1)).toBe(
      'The policy puts the annotated best last of 3, at a reward of −3.0; response 2 has +2.0 and comes first with 92%. Turned round, the order would be 1,808 times as likely. Its loss is 7.66 nats, by chance it would be 1.79. Another run puts it among the first 0.4% of its suspects.',
    );
    expect(why({ ...suspect, bestPlace: 1, turned: -2, better: 1.5, elsewhere: [] }, 1)).toMatch(
      /^The policy puts the annotated best 1st of 3, at a reward of −3\.0\. Turned round, the order would be 7\.4 times less likely\. The likeliest order of this shape would be 4\.5 times as likely\./,
    );
  });

  test('name each completion’s tier and each verdict', () => {
    expect(placesIn([[2], [0, 1]])).toEqual(['2nd–3rd, order unknown', '2nd–3rd, order unknown', '1st']);
    expect([undefined, 'keep', 'flip', 'rerank', 'drop'].map((v) => verdictWords(v as never))).toEqual([
      'not decided',
      'kept',
      'flipped',
      're-ranked',
      'dropped',
    ]);
  });
});
