import { type ErrorCode, type ErrorParams, registry } from './registry.ts'

/** Where in a text file something stands; lines and columns count from 1. */
export interface SourcePosition {
  readonly file: string
  readonly line: number
  readonly column: number
}

/**
 * Every failure that the runner itself raises. `code` never changes between versions; `message` says what
 * happened, `why` why that is refused, `fix` what to do about it. All three are safe to show: a token or a key
 * must never be passed as a parameter.
 */
export class RunnerError extends Error {
  override readonly name = 'RunnerError'
  readonly code: ErrorCode
  readonly why: string
  readonly fix: string
  /** HTTP status where this error answers a request; 500 where the registry names none. */
  readonly statusCode: number
  /** True where the same work may succeed when it is tried again. */
  readonly retryable: boolean
  /** The earliest sensible next try, as milliseconds since the epoch, where the other side named one. */
  readonly retryAt: number | undefined
  readonly position: SourcePosition | undefined
  /** What the placeholders were filled with, so that the error can cross a thread (see `toWire`). */
  readonly params: Readonly<Record<string, string | number>>

  constructor(code: ErrorCode, params: Readonly<Record<string, string | number>>, extra: ErrorExtra = {}) {
    const spec = registry[code]
    super(fill(spec.message, params), extra.cause === undefined ? undefined : { cause: extra.cause })
    this.code = code
    this.why = fill(spec.why, params)
    this.fix = fill(spec.fix, params)
    this.statusCode = ('status' in spec && spec.status) || 500
    this.retryable = 'retryable' in spec && spec.retryable === true
    this.retryAt = extra.retryAt
    this.position = extra.position
    this.params = params
  }
}

export interface ErrorExtra {
  readonly cause?: unknown
  readonly retryAt?: number
  readonly position?: SourcePosition
}

/**
 * Makes the error `code`, its placeholders filled from `params`, for the caller to throw:
 * `throw fail('SKR_FILE_NOT_READABLE', { file })`. The compiler asks for exactly the placeholders of that code.
 */
export function fail<C extends ErrorCode>(code: C, params: ErrorParams<C>, extra?: ErrorExtra): RunnerError {
  return new RunnerError(code, params, extra)
}

/** Whether `value` is a runner error, of any code or of `code`. */
export function isRunnerError(value: unknown, code?: ErrorCode): value is RunnerError {
  return value instanceof RunnerError && (code === undefined || value.code === code)
}

/** The text of anything that was thrown, even of what is not an Error. */
export function messageOf(thrown: unknown): string {
  try {
    return thrown instanceof Error ? String(thrown.message || thrown.name) : String(thrown)
  } catch {
    return 'an object that cannot be read'
  }
}

function fill(template: string, params: Readonly<Record<string, string | number>>): string {
  return template.replace(/\{(\w+)\}/g, (whole, key: string) =>
    Object.hasOwn(params, key) ? String(params[key]) : whole,
  )
}
