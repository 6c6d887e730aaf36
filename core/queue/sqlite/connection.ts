import Database from 'libsql'
import { fail, isRunnerError, messageOf, type RunnerError } from '../../errors/error.ts'

/** What can be bound to a statement. */
export type Bindable = string | number | null | Uint8Array

/** How long SQLite waits for another process's lock, milliseconds. Well below the ten seconds in which Box wants its answer. */
export const lockWaitMs = 2500

/** One connection to the database. Used in the queue's own thread only: every call waits for the disk. */
export interface Connection {
  readonly path: string
  /** Runs a statement for its effect; the number of rows that it changed. */
  run(sql: string, ...values: readonly Bindable[]): number
  /** The first row. `Row` is what the caller's SQL selects. */
  get<Row>(sql: string, ...values: readonly Bindable[]): Row | undefined
  /** All rows. */
  all<Row>(sql: string, ...values: readonly Bindable[]): Row[]
  /** Several statements without values, such as a schema. */
  exec(sql: string): void
  /** Runs `work` in one transaction that holds the write lock; all or nothing of it stays. */
  transaction<T>(work: () => T): T
  close(): void
}

/** Opens the file at `path`, which SQLite creates where it is missing. Throws `SKR_QUEUE_NOT_WRITABLE`. */
export function connect(path: string): Connection {
  let database: Database.Database
  try {
    database = new Database(path)
  } catch (error) {
    throw asQueueError(path, error)
  }
  const statements = new Map<string, Database.Statement<[readonly Bindable[]]>>()

  function statement(sql: string) {
    let found = statements.get(sql)
    if (found === undefined) {
      found = database.prepare<[readonly Bindable[]]>(sql)
      statements.set(sql, found)
    }
    return found
  }

  const run = (sql: string, ...values: readonly Bindable[]) => statement(sql).run(bound(values)).changes

  return {
    path,
    run,
    get: <Row>(sql: string, ...values: readonly Bindable[]) =>
      statement(sql).get(bound(values)) as Row | undefined,
    all: <Row>(sql: string, ...values: readonly Bindable[]) => statement(sql).all(bound(values)) as Row[],
    exec: (sql) => void database.exec(sql),

    transaction(work) {
      run('BEGIN IMMEDIATE')
      try {
        const result = work()
        run('COMMIT')
        return result
      } catch (error) {
        // On a full disk SQLite has rolled back already.
        if (database.inTransaction) run('ROLLBACK')
        throw error
      }
    },

    close: () => void database.close(),
  }
}

/**
 * The values as libsql 0.5 wants them: in one array, since it takes a lone object, and so a lone buffer or null, for
 * named parameters; and none of them a boolean. Either would abort the whole process.
 */
function bound(values: readonly Bindable[]): readonly Bindable[] {
  for (const value of values)
    if (typeof value === 'boolean') throw new TypeError('a boolean cannot be stored')
  return values
}

/** SQLite's primary result codes (https://www.sqlite.org/rescode.html) that have a meaning of their own here. */
const busy = 5
const locked = 6
const corrupt = 11
const notADatabase = 26

/** Whatever an operation on the database threw, as an error of the queue's. */
export function asQueueError(path: string, error: unknown): RunnerError {
  if (isRunnerError(error)) return error
  const detail = messageOf(error)
  const rawCode = error instanceof Error && 'rawCode' in error ? Number(error.rawCode) : 0
  switch (rawCode & 0xff) {
    case busy:
    case locked:
      return fail('SKR_QUEUE_LOCKED', { path, waitMs: lockWaitMs }, { cause: error })
    case corrupt:
    case notADatabase:
      return fail('SKR_QUEUE_CORRUPT', { path, detail }, { cause: error })
    default:
      return fail('SKR_QUEUE_NOT_WRITABLE', { path, detail }, { cause: error })
  }
}
