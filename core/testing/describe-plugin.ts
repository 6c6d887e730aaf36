import type { OptionsSchema, Plugin } from '../plugin.ts'
import { filesInStack } from '../plugin-place.ts'
import { stopsWhenTold } from './contract/abort.ts'
import { openBench } from './contract/bench.ts'
import { copesWithEmptyFiles, copesWithLyingNames, copesWithTruncatedFiles } from './contract/damage.ts'
import { hasStrictOptions, loads } from './contract/definition.ts'
import { makesCardsOf, staysWithinCaps } from './contract/fixtures.ts'
import { needsNoEnvironment, runsAreIndependent } from './contract/independence.ts'
import type { Rule } from './contract/rule.ts'
import { leavesNothingBehind } from './contract/traces.ts'
import { type Fixture, type PluginFixture, toFixtures } from './fixture.ts'
import { locatePlugin } from './locate-plugin.ts'
import type { OptionsGiven } from './options-given.ts'
import { asTestError, withTestErrors } from './plugin-test-error.ts'
import { findTestFunctions, type GivenTestFunctions } from './test-functions.ts'

/** What the contract suite is given. */
export interface DescribePluginSettings<O = Readonly<Record<string, unknown>>> {
  /** Files that the plugin makes cards of, at least one; best one of each kind, and one that takes a while. */
  readonly fixtures: readonly PluginFixture[]
  /** Options that differ from the defaults of the plugin's schema. */
  readonly options?: O
  /** Values of the environment variables that the plugin declares. */
  readonly secrets?: Readonly<Record<string, string>>
  /** Longest time for one file: 10 s if left out. */
  readonly timeoutMs?: number
  /** The test runner's functions, where they are not globals: those of vitest or node:test, or the module as a whole. */
  readonly test?: GivenTestFunctions
}

/** Shorter than in production: fixtures are small, and a plugin that hangs should not hold up a test run for long. */
const defaultTimeoutMs = 10_000
/** For starting threads, on a machine that is busy with other tests. */
const spareMs = 60_000

/**
 * Registers the suite of tests that every plugin should pass. Each rule of the contract is one test: the plugin loads, its
 * options are strict, each fixture gives cards, none are cut, it stops when it is told to, runs do not influence each other,
 * damaged files are refused in words, and nothing is left behind. Works in vitest, in node:test, and wherever `describe`,
 * `test` and `afterAll` are globals.
 *
 * @param plugin The imported plugin, or the path or `file:` URL of its file or folder.
 * @throws `PluginTestError` at once where there are no fixtures or no test runner; all else fails the tests.
 */
export function describePlugin<const S extends OptionsSchema>(
  plugin: Plugin<S>,
  settings: DescribePluginSettings<OptionsGiven<S>>,
): void
export function describePlugin(plugin: string | URL, settings: DescribePluginSettings): void
export function describePlugin(
  plugin: Plugin | string | URL,
  { fixtures, test, timeoutMs = defaultTimeoutMs, ...settings }: DescribePluginSettings,
): void {
  const callers = filesInStack(describePlugin)
  const name = nameOf(plugin)
  const { files, functions } = orTestError(() => ({
    files: toFixtures(fixtures, name),
    functions: findTestFunctions(test),
  }))
  const bench = openBench(() => locatePlugin(plugin, callers), { ...settings, timeoutMs }, files)
  // The rule that takes longest runs each fixture twice.
  const testTimeoutMs = spareMs + timeoutMs * (2 * files.length + 4)

  functions.describe(`${name} keeps the contract of plugins`, () => {
    functions.afterAll(() => bench.close())
    for (const rule of rulesFor(files))
      functions.test(rule.name, () => withTestErrors(() => rule.check(bench)), testTimeoutMs)
  })
}

function rulesFor(fixtures: readonly Fixture[]): readonly Rule[] {
  return [
    loads,
    hasStrictOptions,
    ...fixtures.map(makesCardsOf),
    staysWithinCaps,
    stopsWhenTold,
    runsAreIndependent,
    copesWithEmptyFiles,
    copesWithTruncatedFiles,
    copesWithLyingNames,
    leavesNothingBehind,
    needsNoEnvironment,
  ]
}

function nameOf(plugin: Plugin | string | URL): string {
  return typeof plugin === 'string' || plugin instanceof URL ? String(plugin) : String(plugin?.name)
}

function orTestError<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw asTestError(error)
  }
}
