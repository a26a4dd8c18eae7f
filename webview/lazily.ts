/** An object whose properties are computed when they are first read, and kept. */
export function lazily<T extends object>(parts: { readonly [K in keyof T]: () => T[K] }): T {
  const made = {};
  for (const key in parts) {
    let kept: { readonly value: T[typeof key] } | undefined;
    Object.defineProperty(made, key, {
      enumerable: true,
      get() {
        kept ??= { value: parts[key]() };
        return kept.value;
      },
    });
  }
  return made as T;
}
