import type { MessagePort } from 'node:worker_threads'
import type { WireError } from '../errors/wire.ts'
import type { FailureReason } from '../invocation/run-result.ts'
import type { SkillFile } from '../plugin.ts'

/** Where the content of the file comes from. */
export type ContentSource = BoxSource | LocalSource | RunnerSource

export interface BoxSource {
  readonly type: 'box'
  readonly fileId: string
  readonly versionId: string | undefined
  /** Reads this one file. The write token never enters a worker. */
  readonly readToken: { readonly value: string; readonly expiresAt: number }
}

/** The content stands in the invocation's folder already, and with it what representations there are. */
export interface LocalSource {
  readonly type: 'local'
}

/** Only in a process, which has no token: the runner reads in its place. */
export interface RunnerSource {
  readonly type: 'runner'
  /** The number that the runner knows the run by. */
  readonly run: number
}

/** What the worker of one plugin instance is started with. */
export interface WorkerData {
  /** The instance's name in the config. */
  readonly plugin: string
  readonly pluginEntry: string
  readonly options: Readonly<Record<string, unknown>>
  readonly maxOutputBytes: number
  /** Of the heap, and once more of buffers. */
  readonly memoryMb: number
  readonly downloadUrlAllowed: boolean
}

/** What a thread is started with: it reads from Box itself. */
export interface ThreadData extends WorkerData {
  readonly entry: string
  /** Name of the broadcast channel for log lines. */
  readonly channel: string
  readonly box: BoxAccess
}

/** How the content of files is read. */
export interface BoxAccess {
  readonly apiUrl: string
  readonly tokenHosts: readonly string[]
  readonly timeoutMs: number
  readonly connections: number
  readonly downloadTimeoutMs: number
  readonly representationTimeoutMs: number
}

/** What is known of the file without reading it. */
export type FileFacts = Pick<SkillFile, 'id' | 'name' | 'extension' | 'kind' | 'size' | 'versionId'>

/** What is submitted to the pool. */
export type Task = RunTask | { readonly type: 'teardown' }

export interface RunTask {
  readonly type: 'run'
  readonly invocationId: string
  readonly file: FileFacts
  readonly source: ContentSource
  readonly maxFileBytes: number
  readonly port: MessagePort
}

/** What a run resolves to. `json` is the list of card drafts: a string crosses threads several times faster than objects do. */
export type Reply =
  | { readonly ok: true; readonly json: string; readonly durationMs: number }
  | { readonly ok: false; readonly reason: FailureReason; readonly durationMs: number }

/** Names one content of the invocation: the file itself, or a representation of it. */
export type ContentKey = 'content' | `representation:${string}`

export type FromWorker =
  /** The worker has the task and begins to load the plugin, where it is not loaded yet. */
  | { readonly type: 'claimed'; readonly workerId: number }
  /** Setup is done; the time of the run starts now. */
  | { readonly type: 'started' }
  | { readonly type: 'progress'; readonly fraction: number; readonly message: string | undefined }
  | { readonly type: 'need'; readonly key: ContentKey }
  | { readonly type: 'fetched'; readonly key: ContentKey; readonly found: boolean }
  | { readonly type: 'fetch-failed'; readonly key: ContentKey }

export type ToWorker =
  | { readonly type: 'abort'; readonly detail: string }
  /** Fetch the content to this path; others wait for it. */
  | { readonly type: 'fetch'; readonly key: ContentKey; readonly path: string }
  | { readonly type: 'have'; readonly key: ContentKey; readonly path: string }
  /** Box has no such representation. */
  | { readonly type: 'absent'; readonly key: ContentKey }
  /** Only to a process, which has no token: whoever fetched in its place could not. */
  | { readonly type: 'unread'; readonly key: ContentKey; readonly error: WireError }
