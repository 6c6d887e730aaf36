import type { CardDraft } from '../cards/card.ts'

/** What the server of the page and the page itself agree on: plain data, safe to show. */

/** State of an invocation, in the queue's words; before it is there, how far its event is. */
export type ShownState =
  | 'sending'
  | 'undelivered'
  | 'waiting'
  | 'running'
  | 'retrying'
  | 'succeeded'
  | 'partial'
  | 'failed'
  | 'ignored'
  | 'superseded'
  | 'gone'

/** One line of the list of files. */
export interface FileSummary {
  readonly id: string
  readonly name: string
  /** Path below the watched folder; undefined for a file that came another way. */
  readonly path: string | undefined
  /** Bytes. */
  readonly size: number
  readonly versionId: string
  readonly versions: number
  /** Milliseconds since the epoch. */
  readonly changedAt: number
  /** Of the newest invocation; undefined where none was made yet. */
  readonly state: ShownState | undefined
  /** From 0 to 1, while it runs; undefined where no plugin has said. */
  readonly fraction: number | undefined
  /** Cards that stand on the file. */
  readonly cards: number
  /** Grows with everything that is known of the file, so that the page knows when to ask again. */
  readonly revision: number
}

/** All that is known of one file. */
export interface FileDetail {
  readonly id: string
  readonly versionId: string
  readonly cards: readonly CardDraft[]
  /** Every write of cards, newest first. */
  readonly writes: readonly CardWriteView[]
  /** Newest first. */
  readonly invocations: readonly InvocationView[]
}

export interface CardWriteView {
  /** Milliseconds since the epoch. */
  readonly at: number
  /** What the write said of the work; the kind of call for one that says nothing. */
  readonly status: string
  readonly cards: readonly CardDraft[]
}

export interface InvocationView {
  readonly id: string
  readonly state: ShownState
  readonly versionId: string | undefined
  readonly createdAt: number
  readonly endedAt: number | undefined
  /** When it will be tried again, where it waits for that. */
  readonly dueAt: number | undefined
  readonly attempts: number
  readonly error: ErrorView | undefined
  readonly runs: readonly RunView[]
  readonly lines: readonly LineView[]
}

/** What one plugin does or did. */
export interface RunView {
  readonly plugin: string
  readonly state: 'running' | 'done' | 'failed'
  readonly fraction: number | undefined
  readonly message: string | undefined
  readonly durationMs: number | undefined
  readonly cards: number | undefined
}

/** One line of the log. */
export interface LineView {
  readonly at: number
  readonly level: 'debug' | 'info' | 'warn' | 'error'
  readonly plugin: string | undefined
  readonly text: string
  /** Fields as JSON, or the stack of an error. */
  readonly more: string | undefined
}

export interface ErrorView {
  readonly code: string
  readonly message: string
  readonly why: string | undefined
  readonly fix: string | undefined
}

/** What does not change while the page is served. */
export interface SessionView {
  /** The folder whose files count as uploads, as the command names it. */
  readonly folder: string
  /** Such as `jpg heic -> photos`. */
  readonly routes: readonly string[]
}

/** The first event of the stream, and of every new connection. */
export interface Snapshot {
  readonly session: SessionView
  readonly files: readonly FileSummary[]
}

/** Any later event: one file as it is now, or as it is no longer. */
export type FileChange =
  | { readonly file: FileSummary; readonly gone?: never }
  | { readonly gone: string; readonly file?: never }

/** The body of every answer that is not a success. */
export interface Refusal {
  readonly code: string
  readonly message: string
  readonly why: string
  readonly fix: string
}

/** What became of one local file, as a preview shows it. Plain data. */
export interface FilePreview {
  readonly name: string
  readonly state: Extract<ShownState, 'succeeded' | 'partial' | 'failed' | 'ignored'>
  readonly reason: string | undefined
  readonly plugins: readonly {
    readonly name: string
    readonly durationMs: number
    readonly error:
      | { readonly code: string; readonly message: string; readonly fix: string | undefined }
      | undefined
  }[]
  readonly cards: readonly CardDraft[]
}
