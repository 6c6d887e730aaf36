import { once } from 'node:events'
import { Session } from 'node:inspector'
import { parentPort, workerData } from 'node:worker_threads'
import { isRunnerError } from '../errors/error.ts'
import { Problems } from '../errors/problems.ts'
import { toWire, type WireError } from '../errors/wire.ts'
import type { PluginDescription } from './description.ts'
import { explainImport } from './explain-import.ts'
import { loadPlugin } from './load-plugin.ts'
import { pluginWarnings } from './plugin-warnings.ts'

/** What the thread is started with. */
export interface DescribeTask {
  /** Absolute path of the plugin's entry. */
  readonly plugin: string
  /** Whether to find out which file cannot be parsed; costs some 40 ms, so only after a first try has failed. */
  readonly traceParsing: boolean
  /** Whether to begin only when a message comes: the thread was started ahead. */
  readonly wait?: boolean
}

/** All of a description that is plain data as it is. */
type DescribedFacts = Omit<PluginDescription, 'warnings'>

/** What the thread says. A library in the plugin may post things of its own, hence the mark. */
export type DescribeMessage = { readonly from: 'describe-worker' } & (
  | { readonly type: 'loading' }
  | { readonly type: 'described'; readonly facts: DescribedFacts; readonly warnings: readonly WireError[] }
  | {
      readonly type: 'failed'
      readonly problems: readonly WireError[]
      readonly unparsed: string | undefined
    }
)

const { plugin: file, traceParsing, wait } = workerData as DescribeTask
if (wait === true && parentPort !== null) await once(parentPort, 'message')
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

post({ type: 'loading' })
// Awaited at top level, so that an import that nothing can end any more shows as exit code 13 and not as 0.
post(await describe())

type Said = DescribeMessage extends infer M ? (M extends unknown ? Omit<M, 'from'> : never) : never

function post(message: Said): void {
  parentPort?.postMessage({ from: 'describe-worker', ...message })
}

async function describe(): Promise<Said> {
  // The environment of this thread holds nothing but the secrets that were granted.
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
    return { type: 'failed', problems: problems.map(toWire), unparsed }
  }
}
