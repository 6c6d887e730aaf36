import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { setImmediate } from 'node:timers/promises'
import type { ITokenizer } from 'strtok3'

/** Small reads, of which the scan of an MP3 file makes one for each frame, are served from larger ones. */
const WINDOW = 256 * 1024
/** After so many windows the thread may hear of an abort. */
const WINDOWS_IN_A_ROW = 8

/**
 * The file at `path` as music-metadata reads it: at any place, a window at a time, and without a look at its name, so that
 * the content decides. Throws what `signal` was aborted with.
 */
export async function openTokenizer(path: string, signal: AbortSignal): Promise<ITokenizer> {
  const { AbstractTokenizer, EndOfStreamError } = await import('strtok3')

  class FileTokenizer extends AbstractTokenizer {
    readonly fileInfo: { readonly size: number }
    readonly #descriptor: number
    readonly #window = Buffer.allocUnsafe(WINDOW)
    #start = 0
    #length = 0
    #filled = 0

    constructor(descriptor: number) {
      super()
      this.#descriptor = descriptor
      this.fileInfo = { size: fstatSync(descriptor).size }
    }

    supportsRandomAccess(): boolean {
      return true
    }

    setPosition(position: number): void {
      this.validateLength(position, 'position')
      this.position = position
    }

    async readBuffer(target: Uint8Array, options?: Parameters<ITokenizer['readBuffer']>[1]): Promise<number> {
      const { position } = this.normalizeOptions(target, options)
      const read = await this.peekBuffer(target, options)
      this.position = position + read
      return read
    }

    async peekBuffer(target: Uint8Array, options?: Parameters<ITokenizer['peekBuffer']>[1]): Promise<number> {
      const { position, length, mayBeLess } = this.normalizeOptions(target, options)
      const wanted = target.subarray(0, Math.min(length, Math.max(0, this.fileInfo.size - position)))
      if (wanted.length < length && !mayBeLess) throw new EndOfStreamError()
      let done = 0
      while (done < wanted.length) {
        const found = await this.#windowAt(position + done)
        if (found.length === 0) throw new EndOfStreamError()
        const part = found.subarray(0, wanted.length - done)
        wanted.set(part, done)
        done += part.length
      }
      return done
    }

    override async close(): Promise<void> {
      closeSync(this.#descriptor)
      await super.close()
    }

    /** The bytes from `position` on, as many as are at hand. */
    async #windowAt(position: number): Promise<Buffer> {
      if (position < this.#start || position >= this.#start + this.#length) {
        signal.throwIfAborted()
        if (++this.#filled % WINDOWS_IN_A_ROW === 0) await setImmediate()
        signal.throwIfAborted()
        this.#length = readSync(this.#descriptor, this.#window, 0, WINDOW, position)
        this.#start = position
      }
      return this.#window.subarray(position - this.#start, this.#length)
    }
  }

  return new FileTokenizer(openSync(path, 'r'))
}
