import type { PluginNames } from './plugin-name.ts'

/** What is asked of the author of a new plugin, and what the moment adds. */
export interface NewPlugin {
  readonly names: PluginNames
  /** In the form that `definePlugin` wants. */
  readonly extensions: readonly string[]
  /** Else JavaScript. */
  readonly typeScript: boolean
  /** Of the runner that the plugin is made for. */
  readonly runnerVersion: string
  /** Stands in the licence. */
  readonly year: number
}
