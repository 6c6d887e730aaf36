import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { Readable } from 'node:stream'
import type { ContentReader } from '../box/content.ts'
import { decodeText } from '../box/decode.ts'
import { fail } from '../errors/error.ts'
import { fromWire } from '../errors/wire.ts'
import type { Content, RepresentationKind, SkillFile } from '../plugin.ts'
import type { ContentKey, FileFacts, FromWorker, ToWorker } from './protocol.ts'

export interface WorkerFileOptions {
  readonly facts: FileFacts
  /** What this worker can read by itself: nothing of a local file, which is laid ready for it. */
  readonly reader: Partial<ContentReader>
  readonly downloadUrlAllowed: boolean
  readonly plugin: string
  readonly signal: AbortSignal
  post(message: FromWorker): void
}

/** The file of one run, and what the run feeds it from the main thread. */
export interface WorkerFile {
  readonly file: SkillFile
  /** Takes the main thread's answers to `need`. */
  receive(message: Exclude<ToWorker, { type: 'abort' }>): void
}

/**
 * The `file` that a plugin gets. Content is fetched on the first call that wants it. The main thread decides
 * which of an invocation's plugins fetches and which waits for it, so that it is downloaded once.
 */
export function openWorkerFile(options: WorkerFileOptions): WorkerFile {
  const { facts, reader, post, signal } = options
  const located = new Map<ContentKey, Promise<string | undefined>>()
  const answers = new Map<ContentKey, (message: Exclude<ToWorker, { type: 'abort' }>) => void>()

  function locate(key: ContentKey, fetch: (to: string) => Promise<boolean>): Promise<string | undefined> {
    let path = located.get(key)
    if (path === undefined) {
      path = obtain(key, fetch)
      // A failed fetch may be tried again by the same run.
      path.catch(() => located.delete(key))
      located.set(key, path)
    }
    return path
  }

  async function obtain(
    key: ContentKey,
    fetch: (to: string) => Promise<boolean>,
  ): Promise<string | undefined> {
    const answer = await ask(key)
    if (answer.type === 'have') return answer.path
    if (answer.type === 'absent') return undefined
    if (answer.type === 'unread') throw fromWire(answer.error)
    try {
      const found = await fetch(answer.path)
      post({ type: 'fetched', key, found })
      return found ? answer.path : undefined
    } catch (error) {
      post({ type: 'fetch-failed', key })
      throw error
    }
  }

  function ask(key: ContentKey): Promise<Exclude<ToWorker, { type: 'abort' }>> {
    return new Promise((resolve, reject) => {
      signal.throwIfAborted()
      const stop = () => {
        answers.delete(key)
        reject(signal.reason)
      }
      signal.addEventListener('abort', stop, { once: true })
      answers.set(key, (message) => {
        signal.removeEventListener('abort', stop)
        answers.delete(key)
        resolve(message)
      })
      post({ type: 'need', key })
    })
  }

  const content = contentAt(async () => {
    const path = await locate('content', async (to) => {
      await (reader as ContentReader).download(to, signal)
      return true
    })
    return path as string
  })

  return {
    receive: (message) => answers.get(message.key)?.(message),
    file: {
      ...facts,
      ...content,
      async representation(kind: RepresentationKind) {
        const found = await locate(`representation:${kind}`, (to) =>
          (reader as ContentReader).representation(kind, to, signal),
        )
        return found === undefined ? undefined : contentAt(() => Promise.resolve(found))
      },
      async downloadUrl() {
        if (!options.downloadUrlAllowed) throw fail('SKR_FILE_URL_NOT_ALLOWED', { plugin: options.plugin })
        if (reader.downloadUrl === undefined) throw fail('SKR_FILE_URL_LOCAL', {})
        return reader.downloadUrl(signal)
      },
    },
  }
}

function contentAt(path: () => Promise<string>): Content {
  return {
    path,
    async bytes() {
      // A plain view, not a Buffer: Buffers of small files share one pool whose memory a transfer would take away.
      return new Uint8Array(await readFile(await path()))
    },
    async text(options) {
      return decodeText(await readFile(await path()), options?.encoding)
    },
    stream() {
      return Readable.from(chunksOf(path), { objectMode: false })
    },
  }
}

async function* chunksOf(path: () => Promise<string>): AsyncGenerator<Buffer> {
  yield* createReadStream(await path())
}
