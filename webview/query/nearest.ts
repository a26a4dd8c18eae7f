/** The name that was probably meant: one that begins so, or with few letters otherwise; undefined where none is near. */
export function nearest(text: string, names: readonly string[]): string | undefined {
  const wanted = text.toLowerCase().slice(0, 100);
  const most = wanted.length < 3 ? 1 : wanted.length < 6 ? 2 : 3;
  let best: string | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const name of names) {
    const known = name.toLowerCase();
    if (Math.abs(known.length - wanted.length) > most && !known.startsWith(wanted)) continue;
    const steps = known.startsWith(wanted) ? 0.5 : editSteps(wanted, known);
    if (steps < least) [best, least] = [name, steps];
  }
  return least <= most ? best : undefined;
}

/** Letters to insert, remove or change (Levenshtein 1966), with two swapped neighbours as one step. */
export function editSteps(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const changed = row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      next[j] = Math.min(changed, row[j] + 1, next[j - 1] + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        next[j] = Math.min(next[j], before[j - 2] + 1);
    }
    before = row;
    row = next;
  }
  return row[b.length];
}
