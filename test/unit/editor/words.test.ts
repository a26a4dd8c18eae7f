import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  completionHover,
  placeWords,
  rankingHover,
  tiersInWords,
} from '../../../extension/editor/hoverText.ts';
import { agreement, lensText } from '../../../extension/editor/lensText.ts';
import { fixed, listed, percent, signed } from '../../../extension/editor/numberWords.ts';
import { orderOf, placesOf } from '../../../extension/editor/places.ts';
import { evaluateExample } from '../../../extension/preference/evaluateExample.ts';
import { tiersOfRow } from '../../../extension/preference/ranking.ts';
import { noRows, type Rows, Status } from '../../../extension/preference/rows.ts';
import type { DatasetResults } from '../../../extension/run/results.ts';
import { ordinal } from '../../../webview/format.ts';

/** Results with one row. */
function resultsOf(row: Partial<Rows> & { tier: Uint16Array }): DatasetResults {
  const count = row.tier.length;
  const rows: Rows = {
    ...noRows,
    offsets: Uint32Array.of(0, count),
    policyLogp: new Float64Array(count),
    referenceLogp: new Float64Array(count),
    tokens: new Uint32Array(count),
    line: Uint32Array.of(1),
    status: Uint8Array.of(Status.ok),
    flags: Uint8Array.of(0),
    ...row,
  };
  return {
    rows,
    beta: 0.1,
    reading: undefined,
    groupAt: () => undefined,
    rowOf: () => 0,
    evaluate: () =>
      rows.status[0] === Status.ok
        ? evaluateExample({
            beta: 0.1,
            policyLogps: rows.policyLogp,
            referenceLogps: rows.referenceLogp,
            tiers: tiersOfRow(rows, 0),
          })
        : undefined,
  };
}

describe('the line above an example', () => {
  test('two completions: the pairwise loss -log sigmoid(margin)', () => {
    // Rewards 0.1 * 10 and 0.1 * -10: the loss is log(1 + e^-2) = 0.1269.
    const results = resultsOf({
      tier: Uint16Array.of(0, 1),
      policyLogp: Float64Array.of(-10, -30),
      referenceLogp: Float64Array.of(-20, -20),
    });
    expect(lensText(results, 0).title).toBe('✓ loss 0.13 · accuracy 100% · margin +2.00');
    expect(lensText(results, 0).tooltip).toContain('Chance level 0.69 nats');
  });

  test('the best is not first', () => {
    const results = resultsOf({
      tier: Uint16Array.of(1, 0),
      policyLogp: Float64Array.of(-10, -30),
      referenceLogp: Float64Array.of(-20, -20),
      flags: Uint8Array.of(1),
    });
    expect(lensText(results, 0).title).toBe('✗ loss 2.13 · accuracy 0% · margin −2.00 · truncated');
  });

  test('each agreement has a shape of its own', () => {
    const glyphs = [
      agreement({ top1: true, pairwiseAccuracy: 1 }),
      agreement({ top1: true, pairwiseAccuracy: 0.9 }),
      agreement({ top1: false, pairwiseAccuracy: 0.9 }),
    ].map(({ glyph }) => glyph);
    expect(glyphs).toEqual(['✓', '≈', '✗']);
  });

  test('an example without numbers says why, and no icon can come from its reason', () => {
    const failed = resultsOf({
      tier: Uint16Array.of(0, 1),
      status: Uint8Array.of(Status.failed),
      reason: ['token $(flame) is beyond the vocabulary'],
    });
    expect(lensText(failed, 0)).toEqual({
      title: '○ not evaluated',
      tooltip: 'token $ (flame) is beyond the vocabulary',
    });
    const tied = resultsOf({ tier: Uint16Array.of(0, 0), status: Uint8Array.of(Status.noPreference) });
    expect(lensText(tied, 0).title).toBe('○ no preference: every completion is tied');
  });
});

describe('hover', () => {
  const results = resultsOf({
    tier: Uint16Array.of(1, 0, 2, 1),
    policyLogp: Float64Array.of(-10, -20, -30, -41.5),
    referenceLogp: Float64Array.of(-15, -22, -20, -40),
    tokens: Uint32Array.of(4, 1, 0, 12),
  });

  test('over a completion: reward, log-probs, tokens and both places', () => {
    const text = completionHover(results, 0, 0)!;
    expect(text).toContain('**Implicit reward +0.500** nats (beta 0.1)');
    expect(text).toContain('| policy | −10.00 |');
    expect(text).toContain('| reference | −15.00 |');
    expect(text).toContain('| difference | +5.00 |');
    expect(text).toContain('4 tokens, ');
    expect(text).toContain('Annotated 2nd to 3rd (tied) of 4, the policy places it 1st');
    expect(completionHover(results, 0, 1)).toContain('1 token, ');
    expect(completionHover(results, 0, 2)).not.toContain('token');
  });

  test('over the ranking: tiers in words, as the record counts them', () => {
    const text = rankingHover(results, 0)!;
    expect(text).toContain('Annotated: 1 is best, then 0 and 3 tied, then 2');
    expect(text).toContain('Policy: 0 is best, then 1, then 3, then 2');
  });

  test('nothing for a completion that is not there', () => {
    expect(completionHover(results, 0, 4)).toBeUndefined();
  });

  test('tiers and places in words', () => {
    expect(tiersInWords([[2, 0], [1]])).toBe('2 and 0 are best, tied, then 1');
    expect(tiersInWords([[0, 1, 2]])).toBe('0, 1 and 2 tied, no order among them');
    expect(placeWords({ first: 3, last: 3 })).toBe('3rd');
  });
});

describe('numbers', () => {
  test('signs, and no minus before zero', () => {
    expect([signed(1.236), signed(-1.236), signed(-0.001), fixed(-2), fixed(2)]).toEqual([
      '+1.24',
      '−1.24',
      '+0.00',
      '−2.00',
      '2.00',
    ]);
    expect(percent(0.666)).toBe('67%');
  });

  test('ordinals and lists', () => {
    expect([1, 2, 3, 4, 11, 12, 13, 21, 102, 111].map(ordinal)).toEqual([
      '1st',
      '2nd',
      '3rd',
      '4th',
      '11th',
      '12th',
      '13th',
      '21st',
      '102nd',
      '111th',
    ]);
    expect([listed([]), listed([1]), listed([1, 2]), listed([1, 2, 3])]).toEqual([
      '',
      '1',
      '1 and 2',
      '1, 2 and 3',
    ]);
  });
});

test('places and order agree for any values', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 1, maxLength: 9 }), (values) => {
      const places = placesOf(values);
      const order = orderOf(values);
      expect(order.flat().sort((a, b) => a - b)).toEqual(values.map((_, i) => i));
      let place = 1;
      for (const tier of order) {
        for (const index of tier)
          expect(places[index]).toEqual({ first: place, last: place + tier.length - 1 });
        place += tier.length;
      }
    }),
  );
});
