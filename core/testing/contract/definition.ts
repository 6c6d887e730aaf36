import { openObjects } from '../../config/open-objects.ts'
import { fail } from '../../errors/error.ts'
import { Problems } from '../../errors/problems.ts'
import type { Rule } from './rule.ts'

/** The plugin can be used at all, and its author has nothing left to do. */
export const loads: Rule = {
  name: 'loads, and describes itself without a warning',
  async check(bench) {
    const { warnings } = (await bench.plugin()).registered.description
    if (warnings.length > 0) throw new Problems(warnings)
  },
}

/** The outermost object is checked when the plugin is loaded; here are those within. */
export const hasStrictOptions: Rule = {
  name: 'refuses options that it does not know',
  async check(bench) {
    const { name, registered } = await bench.plugin()
    const [open] = openObjects(registered.description.options ?? {})
    if (open !== undefined) throw fail('SKR_TESTING_OPTIONS_OPEN', { plugin: name, path: open })
  },
}
