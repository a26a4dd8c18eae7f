import { signal } from '@preact/signals';

/** Whether labels are reviewed instead of looked up in the table, and the 1-based line that was judged last: what `page.ts` keeps for the next visit. */
export const reviewing = signal(false);
export const reviewLine = signal<number | undefined>(undefined);
