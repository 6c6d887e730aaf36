import type { OptionsSchema, ValueSchema } from '../plugin-options.ts'

/** Places, such as `options.server`, of the objects in a schema that let any key pass. */
export function openObjects(schema: OptionsSchema | ValueSchema, path = 'options'): readonly string[] {
  const open = schema.properties !== undefined && schema.additionalProperties === undefined
  const inner = Object.entries(schema.properties ?? {}).flatMap(([key, value]) =>
    openObjects(value, `${path}.${key}`),
  )
  const items = schema.items as ValueSchema | undefined
  const inItems = items === undefined ? [] : openObjects(items, `${path}[]`)
  return [...(open || schema.additionalProperties === true ? [path] : []), ...inner, ...inItems]
}
