import { configSchema } from './schema.ts'
import { maxTimerMs, type SchemaNode } from './schema-values.ts'
import { orList, typeWords } from './value-words.ts'

const begin = '<!-- reference:begin, made by core/config/write-schema.ts -->'
const end = '<!-- reference:end -->'

/** A Markdown page with the part between its two markers replaced by the reference of all keys; the page as it is where it has none. */
export function withReference(page: string): string {
  const [from, to] = [page.indexOf(begin), page.indexOf(end)]
  return from < 0 || to < from
    ? page
    : `${page.slice(0, from + begin.length)}\n\n${reference()}\n${page.slice(to)}`
}

/** One table for each section of the file, with a row for each key. */
function reference(): string {
  const sections = Object.entries(configSchema.properties ?? {}).filter(([, node]) => node.type !== 'string')
  return sections.map(([key, node]) => table(key, node)).join('\n')
}

function table(key: string, node: SchemaNode): string {
  const required = configSchema.required?.includes(key) ? ' Required.' : ''
  const head = ['| key | what it is | default | meaning |', '|---|---|---|---|']
  return `### \`${key}\`\n\n${node.description}${required}\n\n${[...head, ...rows(key, node)].join('\n')}\n`
}

function rows(path: string, node: SchemaNode): readonly string[] {
  if (node.type === 'array' && node.items?.type === 'object') return rows(`${path}[]`, node.items)
  const properties = Object.entries(node.properties ?? {}).flatMap(([key, value]) => [
    row(`${path}.${key}`, value, node.required?.includes(key) === true),
    ...rows(`${path}.${key}`, value),
  ])
  const { additionalProperties: each } = node
  return typeof each === 'object' ? [...properties, ...rows(`${path}.<name>`, each)] : properties
}

function row(path: string, node: SchemaNode, required: boolean): string {
  const cells = [`\`${path}\``, kindOf(node), presetOf(node, required), node.description]
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
}

function kindOf(node: SchemaNode): string {
  if (node.type === 'array') {
    const values = node.items?.enum
    return values === undefined
      ? 'a list of texts'
      : `a list of ${orList(values.map((value) => `\`"${value}"\``))}`
  }
  if (node.enum !== undefined) return orList(node.enum.map((value) => `\`"${value}"\``))
  if (node.type !== 'integer') return typeWords([node.type])
  const hasLimit =
    node.maximum !== undefined && node.maximum !== maxTimerMs && node.maximum < Number.MAX_SAFE_INTEGER
  return `${node.unit ?? 'a whole number'}, from ${node.minimum ?? 0}${hasLimit ? ` to ${node.maximum}` : ''}`
}

function presetOf(node: SchemaNode, required: boolean): string {
  if (required) return 'required'
  if (node.default === undefined || node.type === 'object') return ''
  return `\`${JSON.stringify(node.default)}\``
}
