import type { RequestKind } from './faults.ts'
import type { TokenKind } from './tokens.ts'

/** One request that the sandbox received. Holds no token. */
export interface RequestRecord {
  /** Milliseconds since the epoch. */
  readonly at: number
  readonly host: 'api' | 'download'
  readonly kind: RequestKind
  readonly method: string
  /** Without the query. */
  readonly path: string
  /** Which kind of token came with it: `unknown` is one that the sandbox never gave out. */
  readonly token: TokenKind | 'unknown' | 'none'
  /** Undefined while there is no answer, or where there never was one. */
  readonly status: number | undefined
}

export interface RequestLog {
  /** Begins a record; the returned function ends it with the status of the answer. */
  begin(record: Omit<RequestRecord, 'status'>): (status: number) => void
  /** Oldest first. */
  all(): readonly RequestRecord[]
}

/** Remembers the last 10,000 requests, so that a sandbox that runs for days does not grow. */
export function createRequestLog(limit = 10_000): RequestLog {
  const records: { -readonly [K in keyof RequestRecord]: RequestRecord[K] }[] = []
  return {
    begin(record) {
      const begun = { ...record, status: undefined as number | undefined }
      records.push(begun)
      if (records.length > limit) records.shift()
      return (status) => {
        begun.status = status
      }
    },
    all: () => records.map((record) => ({ ...record })),
  }
}
