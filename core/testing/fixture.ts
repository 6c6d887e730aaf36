import { fail } from '../errors/error.ts'
import { printable } from '../errors/printable.ts'
import { named } from '../registry/named.ts'
import { nameOf, type TestFile, type TestRepresentations } from './test-file.ts'

/** A file that the plugin makes cards of, and with it the forms of it that Box makes, where the plugin uses them. */
export type PluginFixture =
  | TestFile
  | { readonly file: TestFile; readonly representations?: TestRepresentations }

/** A fixture in one form. */
export interface Fixture {
  readonly name: string
  readonly file: TestFile
  readonly representations: TestRepresentations
}

/**
 * Brings the fixtures of a suite into one form. Whether a file is there shows when it is read.
 *
 * @param plugin Name of the plugin.
 * @throws `SKR_TESTING_NO_FIXTURES` or `SKR_TESTING_FILE_INVALID`.
 */
export function toFixtures(fixtures: unknown, plugin: string): readonly Fixture[] {
  if (!Array.isArray(fixtures) || fixtures.length === 0) {
    const found = Array.isArray(fixtures) ? 'an empty list' : named(fixtures)
    throw fail('SKR_TESTING_NO_FIXTURES', { plugin, found })
  }
  return fixtures.map((fixture: PluginFixture) => {
    const isWhole = typeof fixture === 'object' && fixture !== null && 'file' in fixture
    const { file, representations = {} } = isWhole ? fixture : { file: fixture }
    return { name: printable(nameOf(file), 100), file, representations }
  })
}
