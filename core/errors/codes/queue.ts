import { defineErrors } from '../spec.ts'

/** Errors of the queue, where accepted events rest until their cards are written. */
export const queueErrors = defineErrors({
  SKR_QUEUE_FULL: {
    message: 'The queue holds {waiting} unfinished invocations; it takes no more than {limit}.',
    why: 'A line without an end would use up the disk, and the tokens of its last events would expire before their turn.',
    fix: 'See with "skill-runner invocations list" what holds the line up; raise "queue.maxWaiting" if it is only long.',
    status: 503,
    retryable: true,
  },
  SKR_QUEUE_NOT_WRITABLE: {
    message: 'The queue at {path} cannot be written: {detail}.',
    why: 'An event is acknowledged only when it would survive a crash, and that needs a disk that can be written.',
    fix: 'Free disk space, or give the runner\'s user the right to write the folder; or name another place in "queue.path".',
    status: 503,
    retryable: true,
  },
  SKR_QUEUE_LOCKED: {
    message: 'The queue at {path} is locked by another process, for longer than {waitMs} ms.',
    why: 'SQLite lets one process write at a time, and something keeps the database to itself.',
    fix: 'Find who has the file open, such as a database browser, a backup or a stuck runner ("fuser {path}"), and end it.',
    status: 503,
    retryable: true,
  },
  SKR_QUEUE_CORRUPT: {
    message: 'The queue at {path} is damaged: {detail}.',
    why: 'The runner does not start afresh by itself, because accepted events that are still unfinished would be lost.',
    fix: 'Restore {path} from a backup, or save what can be read with "sqlite3 {path} .recover". To start with an empty queue instead, move {path} and the files {path}-wal and {path}-shm away.',
  },
  SKR_QUEUE_LOG_DAMAGED: {
    message:
      'The log of the queue, {path}-wal, is damaged at byte {offset}, and what was acknowledged after that stands behind it.',
    why: 'SQLite would leave out all that follows the damage, and events that Box takes for delivered would be gone without a word.',
    fix: 'Restore {path} and {path}-wal from a backup. Or copy both away, and run "sqlite3 {path} \'PRAGMA wal_checkpoint(TRUNCATE); PRAGMA integrity_check\'": the runner then starts with what stands before the damage, and the files that were uploaded to Box after it have to be uploaded once more.',
  },
  SKR_QUEUE_NOT_OURS: {
    message: 'The file {path} is a database, but not a queue of this program.',
    why: 'Its content belongs to something else, and would be changed.',
    fix: 'Name another file in "queue.path"; it is created if it is not there.',
  },
  SKR_QUEUE_TOO_NEW: {
    message:
      'The queue at {path} has format {found}; this version of the runner knows formats up to {known}.',
    why: 'A newer version of the runner has used it, and an older one could damage what it does not know.',
    fix: 'Start the newer version of the runner again, or name another file in "queue.path".',
  },
  SKR_QUEUE_CLOSED: {
    message: 'The queue has been closed.',
    why: 'The runner is shutting down; nothing can be stored any more.',
    fix: 'Send the event again when the runner has been started again.',
    status: 503,
    retryable: true,
  },
  SKR_QUEUE_STOPPED: {
    message: 'The thread that writes the queue at {path} has stopped: {detail}.',
    why: 'Nothing can be stored without it.',
    fix: 'Restart the runner. What was acknowledged is safe on the disk.',
    status: 503,
    retryable: true,
  },
  SKR_QUEUE_SEAL_KEY_SHORT: {
    message: 'Key number {position} in "queue.sealKey" has {length} characters; at least {least} are needed.',
    why: "It protects the tokens that give access to people's files, and a short text can be guessed.",
    fix: 'Make one with "openssl rand -base64 32", or leave "queue.sealKey" empty to have a key file made beside the queue.',
  },
  SKR_QUEUE_KEY_FILE: {
    message: 'The key file {path} cannot be used: {detail}.',
    why: 'The tokens of unfinished invocations are sealed with the key in it.',
    fix: 'Restore the file from a backup and let the runner\'s user read it. If the key is lost, move the file away: a new one is made, and the unfinished invocations end as "failed".',
  },
  SKR_QUEUE_UNSEALABLE: {
    message: 'The tokens of this invocation were sealed with a key that the runner does not have.',
    why: 'Without its tokens the file cannot be read, and no cards can be written.',
    fix: 'Put the earlier key back, in "queue.sealKey" (after a comma, behind the new one) or in the key file, restart, and run "skill-runner invocations retry" with its id before the tokens expire.',
  },
  SKR_QUEUE_LEASE_LOST: {
    message: 'The process that worked on this invocation ended or stalled before it had finished.',
    why: 'It did not renew its lease in time, so that the invocation went back into the line.',
    fix: 'Nothing, if the runner was restarted. If it happens again and again, look in the log for what ends the process.',
    retryable: true,
  },
  SKR_QUEUE_UNKNOWN_INVOCATION: {
    message: 'There is no invocation {id} in the queue.',
    why: 'Either the id is mistyped, or the invocation ended so long ago that it was removed (see "queue.historyDays").',
    fix: 'Run "skill-runner invocations list" to see the ids that there are.',
    status: 404,
  },
  SKR_QUEUE_NOT_RETRYABLE: {
    message: 'Invocation {id} cannot be tried again: {detail}.',
    why: 'Only what failed can be tried again, as long as its tokens are good and no newer version of the file has come.',
    fix: 'Upload the file to Box once more: that makes a new event, with new tokens.',
    status: 409,
  },
})
