// Grown to the largest n asked for; completions of one example are few, so it stays small.
let table = new Float64Array(32);
let filled = 1;

/** log n!, n a whole number >= 0. */
export function logFactorial(n: number): number {
  if (n >= table.length) {
    const larger = new Float64Array(2 * n);
    larger.set(table);
    table = larger;
  }
  for (; filled <= n; filled++) table[filled] = table[filled - 1] + Math.log(filled);
  return table[n];
}
