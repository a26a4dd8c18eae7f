import { batch } from '@preact/signals';
import { wanted } from '../page.ts';
import { active, opened, order, positionOf } from '../state.ts';

/** Where an example is among those that the filter lets through, in the table's order: 0-based, -1 where it is not. */
export function placeOf(row: number): { readonly position: number; readonly of: number } {
  return { position: positionOf(row), of: order.value.length };
}

/** Opens the example so many places further; the table follows, the focus stays where it is. One that the filter hides leads to the first. */
export function step(row: number, by: 1 | -1): boolean {
  const { position, of } = placeOf(row);
  const next = position < 0 ? 0 : position + by;
  if (next < 0 || next >= of) return false;
  const to = order.value[next];
  batch(() => {
    opened.value = to;
    active.value = { row: to, column: active.value?.column ?? 0 };
    wanted.value = { row: to, as: 'seen' };
  });
  return true;
}
