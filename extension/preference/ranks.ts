const littleEndian = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1;
const buckets = 2048;
/** Digits of a 32-bit word, lowest first: 11, 11 and 10 bits. */
const shifts = [0, 11, 22] as const;

/** Words of sort keys whose unsigned order is the order of the numbers, with the index each came from. */
interface Keys {
  high: Uint32Array;
  low: Uint32Array;
  index: Uint32Array;
}

/**
 * [n] ranks of the values from 1 on, tied values with the mean of theirs. Values are not NaN.
 * Radix sort over the 64 bits of a double; for 4 million, comparisons would take ten times as long.
 */
export function midranks(values: Float64Array): Float64Array {
  const n = values.length;
  const { high, low, index } = sorted(keysOf(values));
  const ranks = new Float64Array(n);
  for (let from = 0; from < n; ) {
    let to = from + 1;
    while (to < n && low[to] === low[from] && high[to] === high[from]) to++;
    for (let i = from; i < to; i++) ranks[index[i]] = (from + to + 1) / 2;
    from = to;
  }
  return ranks;
}

function keysOf(values: Float64Array): Keys {
  const n = values.length;
  const keys = { high: new Uint32Array(n), low: new Uint32Array(n), index: new Uint32Array(n) };
  const one = new Float64Array(1);
  const words = new Uint32Array(one.buffer);
  const lowWord = littleEndian ? 0 : 1;
  for (let i = 0; i < n; i++) {
    // -0 + 0 is 0: the two are tied.
    one[0] = values[i] + 0;
    const high = words[1 - lowWord];
    // Negative numbers fall as their bits rise.
    const flip = high >>> 31 ? 0xffffffff : 0;
    keys.high[i] = high ^ (flip | 0x80000000);
    keys.low[i] = words[lowWord] ^ flip;
    keys.index[i] = i;
  }
  return keys;
}

function sorted(keys: Keys): Keys {
  const n = keys.index.length;
  let from = keys;
  let to: Keys = { high: new Uint32Array(n), low: new Uint32Array(n), index: new Uint32Array(n) };
  for (const word of ['low', 'high'] as const) {
    for (const shift of shifts) {
      if (!pass(from, to, from[word], shift)) continue;
      [from, to] = [to, from];
    }
  }
  return from;
}

/** One stable pass by one digit of `word`; false when all agree in it, as whole numbers do in many digits. */
function pass(from: Keys, to: Keys, word: Uint32Array, shift: number): boolean {
  const n = word.length;
  const starts = new Uint32Array(buckets);
  for (let i = 0; i < n; i++) starts[(word[i] >>> shift) & (buckets - 1)]++;
  if (n === 0 || starts[(word[0] >>> shift) & (buckets - 1)] === n) return false;
  let start = 0;
  for (let b = 0; b < buckets; b++) {
    const here = starts[b];
    starts[b] = start;
    start += here;
  }
  const { high, low, index } = from;
  const { high: highTo, low: lowTo, index: indexTo } = to;
  for (let i = 0; i < n; i++) {
    const at = starts[(word[i] >>> shift) & (buckets - 1)]++;
    highTo[at] = high[i];
    lowTo[at] = low[i];
    indexTo[at] = index[i];
  }
  return true;
}
