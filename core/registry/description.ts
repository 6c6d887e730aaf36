import type { RunnerError } from '../errors/error.ts'
import type { OptionsSchema } from '../plugin.ts'

/** What a plugin says of itself, as plain data. */
export interface PluginDescription {
  readonly name: string
  readonly version: string
  readonly description?: string
  readonly apiVersion: number
  readonly extensions: readonly string[]
  readonly options?: OptionsSchema
  /** Names of the environment variables that it wants. */
  readonly secrets: readonly string[]
  /** How long its import took, in milliseconds. */
  readonly loadMs: number
  /** What had better be changed, though the plugin runs all the same. */
  readonly warnings: readonly RunnerError[]
}
