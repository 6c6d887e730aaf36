import { Session } from 'node:inspector'
import { isRunnerError } from '../errors/error.ts'
import { Problems } from '../errors/problems.ts'
import { toWire, type WireError } from '../errors/wire.ts'
import type { PluginDescription } from './description.ts'
import { explainImport } from './explain-import.ts'
import { loadPlugin } from './load-plugin.ts'
import { pluginWarnings } from './plugin-warnings.ts'

/** What is to be described. */
export interface DescribeTask {
  /** Absolute path of the plugin's entry. */
  readonly plugin: string
  /** Whether to find out which file cannot be parsed; costs some 40 ms, so only after a first try has failed. */
  readonly traceParsing: boolean
}

/** All of a description that is plain data as it is. */
export type DescribedFacts = Omit<PluginDescription, 'warnings'>

/** What is said of it, in this order: that its import begins, and what came of it. */
export type Described =
  | { readonly type: 'loading' }
  | { readonly type: 'described'; readonly facts: DescribedFacts; readonly warnings: readonly WireError[] }
  | {
      readonly type: 'failed'
      readonly problems: readonly WireError[]
      /** URL of a file that could not be parsed, where that was traced. */
      readonly unparsed: string | undefined
    }

/**
 * Describes a plugin in this thread or process, whose whole environment has to be the secrets that the plugin may see.
 *
 * @param say Gets `loading` and then what came of it.
 */
export async function describeHere(
  { plugin: file, traceParsing }: DescribeTask,
  say: (said: Described) => void,
): Promise<void> {
  let unparsed: string | undefined
  if (traceParsing) {
    // V8 keeps the place of a syntax error to itself when the error is caught; its debugger at least names the file.
    const session = new Session()
    session.connect()
    session.on('Debugger.scriptFailedToParse', ({ params }) => {
      if (params.url !== '') unparsed = params.url
    })
    session.post('Debugger.enable')
  }
  say({ type: 'loading' })
  const said = await describe(file)
  say(said.type === 'failed' ? { ...said, unparsed } : said)
}

async function describe(file: string): Promise<Exclude<Described, { type: 'loading' }>> {
  const granted = Object.values(process.env).filter((value) => value !== undefined)
  const before = performance.now()
  try {
    const plugin = await loadPlugin(file, granted)
    const loadMs = Math.round(performance.now() - before)
    const { name, version, description, apiVersion, extensions, options, secrets = [] } = plugin
    // As JSON: what cannot cross threads in a hidden corner of the schema must not fail here in a way of its own.
    const facts = JSON.parse(
      JSON.stringify({ name, version, description, apiVersion, extensions, options, secrets, loadMs }),
    )
    return { type: 'described', facts, warnings: pluginWarnings(plugin).map(toWire) }
  } catch (error) {
    const problems =
      error instanceof Problems
        ? error.problems
        : [isRunnerError(error) ? error : explainImport(error, file, granted)]
    return { type: 'failed', problems: problems.map(toWire), unparsed: undefined }
  }
}
