/** As `compute`, for each two objects once. They stay as they are as long as anybody has them. */
export function oncePerPair<Item extends object, T>(
  compute: (a: Item, b: Item) => T,
): (a: Item, b: Item) => T {
  const kept = new WeakMap<Item, WeakMap<Item, { readonly value: T }>>();
  return (a, b) => {
    let ofA = kept.get(a);
    if (!ofA) {
      ofA = new WeakMap();
      kept.set(a, ofA);
    }
    let known = ofA.get(b);
    if (!known) {
      known = { value: compute(a, b) };
      ofA.set(b, known);
    }
    return known.value;
  };
}
