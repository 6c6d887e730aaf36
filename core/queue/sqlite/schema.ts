import { fail } from '../../errors/error.ts'
import { endStates, openStates } from '../../invocation/state.ts'
import type { Connection } from './connection.ts'

/** Stands in the head of the file ("SkRn"), so that another program's database is never taken for a queue. */
const applicationId = 0x536b526e

/**
 * Step by step from an empty file to today's form: entry `n` leads from format `n` to `n + 1`. Formats that were
 * released are never changed, only followed by another.
 */
const migrations: readonly string[] = [
  `
  -- One row an invocation. \`seq\` counts arrivals.
  CREATE TABLE invocations (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    app TEXT NOT NULL,
    skill_id TEXT NOT NULL,
    file_id TEXT NOT NULL,
    version_id TEXT NOT NULL,          -- '' where the event names none
    sequence REAL,
    created_at REAL NOT NULL,
    received_at REAL NOT NULL,
    facts TEXT NOT NULL,               -- InvocationFacts, as JSON
    lane TEXT NOT NULL,
    state TEXT NOT NULL,
    standing INTEGER NOT NULL,         -- 0 open, 1 ended, 2 superseded
    head INTEGER NOT NULL DEFAULT 0,   -- 1: first in line of its app, skill and file
    overtaken INTEGER NOT NULL DEFAULT 0,
    attempts INTEGER NOT NULL DEFAULT 0,
    losses INTEGER NOT NULL DEFAULT 0, -- leases that came back by themselves
    due_at INTEGER NOT NULL,
    lease_id TEXT,
    lease_owner TEXT,
    lease_until INTEGER,
    ended_at INTEGER,
    reason TEXT,                       -- FailureReason, as JSON
    runs TEXT,                         -- RunSummary[], as JSON
    tokens_until INTEGER,              -- NULL when the sealed parts are wiped
    tokens BLOB                        -- under the seal; last, as the longest
  ) STRICT;

  -- Who stands in line for one app, skill and file, in the order of \`isNewer\`; also finds a file's history.
  CREATE INDEX line ON invocations (file_id, skill_id, app, standing, sequence, created_at, received_at, version_id);
  -- What can be leased, the longest waiting first: all of it, and lane by lane.
  CREATE INDEX ready ON invocations (due_at) WHERE head = 1 AND lease_id IS NULL;
  CREATE INDEX ready_in_lane ON invocations (lane, due_at) WHERE head = 1 AND lease_id IS NULL;
  CREATE INDEX busy_files ON invocations (file_id) WHERE lease_id IS NOT NULL;
  CREATE INDEX lease_ends ON invocations (lease_until) WHERE lease_id IS NOT NULL;
  CREATE INDEX states ON invocations (state);
  CREATE INDEX history ON invocations (ended_at) WHERE ended_at IS NOT NULL;
  CREATE INDEX stale_tokens ON invocations (tokens_until) WHERE ended_at IS NOT NULL AND tokens_until IS NOT NULL;

  -- What each plugin returned, under the seal, until the invocation ends.
  CREATE TABLE results (
    seq INTEGER NOT NULL REFERENCES invocations (seq) ON DELETE CASCADE,
    plugin TEXT NOT NULL,
    sealed BLOB NOT NULL,
    PRIMARY KEY (seq, plugin)
  ) STRICT, WITHOUT ROWID;

  -- Counted as they change: counting rows would take longer with every day of history.
  CREATE TABLE counts (state TEXT PRIMARY KEY, n INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  INSERT INTO counts VALUES ${[...openStates, ...endStates].map((state) => `('${state}', 0)`).join(', ')};
  CREATE TRIGGER count_arrival AFTER INSERT ON invocations BEGIN
    UPDATE counts SET n = n + 1 WHERE state = NEW.state;
  END;
  CREATE TRIGGER count_change AFTER UPDATE OF state ON invocations WHEN NEW.state <> OLD.state BEGIN
    UPDATE counts SET n = n - 1 WHERE state = OLD.state;
    UPDATE counts SET n = n + 1 WHERE state = NEW.state;
  END;
  CREATE TRIGGER count_removal AFTER DELETE ON invocations BEGIN
    UPDATE counts SET n = n - 1 WHERE state = OLD.state;
  END;

  -- Written by \`probe\`, to see whether a write works.
  CREATE TABLE probes (at INTEGER NOT NULL, filler BLOB NOT NULL) STRICT;
  INSERT INTO probes VALUES (0, zeroblob(65536));
  `,
  `
  ALTER TABLE invocations ADD COLUMN enterprise_id TEXT NOT NULL DEFAULT ''; -- '' where the event names none
  -- When its turn is among those of its lane; NULL for what cannot be leased now, and what is not due yet.
  ALTER TABLE invocations ADD COLUMN turn INTEGER;

  UPDATE invocations SET enterprise_id = coalesce(json_extract(facts, '$.enterpriseId'), '')
  WHERE standing = 0 OR tokens_until IS NOT NULL;
  -- What waits for a retry gets its turn when it falls due.
  UPDATE invocations SET turn = places.turn
  FROM (
    SELECT seq, row_number() OVER (PARTITION BY lane, skill_id, enterprise_id ORDER BY due_at, seq) AS turn
    FROM invocations WHERE head = 1 AND lease_id IS NULL AND state = 'waiting'
  ) AS places
  WHERE invocations.seq = places.seq;

  DROP INDEX ready;
  DROP INDEX ready_in_lane;
  -- What can be leased, lane by lane, in the order of turns.
  CREATE INDEX ready ON invocations (lane, turn) WHERE head = 1 AND lease_id IS NULL AND turn IS NOT NULL;
  -- The last turn that each skill and enterprise has in a lane.
  CREATE INDEX turns ON invocations (lane, skill_id, enterprise_id, turn)
    WHERE head = 1 AND lease_id IS NULL AND turn IS NOT NULL;
  -- What has no turn yet, by the time at which it is to get one.
  CREATE INDEX later ON invocations (due_at) WHERE head = 1 AND lease_id IS NULL AND turn IS NULL;

  -- The latest turn of each lane that was leased.
  CREATE TABLE lanes (lane TEXT PRIMARY KEY, turn INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  `,
]

