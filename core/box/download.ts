import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { fail, isRunnerError } from '../errors/error.ts'
import type { ErrorCode } from '../errors/registry.ts'
import type { StreamAnswer } from './answer.ts'
import { withRetries } from './retry.ts'

export interface DownloadOptions {
  /** For messages. */
  readonly fileId: string
  /** Where the content shall stand; its folder exists. */
  readonly to: string
  readonly maxBytes: number
  readonly signal: AbortSignal
  /** Asks for the content anew. */
  open(): Promise<StreamAnswer>
}

/** A body that broke half-way is asked for again from its start: a signed link serves once, so it cannot be resumed. */
const retryBroken = {
  tries: 3,
  on: new Set<ErrorCode>(['SKR_BOX_UNREACHABLE', 'SKR_BOX_BAD_ANSWER', 'SKR_BOX_TIMEOUT']),
}

/**
 * Streams content into the file `to`, which exists only once it is complete: until then it is `to` with `.part` at its end,
 * readable by this user alone, and removed whatever happens. Resolves to its size in bytes.
 * Throws `SKR_FILE_TOO_LARGE`, `SKR_FILE_NOT_STORED` and what `open` throws.
 */
export async function downloadTo(options: DownloadOptions): Promise<number> {
  const part = `${options.to}.part`
  // What opening throws has been tried again by the transport already.
  let opened: StreamAnswer | undefined = await options.open()
  try {
    const bytes = await withRetries(retryBroken, options.signal, async () => {
      const answer = opened ?? (await options.open())
      opened = undefined
      return await store(answer, part, options)
    })
    await rename(part, options.to)
    return bytes
  } catch (error) {
    await rm(part, { force: true })
    options.signal.throwIfAborted()
    if (isRunnerError(error)) throw error
    throw fail('SKR_FILE_NOT_STORED', { fileId: options.fileId, reason: errnoOf(error) })
  }
}

async function store(
  { headers, body }: StreamAnswer,
  part: string,
  options: DownloadOptions,
): Promise<number> {
  const { maxBytes: limit, signal } = options
  const announced = Number(headers['content-length'])
  let bytes = 0
  async function* counted(chunks: AsyncIterable<Uint8Array>) {
    if (announced > limit) throw fail('SKR_FILE_TOO_LARGE', { size: announced, limit })
    for await (const chunk of chunks) {
      bytes += chunk.length
      if (bytes > limit) throw fail('SKR_FILE_TOO_LARGE', { size: `more than ${limit}`, limit })
      yield chunk
    }
  }
  // A part that an earlier run left behind is not opened but replaced: it might be a link to somewhere else.
  await rm(part, { force: true })
  await pipeline(body, counted, createWriteStream(part, { flags: 'wx', mode: 0o600 }), { signal })
  return bytes
}

function errnoOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return typeof code === 'string' ? code : 'no code was given'
}
