import { step } from './neighbours.ts';

/** Does what a key says while the example has the focus; false where it says nothing here. */
export function pressed(event: KeyboardEvent, row: number, section: HTMLElement | null): boolean {
  const { key, altKey, ctrlKey, metaKey } = event;
  if (ctrlKey || metaKey) return false;
  if (altKey) {
    if (key !== 'ArrowUp' && key !== 'ArrowDown') return false;
    step(row, key === 'ArrowUp' ? -1 : 1);
    return true;
  }
  const click = (button: string) => section?.querySelector<HTMLElement>(button)?.click();
  switch (key.toLowerCase()) {
    case '[':
      step(row, -1);
      return true;
    case ']':
      step(row, 1);
      return true;
    case 'c':
      click('.copy-json');
      return true;
    case 't':
      click('.token-button');
      return true;
    case 'o':
      click('.order-choice [aria-pressed="false"]');
      return true;
  }
  return false;
}
