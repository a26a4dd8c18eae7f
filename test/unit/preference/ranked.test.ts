import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { derive } from '../../../extension/preference/columns.ts';
import { lossesAt, rankedColumns } from '../../../extension/preference/ranked.ts';
import { rankedRewards, relativeError } from './bruteForce.ts';

const examples = fc.array(rankedRewards(9), { minLength: 1, maxLength: 12 });

/** Columns of examples whose log-ratios are the rewards, some of them not scored. */
function columnsOf(
  list: readonly { readonly rewards: readonly number[]; readonly tiers: readonly (readonly number[])[] }[],
  scale = 1,
) {
  const offsets = [0];
  const [tier, policyLogp]: [number[], number[]] = [[], []];
  list.forEach(({ rewards, tiers }, e) => {
    rewards.forEach((reward, i) => {
      tier.push(tiers.findIndex((members) => members.includes(i)));
      policyLogp.push(e % 7 === 6 ? Number.NaN : scale * reward);
    });
    offsets.push(tier.length);
  });
  return {
    offsets: Uint32Array.from(offsets),
    tier: Uint16Array.from(tier),
    policyLogp: Float64Array.from(policyLogp),
    referenceLogp: new Float64Array(tier.length),
    tokens: new Uint32Array(tier.length),
  };
}

function lossColumn(columns: ReturnType<typeof columnsOf>, beta: number): Float64Array {
  const ranked = rankedColumns(columns);
  const loss = new Float64Array(columns.offsets.length - 1);
  lossesAt(ranked, beta, loss);
  return loss;
}

describe('losses of a laid out run', () => {
  // Near together, usual, and too far apart for plain weights; any ties and sizes.
  test.each([1e-9, 1, 30, 1e3, 1e6])('are those of derive, rewards scaled by %s', (scale) => {
    fc.assert(
      fc.property(examples, fc.double({ min: 0.01, max: 10, noNaN: true }), (list, beta) => {
        const columns = columnsOf(list, scale);
        const exact = derive(columns, beta).loss;
        // A tiny loss is e to a difference of rewards: it is as wrong, relatively, as the difference is in nats.
        const largest = Math.max(...list.flatMap(({ rewards }) => rewards.map(Math.abs)));
        const rounding = 2e-15 * (10 + scale * beta * largest);
        lossColumn(columns, beta).forEach((loss, e) => {
          if (Number.isNaN(exact[e])) expect(loss).toBeNaN();
          else expect(relativeError(loss, exact[e])).toBeLessThan(rounding);
        });
      }),
      { numRuns: 300 },
    );
  });

  test('two tied above the rest, far above and far below', () => {
    const list = [
      { rewards: [40, 38, 0], tiers: [[0, 1], [2]] },
      {
        rewards: [-200, -180, 0, 5],
        tiers: [
          [0, 1],
          [2, 3],
        ],
      },
      {
        rewards: [3, 2, 2, 1, 0.5, 0],
        tiers: [
          [0, 1],
          [2, 3],
          [4, 5],
        ],
      },
    ];
    const columns = columnsOf(list);
    const exact = derive(columns, 1).loss;
    lossColumn(columns, 1).forEach((loss, e) => {
      expect(relativeError(loss, exact[e])).toBeLessThan(1e-13);
    });
  });
});

test('examples are grouped by shape, each once', () => {
  fc.assert(
    fc.property(examples, (list) => {
      const { example, starts } = rankedColumns(columnsOf(list));
      expect([...example].sort((a, b) => a - b)).toEqual(list.map((_, e) => e));
      example.forEach((e, i) => {
        expect(starts[i + 1] - starts[i]).toBe(list[e].rewards.length);
      });
    }),
  );
});