/**
 * The number of the database's format, 0 for an empty file. Throws `SKR_QUEUE_NOT_OURS` for another program's database
 * and `SKR_QUEUE_TOO_NEW` for one of a later version.
 */
export function checkFormat(db: Connection): number {
  const { path } = db
  // In one statement, so that another process that makes the tables just now is seen whole or not at all.
  const found = db.get<{ format: number; application: number; tables: number }>(
    `SELECT (SELECT count(*) FROM sqlite_schema) AS tables, (SELECT user_version FROM pragma_user_version) AS format,
       (SELECT application_id FROM pragma_application_id) AS application`,
  ) ?? { format: 0, application: 0, tables: 0 }
  const { format, application, tables } = found
  if (application !== applicationId && (format > 0 || tables > 0)) throw fail('SKR_QUEUE_NOT_OURS', { path })
  if (format > migrations.length) {
    throw fail('SKR_QUEUE_TOO_NEW', { path, found: format, known: migrations.length })
  }
  return format
}

/** Brings the database to today's form, within the caller's transaction. Throws what `checkFormat` throws. */
export function migrate(db: Connection): void {
  const pending = migrations.slice(checkFormat(db))
  if (pending.length === 0) return
  for (const step of pending) db.exec(step)
  db.exec(`PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${migrations.length}`)
}

/** The number that a pragma answers with. */
export function pragma(db: Connection, name: 'data_version' | 'page_count'): number {
  return db.get<Record<typeof name, number>>(`PRAGMA ${name}`)?.[name] ?? 0
}
