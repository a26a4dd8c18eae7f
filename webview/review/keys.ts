import * as l10n from '@vscode/l10n';
import { movedDown, movedUp, tieToggled } from '../../extension/preference/editTiers.ts';
import {
  current,
  goToUndecided,
  held,
  judge,
  orderNow,
  redo,
  rerank,
  step,
  tiersNow,
  undo,
} from './state.ts';

/** Every key of a review, with what it does, as its help shows them. */
export const keyHelp: readonly (readonly [string, string])[] = [
  ['K', l10n.t('Keep the order as it is annotated')],
  ['F', l10n.t('Flip it: the tiers turned round')],
  ['D', l10n.t('Drop the example')],
  ['↑ ↓', l10n.t('Choose a completion')],
  [l10n.t('Alt+↑ Alt+↓'), l10n.t('Move the completion up or down')],
  ['T', l10n.t('Tie it with the one above, or untie it')],
  ['A', l10n.t('Tags')],
  ['E', l10n.t('Note (Escape comes back)')],
  [l10n.t('J or N'), l10n.t('Next example')],
  ['P', l10n.t('Previous example')],
  ['G', l10n.t('Go to the next that is not decided')],
  [l10n.t('U or Ctrl+Z'), l10n.t('Undo')],
  [l10n.t('Shift+U or Ctrl+Y'), l10n.t('Redo')],
  ['?', l10n.t('This help')],
  ['Escape', l10n.t('Back to the table')],
];

/** What a key asks for beyond the state: to move the focus, to show the help, to leave. */
export type Wish = 'tags' | 'note' | 'help' | 'leave' | 'completion' | 'done';

/** Does what a key says; undefined when it says nothing here. */
export function press(event: KeyboardEvent): Wish | undefined {
  const { key, altKey, ctrlKey, metaKey, shiftKey } = event;
  if (ctrlKey || metaKey) {
    if (altKey) return undefined;
    if (key.toLowerCase() === 'z') return shiftKey ? act(redo) : act(undo);
    return key.toLowerCase() === 'y' ? act(redo) : undefined;
  }
  if (altKey) {
    if (key === 'ArrowUp') return move(movedUp);
    return key === 'ArrowDown' ? move(movedDown) : undefined;
  }
  switch (key) {
    case 'ArrowUp':
      return choose(-1);
    case 'ArrowDown':
      return choose(1);
    case '?':
      return 'help';
    case 'Escape':
      return 'leave';
  }
  switch (key.toLowerCase()) {
    case 'k':
      return act(() => judge('keep'));
    case 'f':
      return act(() => judge('flip'));
    case 'd':
      return act(() => judge('drop'));
    case 't':
      return move(tieToggled);
    case 'a':
      return 'tags';
    case 'e':
      return 'note';
    case 'j':
    case 'n':
      return act(() => step(1));
    case 'p':
      return act(() => step(-1));
    case 'g':
      return act(goToUndecided);
    case 'u':
      return act(shiftKey ? redo : undo);
  }
  return undefined;
}

function act(work: () => void): Wish {
  work();
  return 'done';
}

function move(change: typeof movedUp): Wish | undefined {
  const row = current.value;
  if (row === undefined) return undefined;
  const item = held.value ?? orderNow(row)[0];
  held.value = item;
  rerank(row, change(tiersNow(row), item));
  return 'completion';
}

function choose(by: number): Wish | undefined {
  const row = current.value;
  if (row === undefined) return undefined;
  const order = orderNow(row);
  const at = held.value === undefined ? (by > 0 ? 0 : order.length - 1) : order.indexOf(held.value) + by;
  held.value = order[Math.min(order.length - 1, Math.max(0, at))];
  return 'completion';
}
