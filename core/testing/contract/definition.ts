import { fail } from '../../errors/error.ts'
import { Problems } from '../../errors/problems.ts'
import type { OptionsSchema, ValueSchema } from '../../plugin.ts'
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
    const open = firstOpen(registered.description.options ?? {}, 'options')
    if (open !== undefined) throw fail('SKR_TESTING_OPTIONS_OPEN', { plugin: name, path: open })
  },
}

/** Place of the first object in the schema that lets any key pass. */
function firstOpen(schema: OptionsSchema | ValueSchema, path: string): string | undefined {
  if (schema.properties !== undefined && schema.additionalProperties === undefined) return path
  if (schema.additionalProperties === true) return path
  const inner = Object.entries(schema.properties ?? {}).map(([key, value]): [ValueSchema, string] => [
    value,
    `${path}.${key}`,
  ])
  const items = schema.items as ValueSchema | undefined
  if (items !== undefined) inner.push([items, `${path}[]`])
  for (const [value, place] of inner) {
    const open = firstOpen(value, place)
    if (open !== undefined) return open
  }
  return undefined
}
