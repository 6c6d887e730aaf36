import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { PDFiumDocument } from '@hyzyla/pdfium'
import { damaged, passwordProtected } from '../refusals.ts'

type Imports = Readonly<Record<string, Readonly<Record<string, unknown>>>>

/** Node's WebAssembly, of which its types know nothing. */
declare const WebAssembly: {
  compile(bytes: Uint8Array): Promise<object>
  Instance: new (module: object, imports: Imports) => { readonly exports: { readonly memory: Memory } }
}

interface Memory {
  readonly buffer: ArrayBuffer
}

/** Beyond the file itself. A page of 25 megapixels with a picture as large takes some 250 MB. */
const MAX_MEMORY_BYTES = 512_000_000

/** Compiled once in a thread, in 25 ms; it holds no state. */
let compiled: Promise<object> | undefined

/**
 * Opens a PDF in a PDFium of its own: that takes 10 ms and 18 MB, all memory is free again once nobody holds it, and what
 * a hostile file breaks is gone with it.
 *
 * @param name - Of the file, for the message of the error.
 * @throws SkillError where the PDF is protected by a password, or damaged.
 */
export async function openWithPdfium(bytes: Uint8Array, name: string): Promise<PDFiumDocument> {
  const { PDFiumLibrary } = await import('@hyzyla/pdfium')
  compiled ??= compilePdfium()
  const module = await compiled
  const library = await PDFiumLibrary.init({
    instantiateWasm(imports: Imports, done: (instance: object) => void) {
      const instance = instantiate(module, imports, MAX_MEMORY_BYTES + bytes.length)
      done(instance)
      return instance.exports
    },
  })
  try {
    return await library.loadDocument(bytes)
  } catch (error) {
    throw String(error).includes('Password') ? passwordProtected(name) : damaged(name, error)
  }
}

async function compilePdfium(): Promise<object> {
  return WebAssembly.compile(
    await readFile(createRequire(import.meta.url).resolve('@hyzyla/pdfium/pdfium.wasm')),
  )
}

/** With a bound on what PDFium may allocate, which would be 2 GB; it fails the page that wants more. */
function instantiate(module: object, imports: Imports, maxBytes: number) {
  const grow = imports.env?.emscripten_resize_heap as (bytes: number) => boolean
  return new WebAssembly.Instance(module, {
    ...imports,
    env: {
      ...imports.env,
      emscripten_resize_heap: (bytes: number) => bytes >>> 0 <= maxBytes && grow(bytes),
    },
  })
}
