import type { OptionsSchema, Plugin } from '../plugin.ts'
import { filesInStack } from '../plugin-place.ts'
import { locatePlugin } from './locate-plugin.ts'
import type { OptionsGiven } from './options-given.ts'
import { type PluginProgress, type PluginRun, toPluginRun } from './plugin-run.ts'
import { withTestErrors } from './plugin-test-error.ts'
import { preparePlugin } from './prepare-plugin.ts'
import { openSession } from './session.ts'
import type { TestFile, TestRepresentations } from './test-file.ts'

/** What one run of a plugin is given. */
export interface RunPluginSettings<O = Readonly<Record<string, unknown>>> {
  readonly file: TestFile
  /** Options that differ from the defaults of the plugin's schema. */
  readonly options?: O
  /** Values of the environment variables that the plugin declares; it sees no others. */
  readonly secrets?: Readonly<Record<string, string>>
  /** Other forms of the file that Box makes. What is not given, Box does not have. */
  readonly representations?: TestRepresentations
  /** Longest time for the file, as in the config: 60 s if left out. */
  readonly timeoutMs?: number
  /** Tells the plugin to stop. */
  readonly signal?: AbortSignal
  onProgress?(progress: PluginProgress): void
}

/**
 * Runs a plugin on one file as production does: in a worker thread, its options checked against its schema and completed,
 * its cards crossed as JSON, checked, cut to the caps and stamped. Nothing is left afterwards: no thread, no file.
 *
 * Whatever happens in the run is told by the result, a failure, too. What keeps the run from beginning rejects.
 *
 * @param plugin The imported plugin, or the path or `file:` URL of its file or folder.
 * @throws `PluginTestError` where the plugin does not load, an option or secret is wrong, or the file cannot be read.
 */
export function runPlugin<const S extends OptionsSchema>(
  plugin: Plugin<S>,
  settings: RunPluginSettings<OptionsGiven<S>>,
): Promise<PluginRun>
export function runPlugin(plugin: string | URL, settings: RunPluginSettings): Promise<PluginRun>
export function runPlugin(
  plugin: Plugin | string | URL,
  { file, representations, signal, onProgress, ...settings }: RunPluginSettings,
): Promise<PluginRun> {
  const callers = filesInStack(runPlugin)
  return withTestErrors(async () => {
    const session = await openSession(await preparePlugin(locatePlugin(plugin, callers), settings))
    const progress: PluginProgress[] = []
    const ran = await session
      .run({
        file,
        representations,
        signal,
        onProgress(fraction, message) {
          const step = message === undefined ? { fraction } : { fraction, message }
          progress.push(step)
          onProgress?.(step)
        },
      })
      .finally(session.close)
    return toPluginRun(ran.result, { lines: session.lines, progress, notes: ran.notes })
  })
}
