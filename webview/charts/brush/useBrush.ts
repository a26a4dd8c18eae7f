import * as l10n from '@vscode/l10n';
import type { Chart } from 'chart.js';
import { useRef, useState } from 'preact/hooks';
import { type Brushing, cellsOf, cellsWords, type Pending } from './brushing.ts';
import type { Chosen } from './brushPlugin.ts';
import { cellAt, goesUp } from './pixels.ts';

const arrows: Record<string, readonly ['x' | 'y', 1 | -1]> = {
  ArrowLeft: ['x', -1],
  ArrowRight: ['x', 1],
  ArrowDown: ['y', -1],
  ArrowUp: ['y', 1],
};

/** The hand and the keys on a chart that can be brushed. */
export function useBrush(chart: { readonly current: Chart | undefined }, brushing: Brushing | undefined) {
  const pending = useRef<Pending | undefined>(undefined);
  const dragged = useRef(false);
  const frame = useRef(0);
  const [said, say] = useState('');
  const chosen = useRef<Chosen>({ brushing, pending: undefined });
  chosen.current = { brushing, pending: pending.current };

  function show(next: Pending | undefined) {
    pending.current = next;
    chosen.current = { brushing, pending: next };
    chart.current?.draw();
    if (next && brushing) say(cellsWords(cellsOf(next, brushing.grid), brushing.grid));
  }
  function keep() {
    cancelAnimationFrame(frame.current);
    if (pending.current && brushing) brushing.choose(cellsOf(pending.current, brushing.grid));
    show(undefined);
  }
  function clear() {
    show(undefined);
    brushing?.choose(undefined);
    say(l10n.t('Nothing chosen'));
  }

  if (!brushing) return { chosen, said, handlers: {} };
  const { grid } = brushing;
  const at = (event: PointerEvent) => {
    const box = (event.currentTarget as Element).getBoundingClientRect();
    return cellAt(chart.current!, grid, event.clientX - box.left, event.clientY - box.top);
  };
  const handlers = {
    onPointerDown(event: PointerEvent) {
      if (event.button !== 0 || !chart.current) return;
      (event.currentTarget as Element).setPointerCapture(event.pointerId);
      dragged.current = true;
      const cell = at(event);
      show({ anchor: cell, cursor: cell });
    },
    onPointerMove(event: PointerEvent) {
      if (!dragged.current || !pending.current || !chart.current) return;
      const [cursor, before] = [at(event), pending.current.cursor];
      if (cursor[0] === before[0] && cursor[1] === before[1]) return;
      show({ ...pending.current, cursor });
      if (!brushing.live) return;
      cancelAnimationFrame(frame.current);
      frame.current = requestAnimationFrame(() => {
        if (pending.current) brushing.choose(cellsOf(pending.current, grid));
      });
    },
    onPointerUp() {
      if (!dragged.current) return;
      dragged.current = false;
      keep();
    },
    onPointerCancel() {
      dragged.current = false;
      show(undefined);
    },
    onBlur() {
      if (!dragged.current && pending.current) show(undefined);
    },
    onKeyDown(event: KeyboardEvent) {
      if (event.ctrlKey || event.metaKey || event.altKey || !chart.current) return;
      const now = pending.current;
      if (event.key === 'Escape' && (now || brushing.left)) clear();
      else if ((event.key === 'Enter' || event.key === ' ') && now) keep();
      else if (event.key in arrows) {
        const [scale, step] = arrows[event.key];
        const axis = grid[scale];
        // The only axis there is takes the other arrows, too.
        const [name, along] = axis
          ? [scale, axis]
          : scale === 'x'
            ? (['y', grid.y] as const)
            : (['x', grid.x] as const);
        if (!along) return;
        const forward =
          axis && !goesUp(chart.current, name, along) ? -step : axis ? step : scale === 'y' ? -step : step;
        show(now ? moved(now, name, forward, along.edges.length - 2, event.shiftKey) : first());
      } else return;
      event.preventDefault();
      event.stopPropagation();
    },
  };
  function first(): Pending {
    const middle = (axis: typeof grid.x) => (axis ? Math.floor((axis.edges.length - 1) / 2) : 0);
    const cell = [middle(grid.x), middle(grid.y)] as const;
    return { anchor: cell, cursor: cell };
  }
  return { chosen, said, handlers };
}

function moved(
  { anchor, cursor }: Pending,
  axis: 'x' | 'y',
  step: number,
  last: number,
  extend: boolean,
): Pending {
  const to = (at: number) => Math.max(0, Math.min(last, at + step));
  const next = axis === 'x' ? ([to(cursor[0]), cursor[1]] as const) : ([cursor[0], to(cursor[1])] as const);
  return { anchor: extend ? anchor : next, cursor: next };
}
