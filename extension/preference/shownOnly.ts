/** `values` with NaN where `shown` [n] is 0: what every series leaves out. The column itself where all are shown. */
export function shownOnly(values: Float64Array, shown: Uint8Array | undefined): Float64Array {
  if (!shown) return values;
  const out = new Float64Array(values.length);
  for (let i = 0; i < out.length; i++) out[i] = shown[i] === 1 ? values[i] : Number.NaN;
  return out;
}
