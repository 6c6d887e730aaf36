import type { FailureReason } from '../invocation/run-result.ts'
import { RunnerError, type SourcePosition } from './error.ts'
import { printable, printableLines } from './printable.ts'
import { Problems } from './problems.ts'
import { type ErrorCode, registry } from './registry.ts'
import type { ErrorSpec } from './spec.ts'
import { withoutSecrets } from './without-secrets.ts'

/** Bounds of a reason: it rests in the queue, and its message may stand on a card. Characters. */
const maxMessage = 1000
const maxStack = 4000
/** An error whose causes go deeper tells only its outer ones. */
const maxCauses = 4

/**
 * What was thrown, as plain data that can cross threads and rest in the queue. The runner's own errors and a plugin's
 * `SkillError` keep their code; anything else, whatever it is, gets `fallbackCode`, and that code's `fix` and
 * `retryable`. Never throws, even for objects whose properties do.
 *
 * @param hide Values that must not appear, such as those of a plugin's secrets; shorter ones than 6 characters are let be.
 */
export function toReason(
  thrown: unknown,
  fallbackCode: ErrorCode,
  hide: readonly string[] = [],
): FailureReason {
  try {
    return reasonOf(thrown, fallbackCode, hide)
  } catch {
    // A Proxy can throw on as little as `instanceof`. What cannot even be asked has nothing to say.
    return {
      code: fallbackCode,
      message: 'An object that cannot be read was thrown.',
      ...mending(fallbackCode),
    }
  }
}

function reasonOf(thrown: unknown, fallbackCode: ErrorCode, hide: readonly string[]): FailureReason {
  const clean = (text: string, max: number, print: typeof printable) =>
    print(withoutSecrets(text.slice(0, max * 4), '•••', hide), max)
  const stack = stackOf(thrown)
  const rest = stack === undefined ? {} : { stack: clean(stack, maxStack, printableLines) }
  if (thrown instanceof Problems && thrown.problems[0] !== undefined) {
    return {
      ...reasonOf(thrown.problems[0], fallbackCode, hide),
      message: clean(thrown.message, maxMessage, printable),
      ...rest,
    }
  }
  if (thrown instanceof RunnerError) {
    const { code, message, fix, retryable, retryAt } = thrown
    const at = retryAt === undefined ? {} : { retryAt }
    return {
      code,
      message: clean(message, maxMessage, printable),
      fix: clean(fix, maxMessage, printable),
      retryable,
      ...at,
      ...rest,
    }
  }
  if (isSkillError(thrown)) {
    return {
      code: printable(thrown.code, 100),
      // Alone, without its causes: it was written for the person beside the file. The causes are in the stack.
      message: clean(ownMessage(thrown), maxMessage, printable),
      retryable: property(thrown, 'retryable') === true,
      ...rest,
    }
  }
  const message = clean(describe(thrown), maxMessage, printable)
  return { code: fallbackCode, message, ...mending(fallbackCode), ...rest }
}

/** What the registry says of mending and retrying; a `fix` with placeholders is left out, since nobody has filled them. */
function mending(code: ErrorCode): Pick<FailureReason, 'fix' | 'retryable'> {
  const spec: ErrorSpec = registry[code]
  return { ...(/\{\w+\}/.test(spec.fix) ? {} : { fix: spec.fix }), retryable: spec.retryable ?? false }
}

/**
 * Whether this is a plugin's `SkillError`. Told by its shape and not by its class: a plugin may bring another copy of
 * the package along. Never throws.
 */
export function isSkillError(
  thrown: unknown,
): thrown is { readonly name: 'SkillError'; readonly code: string } {
  return textOf(thrown, 'name') === 'SkillError' && Boolean(textOf(thrown, 'code'))
}

/** A runner error as plain data; `fromWire` makes the same error of it on the other side of a thread. */
export interface WireError {
  readonly code: ErrorCode
  readonly params: Readonly<Record<string, string | number>>
  readonly position?: SourcePosition
  readonly retryAt?: number
}

export function toWire(error: RunnerError): WireError {
  const { code, params, position, retryAt } = error
  return {
    code,
    params,
    ...(position === undefined ? {} : { position }),
    ...(retryAt === undefined ? {} : { retryAt }),
  }
}

export function fromWire({ code, params, ...extra }: WireError): RunnerError {
  return new RunnerError(code, params, extra)
}

/**
 * The stack, and what the error was caused by, with the stack of that: where a plugin fails, only the cause leads into
 * its code.
 */
function stackOf(thrown: unknown): string | undefined {
  const stack = textOf(thrown, 'stack')
  const cause = property(thrown, 'cause')
  if (stack === undefined || cause === undefined) return stack
  const frames = textOf(cause, 'stack')?.match(/^ +at .*$/gm) ?? []
  return [stack, `Caused by: ${describe(cause)}`, ...frames].join('\n')
}

/** The message, with those of the causes behind it: `fetch failed: connect ECONNREFUSED …`, where the first alone says nothing. */
function describe(thrown: unknown): string {
  const messages: string[] = []
  const seen = new Set<unknown>()
  for (
    let link = thrown;
    seen.size < maxCauses && !seen.has(link) && (seen.size === 0 || link !== undefined);
    link = property(link, 'cause')
  ) {
    seen.add(link)
    const message = ownMessage(link)
    if (!messages.some((earlier) => earlier.includes(message))) messages.push(message)
  }
  return messages.join(': ')
}

function ownMessage(thrown: unknown): string {
  if (typeof thrown === 'string')
    return thrown.trim() === '' ? 'An empty text was thrown instead of an error.' : thrown
  if (typeof thrown === 'function') return 'A function was thrown instead of an error.'
  if (thrown === null || typeof thrown !== 'object')
    return `${String(thrown)} was thrown instead of an error.`
  const name = textOf(thrown, 'name')
  const message = textOf(thrown, 'message')
  if (!message)
    return name ? `${name} without a message` : 'An object without a message was thrown instead of an error.'
  return name === undefined || name === 'Error' || name === 'SkillError' ? message : `${name}: ${message}`
}

function textOf(holder: unknown, key: string): string | undefined {
  const value = property(holder, key)
  return typeof value === 'string' ? value : undefined
}

/** Reads a property of anything. A getter or a Proxy that throws has the property count as absent. */
function property(holder: unknown, key: string): unknown {
  if (holder === null || (typeof holder !== 'object' && typeof holder !== 'function')) return undefined
  try {
    return Reflect.get(holder, key)
  } catch {
    // What cannot be read is not there; saying more would mean asking the object again.
    return undefined
  }
}
