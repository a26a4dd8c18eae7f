/** What is used of WebAssembly, which Node has and its types do not. */
interface Api {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: unknown };
}

const { Module, Instance } = (globalThis as unknown as { readonly WebAssembly: Api }).WebAssembly;

/** Once a thread; null = this machine cannot run it. */
const compiled = new Map<Uint8Array, object | null>();

/** The exports of a new instance; undefined on a machine that cannot run it, as one without SIMD. */
export function instantiate<T>(bytes: Uint8Array): T | undefined {
  let module = compiled.get(bytes);
  if (module === undefined) {
    module = compile(bytes);
    compiled.set(bytes, module);
  }
  return module ? (new Instance(module).exports as T) : undefined;
}

function compile(bytes: Uint8Array): object | null {
  try {
    return new Module(bytes);
  } catch {
    return null;
  }
}
