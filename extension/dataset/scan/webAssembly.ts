/** What is used of WebAssembly, which Node has and its types do not. */
interface Api {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: unknown };
}

const { Module, Instance } = (globalThis as unknown as { readonly WebAssembly: Api }).WebAssembly;

/** Compiled code, which may be sent to a thread. */
export type WasmModule = object;

/** Undefined on a machine that cannot run it, as one without SIMD. */
export function compileWasm(bytes: Uint8Array): WasmModule | undefined {
  try {
    return new Module(bytes);
  } catch {
    return undefined;
  }
}

export function instantiate<T>(module: WasmModule): T {
  return new Instance(module).exports as T;
}
