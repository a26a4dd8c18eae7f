import type { ComponentChildren } from 'preact';

interface Props {
  readonly label: string;
  readonly value: string;
  /** What the number means, for whoever points at it. */
  readonly hint: string;
  /** Interval, chance level, causes. */
  readonly children: ComponentChildren;
}

export function Tile({ label, value, hint, children }: Props) {
  return (
    <div class="tile" title={hint}>
      <div class="tile-label">{label}</div>
      <div class="tile-value">{value}</div>
      <div class="tile-note">{children}</div>
    </div>
  );
}
