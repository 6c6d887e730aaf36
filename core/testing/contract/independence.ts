import { isDeepStrictEqual } from 'node:util'
import { fail } from '../../errors/error.ts'
import type { RunResult } from '../../invocation/run-result.ts'
import type { Fixture } from '../fixture.ts'
import { inEnvironment } from '../prepare-plugin.ts'
import type { Session } from '../session.ts'
import { withSession } from './bench.ts'
import type { Rule } from './rule.ts'

/** The cards of a file hang on the file alone, and not on what the thread has run before. */
export const runsAreIndependent: Rule = {
  name: 'makes the same cards whatever it ran before',
  async check(bench) {
    const plugin = await bench.plugin()
    await withSession(plugin, async (session) => {
      const there = await runAll(session, bench.fixtures)
      const back = await runAll(session, bench.fixtures.toReversed())
      let before = bench.fixtures.at(-1) as Fixture
      for (const fixture of bench.fixtures.toReversed()) {
        const difference = differenceOf(there.get(fixture), back.get(fixture))
        if (difference !== undefined) {
          const params = { plugin: plugin.name, fixture: fixture.name, before: before.name, difference }
          throw fail('SKR_TESTING_RUNS_DEPENDENT', params)
        }
        before = fixture
      }
    })
  },
}

/** Under the runner the plugin sees the variables that it declares; here once all others as well. */
export const needsNoEnvironment: Rule = {
  name: 'needs no environment variable that it does not declare',
  async check(bench) {
    const plugin = await bench.plugin()
    await withSession(inEnvironment(plugin, wholeEnvironment()), async (session) => {
      const free = await runAll(session, bench.fixtures)
      for (const fixture of bench.fixtures) {
        const difference = differenceOf((await bench.first(fixture)).result, free.get(fixture))
        if (difference !== undefined) {
          const params = { plugin: plugin.name, fixture: fixture.name, difference }
          throw fail('SKR_TESTING_ENVIRONMENT_NEEDED', params)
        }
      }
    })
  },
}

/** One after another, since runs at the same time would tell less of what stays behind. */
async function runAll(
  session: Session,
  fixtures: readonly Fixture[],
): Promise<ReadonlyMap<Fixture, RunResult>> {
  const results = new Map<Fixture, RunResult>()
  for (const fixture of fixtures) results.set(fixture, (await session.run(fixture)).result)
  return results
}

/** All that this process has, but for what tells Node.js itself how to run. */
function wholeEnvironment(): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) =>
      value === undefined || name.startsWith('NODE_') ? [] : [[name, value]],
    ),
  )
}

/** In what two results differ, in a few words; undefined where they tell the same. */
function differenceOf(one: RunResult | undefined, other: RunResult | undefined): string | undefined {
  const [a, b] = [outcomeOf(one), outcomeOf(other)]
  if (isDeepStrictEqual(a, b)) return undefined
  if (!Array.isArray(a) || !Array.isArray(b)) return `${shortly(a)} and ${shortly(b)}`
  const index = a.findIndex((card, at) => !isDeepStrictEqual(card, b[at]))
  return index === -1
    ? `${a.length} and ${b.length} cards`
    : `cards[${index}] is ${shortly(a[index])} and ${shortly(b[index])}`
}

function outcomeOf(result: RunResult | undefined): unknown {
  return result?.ok === true ? result.cards : result?.error.code
}

function shortly(value: unknown): string {
  const json = JSON.stringify(value) ?? 'nothing'
  return json.length > 200 ? `${json.slice(0, 200)}…` : json
}
