import { setImmediate } from 'node:timers/promises'
import { SkillError } from 'box-skill-runner/plugin'
import type Jsonata from 'jsonata'
import { shortly } from './plain-text.ts'

/** Bounds of one evaluation: expressions are the operator's, but what they run over is not. */
const timeoutMs = 5000
const stack = 300
const sequence = 100_000

/** How long an evaluation may keep the thread to itself, in milliseconds: an abort has to be heard within a second. */
const letGoEveryMs = 50

/** An expression of the options. */
export interface Expression {
  /** The name of its option, for messages. */
  readonly option: string
  /**
   * Evaluates it over an answer.
   *
   * @param bindings Variables, without the `$`.
   * @throws `SkillError`: with `custom_error` where the expression itself calls `$error()`, else one that tells what went wrong.
   */
  over(input: unknown, bindings: Readonly<Record<string, unknown>>, signal: AbortSignal): Promise<unknown>
}

/**
 * Parses a JSONata expression.
 *
 * @throws `SkillError` with the option and the place of the mistake.
 */
export async function compile(option: string, text: string): Promise<Expression> {
  const { default: jsonata } = await import('jsonata')
  parse(jsonata, option, text)
  return {
    option,
    async over(input, bindings, signal) {
      // A new one for each evaluation: the signal is bound to it.
      const expression = parse(jsonata, option, text)
      let letGoAt = performance.now()
      const onEntry = async () => {
        if (performance.now() - letGoAt < letGoEveryMs) return
        await setImmediate()
        letGoAt = performance.now()
        signal.throwIfAborted()
      }
      // Called before each step. The types know only names of variables here.
      expression.assign(Symbol.for('jsonata.__evaluate_entry') as unknown as string, onEntry)
      try {
        return await expression.evaluate(input, bindings)
      } catch (error) {
        signal.throwIfAborted()
        throw failureOf(option, error)
      }
    },
  }
}

function parse(jsonata: typeof Jsonata, option: string, text: string): Jsonata.Expression {
  try {
    return jsonata(text, { timeout: timeoutMs, stack, sequence })
  } catch (error) {
    const { message, position } = detailsOf(error)
    const near =
      position === undefined ? '' : ` near “${shortly(text.slice(Math.max(0, position - 20), position + 5))}”`
    throw new SkillError(
      'skills_invocations_error',
      `The expression "${option}" is no JSONata${near}: ${sentence(message)}`,
    )
  }
}

/** `$error()` and `$assert()` are how an expression speaks to whoever uploaded the file. */
const spoken: ReadonlySet<string | undefined> = new Set(['D3137', 'D3141'])

function failureOf(option: string, error: unknown): SkillError {
  const { code, message } = detailsOf(error)
  return spoken.has(code)
    ? new SkillError('custom_error', message)
    : new SkillError(
        'skills_invocations_error',
        `The expression "${option}" fails over the answer of the service: ${sentence(message)}`,
      )
}

function sentence(message: string): string {
  return message.endsWith('.') ? message : `${message}.`
}

/** What jsonata throws is no Error, but has these. */
function detailsOf(error: unknown): { code?: string; message: string; position?: number } {
  const { code, message, position } = (typeof error === 'object' && error !== null ? error : {}) as {
    readonly [key: string]: unknown
  }
  return {
    message: shortly(typeof message === 'string' ? message : String(error)),
    ...(typeof code === 'string' && { code }),
    ...(typeof position === 'number' && { position }),
  }
}
