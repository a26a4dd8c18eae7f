import { useMemo } from 'preact/hooks';

interface Props {
  /** [n] nats: sum of the log-ratios up to each token. */
  readonly sum: Float64Array;
  readonly low: number;
  readonly high: number;
  /** Token that the cursor is on. */
  readonly at: number | undefined;
  readonly label: string;
  readonly choose: (index: number, clicked: boolean) => void;
}

const [width, height] = [1000, 40];

/** The sum of log-ratios along a completion, from 0, with the cursor of its tokens. */
export function SumCurve({ sum, low, high, at, label, choose }: Props) {
  const range = high - low || 1;
  const y = (value: number) => 2 + ((high - value) / range) * (height - 4);
  const x = (index: number) => ((index + 1) / sum.length) * width;
  const path = useMemo(() => `M0,${round(y(0))}${curve(sum, x, y)}`, [sum, low, high]);
  const indexAt = (event: MouseEvent & { currentTarget: Element }) => {
    const box = event.currentTarget.getBoundingClientRect();
    const share = (event.clientX - box.left) / box.width;
    return Math.max(0, Math.min(sum.length - 1, Math.floor(share * sum.length)));
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the arrow keys of the tokens do the same
    <svg
      class="sum-curve"
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
      onMouseMove={(event) => choose(indexAt(event), false)}
      onClick={(event) => choose(indexAt(event), true)}
    >
      <line class="zero" x1={0} x2={width} y1={y(0)} y2={y(0)} vector-effect="non-scaling-stroke" />
      <path class="sum-line" d={path} vector-effect="non-scaling-stroke" />
      {at !== undefined && (
        <line
          class="sum-cursor"
          x1={x(at)}
          x2={x(at)}
          y1={0}
          y2={height}
          vector-effect="non-scaling-stroke"
        />
      )}
    </svg>
  );
}

const mostPoints = 500;
const round = (value: number) => Math.round(value * 10) / 10;

/** Of thousands of tokens the lowest and the highest of each stretch, so that no peak is lost. */
function curve(sum: Float64Array, x: (index: number) => number, y: (value: number) => number): string {
  const size = Math.max(1, Math.ceil(sum.length / mostPoints));
  let path = '';
  for (let from = 0; from < sum.length; from += size) {
    const end = Math.min(sum.length, from + size);
    let [lowest, highest] = [from, from];
    for (let i = from; i < end; i++) {
      if (sum[i] < sum[lowest]) lowest = i;
      if (sum[i] > sum[highest]) highest = i;
    }
    const places = [...new Set([lowest, highest, end - 1])].sort((a, b) => a - b);
    for (const place of places) path += `L${round(x(place))},${round(y(sum[place]))}`;
  }
  return path;
}
