import type { ErrorCode } from '../../../core/errors/registry.ts'

/** One way of being wrong. */
export interface WrongPlugin {
  /** What is wrong, in words that complete "a plugin …". */
  readonly title: string
  /** File names and sources; the first is the entry. */
  readonly files: Readonly<Record<string, string>>
  readonly code: ErrorCode
  /** What the message has to say besides the file's name. */
  readonly says: string
  /** What the fix has to say. */
  readonly fix: string
  readonly limits?: { readonly timeoutMs?: number; readonly memoryMb?: number }
}
