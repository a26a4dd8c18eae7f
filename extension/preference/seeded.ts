/** Uniform numbers in 0..1 that follow from a seed: mulberry32, by Tommy Ettinger (public domain). */
export function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** The same from a seed and a key: its first state is both, hashed by FNV-1a. */
export function seeded(seed: number, key: string): () => number {
  let state = 0x811c9dc5;
  const text = `${seed}/${key}`;
  for (let i = 0; i < text.length; i++) state = Math.imul(state ^ text.charCodeAt(i), 0x01000193);
  return mulberry32(state);
}
