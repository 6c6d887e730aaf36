import { hkdfSync, randomBytes } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fchmodSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { fail, messageOf } from '../errors/error.ts'

/** One key that seals tokens and results. */
export interface SealKey {
  /** 8 bytes that name the key without telling it; they stand in every value that it sealed. */
  readonly id: Buffer
  /** 32 bytes. */
  readonly secret: Buffer
}

/** Shortest text that is taken as a key. */
const leastChars = 16
const keyBytes = 32

/**
 * The keys in `queue.sealKey`: one, or several with commas between them, the one that seals first. 32 bytes in base64
 * or hex are the key itself; from any other text of at least 16 characters a key is derived (HKDF-SHA256).
 * Throws `SKR_QUEUE_SEAL_KEY_SHORT`. Undefined where the text names no key.
 */
export function parseSealKeys(text: string): readonly [SealKey, ...SealKey[]] | undefined {
  const [first, ...rest] = text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map(sealKey)
  return first === undefined ? undefined : [first, ...rest]
}

/**
 * The keys in the file at `path`, which has the form of `queue.sealKey` and is made, with a random key, where it is
 * missing. Throws `SKR_QUEUE_KEY_FILE`. Two processes must not call it at once.
 */
export function readKeyFile(path: string): readonly [SealKey, ...SealKey[]] {
  const text = readOrMake(path)
  let keys: ReturnType<typeof parseSealKeys>
  try {
    keys = parseSealKeys(text)
  } catch (error) {
    throw unusable(path, error)
  }
  if (keys === undefined) throw fail('SKR_QUEUE_KEY_FILE', { path, detail: 'it is empty' })
  return keys
}

function readOrMake(path: string): string {
  try {
    if (existsSync(path)) return readFileSync(path, 'utf8')
    const text = randomBytes(keyBytes).toString('base64')
    writeKeyFile(path, text)
    return text
  } catch (error) {
    throw unusable(path, error)
  }
}

/** Whole or not at all, and on the disk before anything is sealed with it: a lost key makes the queue unreadable. */
function writeKeyFile(path: string, text: string): void {
  const unfinished = `${path}.new`
  const file = openSync(unfinished, 'w', 0o600)
  try {
    fchmodSync(file, 0o600)
    writeSync(file, `${text}\n`)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  renameSync(unfinished, path)
  // Windows cannot open a folder as a file, and keeps renames by itself.
  if (process.platform === 'win32') return
  const folder = openSync(dirname(path), 'r')
  try {
    fsyncSync(folder)
  } finally {
    closeSync(folder)
  }
}

function sealKey(text: string, index: number): SealKey {
  const secret = rawKey(text) ?? derive(text, 'skill-runner seal key', keyBytes)
  if (text.length < leastChars) {
    throw fail('SKR_QUEUE_SEAL_KEY_SHORT', { position: index + 1, length: text.length, least: leastChars })
  }
  return { id: derive(secret, 'skill-runner seal key id', 8), secret }
}

function rawKey(text: string): Buffer | undefined {
  if (/^[0-9a-f]{64}$/i.test(text)) return Buffer.from(text, 'hex')
  // 32 bytes are 43 characters of base64, with or without the `=` behind them, in either alphabet.
  return /^[\w+/-]{43}=?$/.test(text) ? Buffer.from(text, 'base64') : undefined
}

function derive(from: string | Buffer, purpose: string, bytes: number): Buffer {
  return Buffer.from(hkdfSync('sha256', from, '', purpose, bytes))
}

function unusable(path: string, error: unknown) {
  return fail('SKR_QUEUE_KEY_FILE', { path, detail: messageOf(error) }, { cause: error })
}
