import { fail } from '../../errors/error.ts'
import { extensionsOf } from '../../routing/extension.ts'
import type { Fixture } from '../fixture.ts'
import { nameOf, readTestFile } from '../test-file.ts'
import { failureWords } from './bench.ts'
import type { Rule } from './rule.ts'

/** Smallest fixture: half of it has to be something. */
const minBytes = 2

/** The plugin does on this fixture what it is there for. */
export function makesCardsOf(fixture: Fixture): Rule {
  return {
    name: `makes cards of ${fixture.name}`,
    async check(bench) {
      const { name: plugin, registered } = await bench.plugin()
      const { extensions } = registered.description
      const isUnderstood = [...extensionsOf(nameOf(fixture.file)), '*'].some((one) =>
        extensions.includes(one),
      )
      if (!isUnderstood) {
        const params = { plugin, fixture: fixture.name, extensions: extensions.join(', ') }
        throw fail('SKR_TESTING_FIXTURE_NOT_UNDERSTOOD', params)
      }
      const size = (await readTestFile(fixture.file)).byteLength
      if (size < minBytes) throw fail('SKR_TESTING_FIXTURE_TOO_SMALL', { fixture: fixture.name, size })
      const { result } = await bench.first(fixture)
      if (!result.ok) {
        const words = failureWords(result.error)
        throw fail('SKR_TESTING_FIXTURE_FAILED', { plugin, fixture: fixture.name, ...words })
      }
      if (result.cards.length === 0)
        throw fail('SKR_TESTING_FIXTURE_WITHOUT_CARDS', { plugin, fixture: fixture.name })
    },
  }
}

/** Nothing of what the plugin returns is lost on the way to the file. */
export const staysWithinCaps: Rule = {
  name: 'returns no more than is shown',
  async check(bench) {
    const { name: plugin } = await bench.plugin()
    for (const fixture of bench.fixtures) {
      const { notes } = await bench.first(fixture)
      if (notes.length > 0) {
        throw fail('SKR_TESTING_CARDS_MENDED', { plugin, fixture: fixture.name, notes: notes.join('; ') })
      }
    }
  },
}
