import { signal } from '@preact/signals';

/** How an example is shown; kept in the saved state. */

export const orders = ['annotated', 'policy'] as const;
/** As the file ranks the completions, or as their rewards do. */
export type CompletionOrder = (typeof orders)[number];

export const completionOrder = signal<CompletionOrder>('annotated');
/** The example has all the room, and the table none. */
export const wide = signal(false);
/** Tokens are shown instead of texts, where they were scored. */
export const heat = signal(false);
