/** What the configuration schema uses of JSON Schema (draft-07), and two keywords of our own: `unit` and `patternErrorMessage`. */
export interface SchemaNode {
  readonly type: 'string' | 'integer' | 'boolean' | 'array' | 'object'
  readonly description: string
  /** What a number counts, for people; joined to the description in the shipped schema. */
  readonly unit?: string
  readonly default?: unknown
  readonly enum?: readonly string[]
  readonly pattern?: string
  /** The form that `pattern` asks for, in words that follow "must be". Editors show it, too. */
  readonly patternErrorMessage?: string
  readonly minLength?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly items?: SchemaNode
  readonly minItems?: number
  readonly uniqueItems?: boolean
  readonly properties?: Readonly<Record<string, SchemaNode>>
  readonly required?: readonly string[]
  readonly minProperties?: number
  readonly propertyNames?: { readonly pattern: string; readonly patternErrorMessage: string }
  readonly additionalProperties?: boolean | SchemaNode
}

/** The longest time that a timer of Node can wait; longer ones fire at once. About 24 days. */
export const maxTimerMs = 2_147_483_647

interface WholeNumber {
  readonly minimum: number
  readonly maximum?: number
  readonly default?: number
}

/** A whole number that counts `unit`. */
export function count(description: string, unit: string, limits: WholeNumber): SchemaNode {
  return { type: 'integer', description, unit, ...limits }
}

export function milliseconds(description: string, limits: WholeNumber): SchemaNode {
  return count(description, 'milliseconds', { maximum: maxTimerMs, ...limits })
}

export function bytes(description: string, limits: WholeNumber): SchemaNode {
  return count(description, 'bytes', { maximum: Number.MAX_SAFE_INTEGER, ...limits })
}

export function text(description: string, rules: Pick<SchemaNode, 'default' | 'minLength'> = {}): SchemaNode {
  return { type: 'string', description, ...rules }
}

export function choice(description: string, values: readonly string[], preset?: string): SchemaNode {
  return { type: 'string', description, enum: values, ...(preset === undefined ? {} : { default: preset }) }
}

/** A list of different texts that all match `pattern`; `form` says in words what the pattern asks for. */
export function listOf(
  description: string,
  item: { readonly description: string; readonly pattern: string; readonly form: string },
  rules: Pick<SchemaNode, 'minItems' | 'default'> = { default: [] },
): SchemaNode {
  const { pattern, form: patternErrorMessage } = item
  const items: SchemaNode = { type: 'string', description: item.description, pattern, patternErrorMessage }
  return { type: 'array', description, items, uniqueItems: true, ...rules }
}

/** A section of the file, which may be left out where none of its keys is required. */
export function section(description: string, properties: Readonly<Record<string, SchemaNode>>): SchemaNode {
  return { type: 'object', description, additionalProperties: false, properties, default: {} }
}

/** A list of Box ids. Box writes ids as text, since they can be larger than what a number holds exactly. */
export function ids(description: string): SchemaNode {
  return listOf(description, {
    description: 'An id of Box.',
    pattern: '^[0-9]+$',
    form: 'the digits of an id, such as "900491"',
  })
}

/** What names of plugin instances and apps look like: they stand in URLs, log lines and metrics. */
export const namePattern = '^[a-z][a-z0-9-]*$'
export const nameForm = 'lower-case letters, digits and dashes, beginning with a letter'
