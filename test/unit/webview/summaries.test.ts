import { expect, test } from 'vitest';
import { derive } from '../../../extension/preference/columns.ts';
import type { Estimate } from '../../../extension/preference/moments.ts';
import { summarize } from '../../../extension/preference/summary.ts';
import { derivedRows } from '../../../webview/derivedRows.ts';
import { summaries } from '../../../webview/summaries.ts';
import { generatedRows } from '../../webview/generatedRows.ts';

test('for every beta a summary says what it says when all is computed anew', () => {
  const rows = generatedRows(800);
  const [derived, summary] = [derivedRows(), summaries()];
  const close = (a: Estimate, b: Estimate) => {
    expect(a.n).toBe(b.n);
    for (const part of ['mean', 'sd', 'low', 'high'] as const) expect(a[part]).toBeCloseTo(b[part], 10);
  };
  for (const beta of [0.1, 0.02, 3, 0.1]) {
    const got = summary.at(rows, derived.at(rows, beta), beta);
    const expected = summarize(rows, derive(rows, beta));
    expect(got).toMatchObject({
      n: expected.n,
      chance: expected.chance,
      pairwiseAccuracy: expected.pairwiseAccuracy,
      pooledPairwiseAccuracy: expected.pooledPairwiseAccuracy,
      top1: expected.top1,
      kendallTauB: expected.kendallTauB,
      logRatioPerToken: expected.logRatioPerToken,
      tokens: expected.tokens,
      calibration: expected.calibration,
    });
    close(got.loss, expected.loss);
    close(got.margin, expected.margin);
    got.rewardByTier.forEach((tier, i) => {
      expect(tier.tier).toBe(expected.rewardByTier[i].tier);
      close(tier, expected.rewardByTier[i]);
    });
  }
});
