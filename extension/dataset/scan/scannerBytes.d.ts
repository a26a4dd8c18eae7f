/** Compiled from `assembly/` by the bundler; see scripts/assembly.mjs. */
declare module '*/scanner.wasm' {
  const bytes: Uint8Array<ArrayBuffer>;
  export default bytes;
}
