import { configSchema } from './schema.ts'
import type { SchemaNode } from './schema-values.ts'

/** What editors know the schema by; no address, since it ships with the package. */
const schemaId = 'urn:box-skill-runner:skill.config.schema.json'

/** A text that refers to an environment variable, whose value only the runner sees. */
const variable = { type: 'string', pattern: '\\$\\{' }

/**
 * The schema as it ships for editors. It differs from the one in code in three ways: units stand in the descriptions, it
 * names itself, and where a text has to keep a rule, `${VAR}` is allowed in its place.
 */
function shippedSchema(): Readonly<Record<string, unknown>> {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    $id: schemaId,
    title: 'skill.config.json',
    ...forEditors(configSchema),
  }
}

/** The text of `core/skill.config.schema.json`. */
export function renderShippedSchema(): string {
  const json = JSON.stringify(shippedSchema(), undefined, 2)
  // Lists of texts on one line, as the formatter of this repository wants them.
  const lists = json.replace(
    /\[\n\s+("[^\]{}]*)\n\s+\]/g,
    (_, items: string) => `[${items.replace(/\n\s+/g, ' ')}]`,
  )
  return `${lists}\n`
}

function forEditors(node: SchemaNode): Readonly<Record<string, unknown>> {
  const { description, unit, properties, items, additionalProperties, ...rules } = node
  return {
    description: unit === undefined ? description : `${description} Unit: ${unit}.`,
    ...(node.type === 'string' ? orVariable(rules) : rules),
    ...(properties && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([key, value]) => [key, forEditors(value)]),
      ),
    }),
    ...(items && { items: forEditors(items) }),
    ...(additionalProperties !== undefined && {
      additionalProperties:
        typeof additionalProperties === 'object' ? forEditors(additionalProperties) : additionalProperties,
    }),
  }
}

function orVariable({ default: preset, ...rules }: Partial<SchemaNode>): Readonly<Record<string, unknown>> {
  const filled = preset === undefined ? {} : { default: preset }
  if (rules.enum === undefined && rules.pattern === undefined) return { ...rules, ...filled }
  return { ...filled, anyOf: [rules, variable] }
}
