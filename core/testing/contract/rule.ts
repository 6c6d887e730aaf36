import type { Bench } from './bench.ts'

/** One rule that every plugin should keep: one test. */
export interface Rule {
  readonly name: string
  /** Throws a coded error where the plugin breaks the rule. */
  check(bench: Bench): Promise<void>
}
