import type { SequenceKey } from './sequenceKey.ts';

/** Log-probabilities by key in flat arrays: 24 bytes a place, at most 7 of 10 places taken. */
export interface LogpTable {
  readonly size: number;
  get(key: SequenceKey): number | undefined;
  set(key: SequenceKey, logp: number): void;
}

const mostFull = 0.7;

export function logpTable(expected = 0): LogpTable {
  let size = 0;
  let places = placesFor(expected);
  let keys = new Uint32Array(4 * places);
  // NaN = free: what is stored is finite.
  let values = new Float64Array(places).fill(Number.NaN);

  const placeOf = (key: SequenceKey): number => {
    // The key is a hash already.
    let place = key[0] % places;
    while (!Number.isNaN(values[place]) && !isAt(place, key)) place = place + 1 === places ? 0 : place + 1;
    return place;
  };
  const isAt = (place: number, key: SequenceKey) =>
    keys[4 * place] === key[0] &&
    keys[4 * place + 1] === key[1] &&
    keys[4 * place + 2] === key[2] &&
    keys[4 * place + 3] === key[3];
  const grow = () => {
    const [oldKeys, oldValues] = [keys, values];
    places = placesFor(2 * size);
    keys = new Uint32Array(4 * places);
    values = new Float64Array(places).fill(Number.NaN);
    for (let i = 0; i < oldValues.length; i++) {
      if (Number.isNaN(oldValues[i])) continue;
      const key = oldKeys.subarray(4 * i, 4 * i + 4);
      const place = placeOf(key);
      keys.set(key, 4 * place);
      values[place] = oldValues[i];
    }
  };
  return {
    get size() {
      return size;
    },
    get(key) {
      const logp = values[placeOf(key)];
      return Number.isNaN(logp) ? undefined : logp;
    },
    set(key, logp) {
      if (!Number.isFinite(logp)) return;
      if (size + 1 > mostFull * places) grow();
      const place = placeOf(key);
      if (Number.isNaN(values[place])) size++;
      keys.set(key, 4 * place);
      values[place] = logp;
    },
  };
}

function placesFor(records: number): number {
  return Math.ceil(Math.max(records, 1024) / mostFull) + 1;
}
