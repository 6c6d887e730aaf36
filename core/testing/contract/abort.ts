import { fail } from '../../errors/error.ts'
import type { Fixture } from '../fixture.ts'
import type { Bench } from './bench.ts'
import type { Rule } from './rule.ts'

/** As long as the runner waits before it ends the thread by force; a run that takes longer was ended so. */
const limitMs = 1000

/**
 * The plugin stops when it is told to: right at the start, and in the middle of the fixture that takes it longest. One that
 * is done by then passes, so the rule says more of fixtures that take a while.
 */
export const stopsWhenTold: Rule = {
  name: 'stops within a second when it is told to',
  async check(bench) {
    const { name: plugin } = await bench.plugin()
    const { fixture, durationMs } = await slowest(bench)
    for (const afterMs of [0, durationMs / 2]) {
      const tookMs = await stop(bench, fixture, afterMs)
      if (tookMs >= limitMs)
        throw fail('SKR_TESTING_ABORT_IGNORED', { plugin, fixture: fixture.name, limitMs })
    }
  },
}

async function slowest(bench: Bench): Promise<{ fixture: Fixture; durationMs: number }> {
  const runs = []
  for (const fixture of bench.fixtures)
    runs.push({ fixture, durationMs: (await bench.first(fixture)).result.durationMs })
  return runs.reduce((longest, run) => (run.durationMs > longest.durationMs ? run : longest))
}

/** Milliseconds from the word to the end of the run; none where the run was over before. */
async function stop(bench: Bench, fixture: Fixture, afterMs: number): Promise<number> {
  const controller = new AbortController()
  let timer: NodeJS.Timeout | undefined
  let toldAt = Number.POSITIVE_INFINITY
  await bench.run({
    ...fixture,
    signal: controller.signal,
    onBegin() {
      timer = setTimeout(() => {
        toldAt = performance.now()
        controller.abort('the contract suite tells the plugin to stop')
      }, afterMs)
    },
  })
  clearTimeout(timer)
  return performance.now() - toldAt
}
