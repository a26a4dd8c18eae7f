/** A reward as a bar from zero in the middle; `scale` fills one half. */
export function RewardBar({ reward, scale }: { readonly reward: number; readonly scale: number }) {
  const length = Math.min(50, (Math.abs(reward) / scale) * 50) || 0;
  return (
    <svg
      class="reward-bar"
      viewBox="0 0 100 8"
      preserveAspectRatio="none"
      aria-hidden="true"
      focusable="false"
    >
      <rect
        class={reward < 0 ? 'down' : 'up'}
        x={reward < 0 ? 50 - length : 50}
        y={1}
        width={length}
        height={6}
      />
      <line class="zero" x1={50} x2={50} y1={0} y2={8} vector-effect="non-scaling-stroke" />
    </svg>
  );
}
