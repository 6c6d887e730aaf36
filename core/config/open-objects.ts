import { entriesOf, isRecord } from './shape.ts'

/** Places, such as `options.server`, of the objects in a schema that let any key pass. Takes what is no schema as closed. */
export function openObjects(schema: unknown, path = 'options'): readonly string[] {
  if (!isRecord(schema)) return []
  const { properties, additionalProperties, items } = schema
  const isOpen = additionalProperties === true || (isRecord(properties) && additionalProperties === undefined)
  const inner = entriesOf(properties).flatMap(([key, value]) => openObjects(value, `${path}.${key}`))
  return [...(isOpen ? [path] : []), ...inner, ...openObjects(items, `${path}[]`)]
}
