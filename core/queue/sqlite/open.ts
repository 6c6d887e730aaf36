import { closeSync, mkdirSync, openSync } from 'node:fs'
import { dirname } from 'node:path'
import { fail } from '../../errors/error.ts'
import { createSeal } from '../seal.ts'
import { parseSealKeys, readKeyFile } from '../seal-key.ts'
import { asQueueError, type Connection, connect, lockWaitMs } from './connection.ts'
import { returnExpired, returnLeasesOfTheDead } from './lease.ts'
import { logDamage } from './log-damage.ts'
import type { ThreadConfig } from './protocol.ts'
import { checkFormat, migrate, pragma } from './schema.ts'
import type { Store } from './store.ts'

/** A database up to this many pages of 4 KB is checked whole at the start, in well under a second. */
const pagesToCheck = 16_384

/**
 * Opens the database, making folder, file and key where they are missing, and puts back in line what dead processes
 * had leased. Throws `SKR_QUEUE_NOT_WRITABLE`, `_LOCKED`, `_CORRUPT`, `_LOG_DAMAGED`, `_NOT_OURS`, `_TOO_NEW`, `_KEY_FILE`,
 * `_SEAL_KEY_SHORT`.
 */
export function openStore(config: ThreadConfig, now: number): Store {
  const { path, sealKey, owner, leaseMs, maxWaiting } = config
  const givenKeys = parseSealKeys(sealKey)
  let db: Connection | undefined
  try {
    makeFile(path)
    checkLog(path)
    db = connect(path)
    prepare(db)
    const changes: Store['changes'] = []
    const opened = db
    return db.transaction(() => {
      migrate(opened)
      // Within the lock, so that of two processes that start at once only one makes the key.
      const seal = createSeal(givenKeys ?? readKeyFile(`${path}.key`))
      const store: Store = { db: opened, seal, owner, leaseMs, maxWaiting, changes }
      returnLeasesOfTheDead(store, now)
      returnExpired(store, now)
      changes.length = 0
      return store
    })
  } catch (error) {
    db?.close()
    throw asQueueError(path, error)
  }
}

/** Only the runner's user may read the folder and the file, which tell the names of people's files. */
function makeFile(path: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  closeSync(openSync(path, 'a', 0o600))
}

/** Before anything else, since SQLite drops what stands behind the damage as soon as it opens the file. */
function checkLog(path: string): void {
  const offset = logDamage(`${path}-wal`)
  if (offset !== undefined) throw fail('SKR_QUEUE_LOG_DAMAGED', { path, offset })
}

function prepare(db: Connection): void {
  db.exec(`PRAGMA busy_timeout = ${lockWaitMs}`)
  // First of all, for the next pragma already changes the file.
  checkFormat(db)
  const mode = db.get<{ journal_mode: string }>('PRAGMA journal_mode = WAL')?.journal_mode
  if (mode !== 'wal') {
    throw fail('SKR_QUEUE_NOT_WRITABLE', {
      path: db.path,
      detail: `this file system allows no write-ahead log (${mode})`,
    })
  }
  db.exec(`
    PRAGMA synchronous = FULL;         -- a commit returns when the log is on the disk
    PRAGMA foreign_keys = ON;
    PRAGMA secure_delete = ON;         -- overwrite what is wiped, the pages that come free with it, too
    PRAGMA cache_size = -32000;        -- kilobytes
    PRAGMA wal_autocheckpoint = 8000;  -- pages of 4 KB
    PRAGMA journal_size_limit = 67108864;
  `)
  if (pragma(db, 'page_count') > pagesToCheck) return
  const found = db.get<{ quick_check: string }>('PRAGMA quick_check(1)')?.quick_check
  if (found !== 'ok')
    throw fail('SKR_QUEUE_CORRUPT', { path: db.path, detail: found ?? 'its pages cannot be read' })
}
