const bins = 4096;

/**
 * The values that would stand at these places (ascending) were all sorted, without sorting all: only the bins of equal
 * width that hold a place are. `values` are finite.
 */
export function orderStatistics(values: Float64Array, places: readonly number[]): number[] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const width = (high - low) / bins;
  // Values so large or so alike that they cannot be cut into bins.
  if (!(width > 0 && width < Number.POSITIVE_INFINITY) || values.length < bins) {
    const sorted = values.slice().sort();
    return places.map((place) => sorted[place]);
  }
  const perUnit = 1 / width;
  const binOf = (value: number) => Math.min(bins - 1, ((value - low) * perUnit) | 0);
  const counts = new Uint32Array(bins);
  for (let i = 0; i < values.length; i++) counts[binOf(values[i])]++;

  const first = new Uint32Array(bins + 1);
  for (let bin = 0; bin < bins; bin++) first[bin + 1] = first[bin] + counts[bin];
  const binAt = (place: number) => {
    let bin = 0;
    while (first[bin + 1] <= place) bin++;
    return bin;
  };
  const wanted = new Map(places.map((place) => [binAt(place), new Float64Array(0)]));
  for (const bin of wanted.keys()) wanted.set(bin, new Float64Array(counts[bin]));
  const isWanted = new Uint8Array(bins);
  for (const bin of wanted.keys()) isWanted[bin] = 1;
  const filled = new Uint32Array(bins);
  for (let i = 0; i < values.length; i++) {
    const bin = binOf(values[i]);
    if (isWanted[bin] === 1) wanted.get(bin)![filled[bin]++] = values[i];
  }
  for (const held of wanted.values()) held.sort();
  return places.map((place) => wanted.get(binAt(place))![place - first[binAt(place)]]);
}
