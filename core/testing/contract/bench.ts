import type { FailureReason } from '../../invocation/run-result.ts'
import type { Fixture } from '../fixture.ts'
import type { LocatedPlugin } from '../locate-plugin.ts'
import { type PluginSettings, type PreparedPlugin, preparePlugin } from '../prepare-plugin.ts'
import { openSession, type RunInput, type RunRecord, type Session } from '../session.ts'

/** What the rules of the contract work with: the plugin, its fixtures, and one thread that they share. */
export interface Bench {
  readonly fixtures: readonly Fixture[]
  plugin(): Promise<PreparedPlugin>
  /** Runs the plugin in the shared thread. */
  run(input: RunInput): Promise<RunRecord>
  /** The first run of a fixture in the shared thread; rules that only look at its result share it. */
  first(fixture: Fixture): Promise<RunRecord>
  close(): Promise<void>
}

/** Nothing happens before the first use, since suites are registered long before they run, if they run at all. */
export function openBench(
  locate: () => LocatedPlugin,
  settings: PluginSettings,
  fixtures: readonly Fixture[],
): Bench {
  let prepared: Promise<PreparedPlugin> | undefined
  let session: Promise<Session> | undefined
  const firsts = new Map<Fixture, Promise<RunRecord>>()

  async function prepare(): Promise<PreparedPlugin> {
    return preparePlugin(locate(), settings)
  }

  function plugin(): Promise<PreparedPlugin> {
    prepared ??= prepare()
    return prepared
  }

  async function run(input: RunInput): Promise<RunRecord> {
    session ??= plugin().then(openSession)
    return (await session).run(input)
  }

  return {
    fixtures,
    plugin,
    run,
    first(fixture) {
      const record = firsts.get(fixture) ?? run(fixture)
      firsts.set(fixture, record)
      return record
    },
    async close() {
      // One that could not be opened was told by the tests that needed it.
      const open = await session?.catch(() => undefined)
      await open?.close()
    },
  }
}

/** Runs `work` in a thread of its own. */
export async function withSession<T>(
  plugin: PreparedPlugin,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  const session = await openSession(plugin)
  return await work(session).finally(session.close)
}

/** What went wrong, for a message. */
export function failureWords(error: FailureReason): { readonly code: string; readonly message: string } {
  return { code: error.code, message: error.message }
}
