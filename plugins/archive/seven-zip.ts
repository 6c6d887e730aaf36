import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { SevenZipModule, SevenZipModuleFactory } from '7z-wasm'
import type { Source } from './source.ts'
import { type CompiledWasm, type WasmInstance, webAssembly } from './web-assembly.ts'

/** Memory that 7-Zip may use, in WebAssembly pages of 64 KB: 512 MB, enough for the dictionary of any real header. */
const MAX_PAGES = 8192

/** Where 7-Zip sees the archive. */
const PLACE = '/archive'

/** Ended by us, and so no fault of the archive. */
class Stopped extends Error {}

/** What 7-Zip printed. */
export interface Printed {
  readonly lines: readonly string[]
  readonly errors: readonly string[]
}

let compiled: Promise<CompiledWasm> | undefined

/**
 * Has 7-Zip list an archive. It reads from `source` what it needs, which is the headers, and nothing else; no file of
 * this machine is within its reach. It cannot be interrupted, but gives up after `maxMs` or `maxLines`.
 */
export async function listWithSevenZip(
  source: Source,
  { maxMs, maxLines }: { readonly maxMs: number; readonly maxLines: number },
): Promise<Printed> {
  const require = createRequire(import.meta.url)
  const factory: SevenZipModuleFactory = require('7z-wasm')
  compiled ??= readFile(require.resolve('7z-wasm/7zz.wasm')).then((wasm) => webAssembly.compile(wasm))
  const wasm = await compiled

  const lines: string[] = []
  const errors: string[] = []
  const end = performance.now() + maxMs
  const options = {
    print(line: string) {
      if (lines.length >= maxLines) throw new Stopped()
      lines.push(line)
    },
    printErr: (line: string) => void (errors.length < 100 && errors.push(line)),
    stdin: endOfInput,
    arguments: [],
    thisProgram: '7zz',
    instantiateWasm(imports: object, done: (instance: WasmInstance) => void) {
      webAssembly.instantiate(wasm, imports).then((instance) => {
        limitMemory(instance)
        done(instance)
      })
      return {}
    },
  }
  const sevenZip = await factory(options as unknown as Parameters<SevenZipModuleFactory>[0])
  mount(sevenZip, source, end)
  const exitCode = process.exitCode
  try {
    // Technical details, times in UTC, no progress. Asked for a password it finds the end of input: trying one takes seconds.
    sevenZip.callMain(['l', '-slt', '-slmu', '-bsp0', '-sccUTF-8', PLACE])
  } catch (error) {
    // It leaves by an exception, whether or not it could read the archive: what it printed says that.
    if (error instanceof RangeError || error instanceof webAssembly.RuntimeError)
      errors.push('ERROR: out of memory')
  } finally {
    process.exitCode = exitCode
  }
  return { lines, errors }
}

function endOfInput(): number {
  // Emscripten takes null for the end of input; the types know only numbers.
  return null as unknown as number
}

/** Puts the archive into the file system in memory that 7-Zip sees, without copying it there. */
function mount({ FS }: SevenZipModule, source: Source, end: number): void {
  FS.writeFile(PLACE, new Uint8Array())
  const node = FS.lookupPath(PLACE).node as unknown as FileNode
  const { getattr } = node.node_ops
  node.node_ops = {
    ...node.node_ops,
    getattr: (target) => ({ ...getattr(target), size: source.size }),
  }
  node.stream_ops = {
    ...node.stream_ops,
    read(_stream, buffer, offset, length, position) {
      if (performance.now() > end) throw new Stopped()
      return source.read(new Uint8Array(buffer.buffer, buffer.byteOffset + offset, length), position)
    },
    llseek: (stream, offset, whence) =>
      offset + (whence === 1 ? stream.position : whence === 2 ? source.size : 0),
  }
}

/** The part of Emscripten's file nodes that is replaced here. */
interface FileNode {
  node_ops: { getattr(node: unknown): object }
  stream_ops: {
    read(stream: unknown, buffer: Int8Array, offset: number, length: number, position: number): number
    llseek(stream: { readonly position: number }, offset: number, whence: number): number
  }
}

/** A header can ask for gigabytes: beyond the limit growing fails, which 7-Zip takes for a lack of memory. */
function limitMemory(instance: WasmInstance): void {
  for (const memory of Object.values(instance.exports)) {
    if (!(memory instanceof webAssembly.Memory)) continue
    const grow = memory.grow.bind(memory)
    memory.grow = (pages) => {
      if (memory.buffer.byteLength / 65_536 + pages > MAX_PAGES)
        throw new RangeError('Too much memory is wanted.')
      return grow(pages)
    }
  }
}
