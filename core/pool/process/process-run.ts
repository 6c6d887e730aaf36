import { constants, copyFile, mkdir, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { ContentReader } from '../../box/content.ts'
import { fail, isRunnerError, messageOf, type RunnerError } from '../../errors/error.ts'
import { toReason, toWire } from '../../errors/wire.ts'
import type { FailureReason } from '../../invocation/run-result.ts'
import type { RepresentationKind } from '../../plugin.ts'
import type { ContentKey, FromWorker, Reply, RunTask, ToWorker } from '../protocol.ts'
import type { RunNews, ToProcess, UrlAnswer } from './messages.ts'

export interface ProcessRunOptions {
  /** The number that runner and process know it by. */
  readonly run: number
  readonly task: RunTask
  /** The process's number. */
  readonly workerId: number
  readonly plugin: string
  readonly maxOutputBytes: number
  readonly downloadUrlAllowed: boolean
  readonly reader: Partial<ContentReader>
  /** The process may read and write here; the run makes a folder of its own in it. */
  readonly folder: string
  send(message: ToProcess): void
}

/** The runner's side of one run in a process. */
export interface ProcessRun {
  /** Takes what the process says of the run on the way. */
  told(news: RunNews): void
  wantUrl(): void
  /** Takes the process's answer and returns what of it can be believed. */
  end(reply: Reply): Reply
  /** To be called once, however the run ended. */
  close(): Promise<void>
}

/**
 * Stands between the run's port and the process: passes on what may pass, and does what the process cannot do without a
 * token: it fetches content, and lays a copy into the process's folder, so that a plugin cannot change the others' file.
 */
export function openProcessRun(options: ProcessRunOptions): ProcessRun {
  const { run, task, plugin, reader, send } = options
  const { port } = task
  const folder = join(options.folder, String(run))
  const stopped = new AbortController()
  const copies = new Map<ContentKey, Promise<string>>()
  /** Codes of what could not be read; the run may fail with them. */
  const read = new Set<string>()
  const post = (message: FromWorker) => port.postMessage(message)
  const tell = (message: ToWorker) => send({ type: 'tell', run, message })

  port.on('message', (message: ToWorker) => {
    switch (message.type) {
      case 'abort':
        stopped.abort(fail('SKR_RUN_STOPPED', { plugin, detail: message.detail }))
        tell(message)
        break
      case 'fetch':
        fetchContent(message.key, message.path).catch((error: unknown) => {
          post({ type: 'fetch-failed', key: message.key })
          unread(message.key, error)
        })
        break
      case 'have':
        handOver(message.key, message.path).catch((error: unknown) => unread(message.key, error))
        break
      case 'absent':
        tell(message)
        break
    }
  })
  post({ type: 'claimed', workerId: options.workerId })
  const { port: _, ...plain } = task
  send({
    type: 'run',
    run,
    task: { ...plain, source: task.source.type === 'box' ? { type: 'runner', run } : task.source },
  })

  async function fetchContent(key: ContentKey, path: string): Promise<void> {
    const { download, representation } = reader as ContentReader
    let found = true
    if (key === 'content') await download(path, stopped.signal)
    else
      found = await representation(
        key.slice('representation:'.length) as RepresentationKind,
        path,
        stopped.signal,
      )
    post({ type: 'fetched', key, found })
    if (found) await handOver(key, path)
    else tell({ type: 'absent', key })
  }

  async function handOver(key: ContentKey, path: string): Promise<void> {
    let copy = copies.get(key)
    if (copy === undefined) {
      copy = copyOf(path)
      copies.set(key, copy)
    }
    tell({ type: 'have', key, path: await copy })
  }

  async function copyOf(path: string): Promise<string> {
    const copy = join(folder, basename(path))
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      await copyFile(path, copy, constants.COPYFILE_FICLONE)
    } catch (cause) {
      throw fail('SKR_FILE_TEMP_NOT_WRITABLE', { detail: messageOf(cause) }, { cause })
    }
    return copy
  }

  function unread(key: ContentKey, thrown: unknown): void {
    copies.delete(key)
    tell({ type: 'unread', key, error: toWire(known(thrown)) })
  }

  function known(thrown: unknown): RunnerError {
    const error = isRunnerError(thrown)
      ? thrown
      : fail('SKR_RUN_FAILED', { plugin, detail: messageOf(thrown) }, { cause: thrown })
    read.add(error.code)
    return error
  }

  async function urlAnswer(): Promise<UrlAnswer> {
    try {
      if (!options.downloadUrlAllowed) throw fail('SKR_FILE_URL_NOT_ALLOWED', { plugin })
      return { url: await (reader as ContentReader).downloadUrl(stopped.signal) }
    } catch (error) {
      return { error: toWire(known(error)) }
    }
  }

  /** A code of the runner's decides what becomes of the invocation, so a process may use those alone that it has cause for. */
  function believable(reason: FailureReason): FailureReason {
    const { code } = reason
    if (!code.startsWith('SKR_') || /^SKR_(RUN|PLUGIN|CARDS)_|^SKR_FILE_U/.test(code) || read.has(code))
      return reason
    return toReason(fail('SKR_RUN_FAILED', { plugin, detail: reason.message }), 'SKR_RUN_FAILED')
  }

  return {
    told: post,
    wantUrl() {
      urlAnswer().then((answer) => send({ type: 'url', run, answer }))
    },
    end(reply) {
      if (!reply.ok) return { ...reply, reason: believable(reply.reason) }
      const size = Buffer.byteLength(reply.json)
      const limit = options.maxOutputBytes
      if (size <= limit) return reply
      const error = fail('SKR_RUN_RESULT_TOO_LARGE', { plugin, size, limit })
      return { ok: false, reason: toReason(error, error.code), durationMs: reply.durationMs }
    },
    async close() {
      stopped.abort('the run has ended')
      port.close()
      await Promise.allSettled(copies.values())
      await rm(folder, { recursive: true, force: true, maxRetries: 3 })
    },
  }
}
