import { fail } from '../errors/error.ts'

/** What `describePlugin` needs of a test runner. */
export interface TestFunctions {
  describe(name: string, body: () => void): void
  test(name: string, body: () => Promise<void>, timeoutMs: number): void
  afterAll(body: () => Promise<void>): void
}

/**
 * The functions of a test runner as they may be passed: those of vitest, of node:test, or either module as a whole
 * (`import * as vitest from 'vitest'`).
 */
export interface GivenTestFunctions {
  readonly describe: (name: string, body: () => void) => unknown
  readonly test?: (name: string, body: () => Promise<void>, timeoutMs?: number) => unknown
  /** In place of `test`. */
  readonly it?: (name: string, body: () => Promise<void>, timeoutMs?: number) => unknown
  readonly afterAll?: (body: () => Promise<void>) => unknown
  /** In place of `afterAll`. */
  readonly after?: (body: () => Promise<void>) => unknown
}

/**
 * Finds the functions of the running test runner: those that were given, else the globals, else those of node:test, unless
 * another runner is at work.
 *
 * @param isForeign Whether a runner that is not node:test runs this process.
 * @throws `SKR_TESTING_RUNNER_INCOMPLETE` or `SKR_TESTING_NO_RUNNER`.
 */
export function findTestFunctions(
  given: unknown,
  globals: object = globalThis,
  isForeign: boolean = process.env.VITEST !== undefined || process.env.JEST_WORKER_ID !== undefined,
): TestFunctions {
  if (given !== undefined) return complete(given)
  if (functionOf(globals, 'describe') !== undefined) return complete(globals)
  if (isForeign) throw fail('SKR_TESTING_NO_RUNNER', {})
  return complete(process.getBuiltinModule('node:test'))
}

function complete(source: unknown): TestFunctions {
  const need = (...names: readonly string[]) => {
    for (const name of names) {
      const found = functionOf(source, name)
      if (found !== undefined) return found
    }
    throw fail('SKR_TESTING_RUNNER_INCOMPLETE', { missing: names.join('" or "') })
  }
  const [describe, test, afterAll] = [need('describe'), need('test', 'it'), need('afterAll', 'after')]
  return {
    describe: (name, body) => void describe(name, body),
    test: (name, body, timeoutMs) => void test(name, body, timeoutMs),
    afterAll: (body) => void afterAll(body),
  }
}

function functionOf(source: unknown, name: string): ((...args: unknown[]) => unknown) | undefined {
  const isHolder = (typeof source === 'object' && source !== null) || typeof source === 'function'
  const found: unknown = isHolder ? Reflect.get(source, name) : undefined
  return typeof found === 'function' ? (found as (...args: unknown[]) => unknown) : undefined
}
