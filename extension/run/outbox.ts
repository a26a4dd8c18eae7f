import type { RowFacts } from './rowsBuilder.ts';
import type { OpenStore } from './store.ts';

/** Finished rows on their way out: stored first, then told. */
export interface Outbox {
  readonly waiting: number;
  /** A row that the store does not have yet. */
  fresh(row: RowFacts): void;
  /** A row that came from the store. */
  known(row: RowFacts): void;
  /** One after the other. Rejects as `OpenStore.append`; what could not be stored is told all the same. */
  send(): Promise<void>;
  /** The same, without waiting for the disk: only for what was sent before, and rejects as that did. */
  sendMeanwhile(): Promise<void>;
}

export function outbox(
  store: Pick<OpenStore, 'append'> | undefined,
  tell: (rows: readonly RowFacts[]) => void,
): Outbox {
  let fresh: RowFacts[] = [];
  let known: RowFacts[] = [];
  let sending: Promise<unknown> = Promise.resolve();
  let meanwhile: Promise<void> = Promise.resolve();
  const sendNow = async () => {
    const [toStore, rows] = [fresh, [...known, ...fresh]];
    [known, fresh] = [[], []];
    if (rows.length === 0) return;
    try {
      await store?.append(toStore);
    } finally {
      tell(rows);
    }
  };
  const send = (): Promise<void> => {
    const sent = sending.then(sendNow);
    sending = sent.catch(() => {});
    return sent;
  };
  return {
    get waiting() {
      return fresh.length + known.length;
    },
    fresh: (row) => void fresh.push(row),
    known: (row) => void known.push(row),
    async send() {
      await meanwhile;
      await send();
    },
    async sendMeanwhile() {
      await meanwhile;
      meanwhile = send();
      // Whoever sends next is told.
      meanwhile.catch(() => {});
    },
  };
}
