import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fail } from '../../errors/error.ts'
import { printable } from '../../errors/printable.ts'
import { inEnvironment } from '../prepare-plugin.ts'
import { withSession } from './bench.ts'
import type { Rule } from './rule.ts'

/** Where `os.tmpdir()` looks; the thread gets a folder of its own, so that nothing of others is taken for the plugin's. */
const variables = ['TMPDIR', 'TEMP', 'TMP']

/** The caches of compiled code that the loader for TypeScript and Node.js keep there; not the plugin's. */
const caches = /^(tsx-\d+|node-compile-cache)$/

/** Names shown of what was left. */
const maxNames = 5

export const leavesNothingBehind: Rule = {
  name: 'leaves nothing in the temp folder',
  async check(bench) {
    const plugin = await bench.plugin()
    const folder = await mkdtemp(join(tmpdir(), 'skill-test-temp-'))
    try {
      const more = Object.fromEntries(variables.map((variable) => [variable, folder]))
      await withSession(inEnvironment(plugin, more), async (session) => {
        for (const fixture of bench.fixtures) await session.run(fixture)
      })
      const left = (await readdir(folder)).filter((name) => !caches.test(name))
      if (left.length > 0) {
        const shown = left.slice(0, maxNames).map((name) => printable(name, 60))
        const names = left.length > shown.length ? `${shown.join(', ')} and more` : shown.join(', ')
        throw fail('SKR_TESTING_TEMP_LEFT', { plugin: plugin.name, names })
      }
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  },
}
