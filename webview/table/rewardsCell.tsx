import { derivedOfRow } from '../derivedRows.ts';
import { signed } from '../format.ts';
import { annotatedOrder } from '../ranks.ts';
import { results, rewardScale } from '../state.ts';

const step = 7;
const half = 10;
/** Bars that have room before the numbers begin; more push them aside. */
const most = 8;

/** Rewards of one row in annotated order: a bar each, up or down from zero, and the numbers. */
export function RewardsCell({ row }: { readonly row: number }) {
  const { rows, beta } = results.value;
  const { reward: rewards } = derivedOfRow(rows, row, beta);
  const { scale, digits, completions } = rewardScale.value;
  const width = Math.max(Math.min(completions, most), rows.offsets[row + 1] - rows.offsets[row]) * step;
  const from = rows.offsets[row];
  const order = annotatedOrder(rows.tier, from, rows.offsets[row + 1]);
  const text = order
    .map(
      ({ index, newTier }, k) => `${k === 0 ? '' : newTier ? ' > ' : ' = '}${signed(rewards[index], digits)}`,
    )
    .join('');
  return (
    <span class="rewards" title={text}>
      <svg width={width} height={2 * half + 1} aria-hidden="true" focusable="false">
        <line class="zero" x1={0} x2={order.length * step} y1={half + 0.5} y2={half + 0.5} />
        {order.map(({ index }, k) => {
          const reward = rewards[index];
          const height = Math.min(half, Math.max(1, (Math.abs(reward) / scale) * half)) || 0;
          // Half a pixel inwards, where an outline is sharp.
          return reward < 0 ? (
            <rect
              key={index}
              class="down"
              x={k * step + 0.5}
              width={step - 3}
              y={half + 1.5}
              height={Math.max(0.1, height - 1)}
            />
          ) : (
            <rect key={index} class="up" x={k * step} width={step - 2} y={half - height} height={height} />
          );
        })}
      </svg>
      <span class="rewards-text">{text}</span>
    </span>
  );
}
