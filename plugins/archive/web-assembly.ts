/** The part of WebAssembly that is used here. Node.js has it, but the types of Node.js 20 do not tell of it. */
interface WebAssemblyApi {
  compile(binary: Uint8Array): Promise<CompiledWasm>
  instantiate(compiled: CompiledWasm, imports: object): Promise<WasmInstance>
  readonly Memory: new (descriptor: { readonly initial: number }) => WasmMemory
  readonly RuntimeError: new () => Error
}

/** A program that is ready to be started any number of times. */
export interface CompiledWasm {
  readonly compiled?: never
}

/** A program that was started. */
export interface WasmInstance {
  readonly exports: Readonly<Record<string, unknown>>
}

interface WasmMemory {
  readonly buffer: ArrayBuffer
  grow(pages: number): number
}

/** Compiles and starts programs in WebAssembly. */
export const webAssembly = (globalThis as unknown as { readonly WebAssembly: WebAssemblyApi }).WebAssembly
