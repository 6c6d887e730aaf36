import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import fc from 'fast-check'
import ts from 'typescript'
import { target } from '../target.ts'

const core = join(import.meta.dirname, '..', '..', '..', 'core')

interface Pattern {
  /** Such as `box/id.ts:5 /^\d+$/`. */
  readonly name: string
  readonly pattern: RegExp
  /** Characters and words that stand in it, and would get furthest into it. */
  readonly pieces: readonly string[]
}

/** Every regular expression that stands in core/, wherever that is. */
function patternsOfCore(): readonly Pattern[] {
  const files = readdirSync(core, { recursive: true, encoding: 'utf8' }).filter(
    (file) => /\.(ts|tsx|mjs)$/.test(file) && !/(^|\/)(dist|node_modules|templates)\/|\.d\.ts$/.test(file),
  )
  return files.flatMap((file) => {
    const path = join(core, file)
    const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true)
    const found: Pattern[] = []
    const visit = (node: ts.Node): void => {
      if (ts.isRegularExpressionLiteral(node)) {
        const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1
        found.push(patternOf(`${relative(core, path)}:${line}`, node.text))
      }
      ts.forEachChild(node, visit)
    }
    visit(source)
    return found
  })
}

function patternOf(place: string, literal: string): Pattern {
  const end = literal.lastIndexOf('/')
  const body = literal.slice(1, end)
  const words = body.match(/[A-Za-z_]{2,}/g) ?? []
  const characters = body.replace(/\\[a-zA-Z]/g, '').match(/[^A-Za-z0-9]/g) ?? []
  return {
    name: `${place} ${literal}`,
    pattern: new RegExp(body, literal.slice(end + 1)),
    pieces: [...new Set([...words, ...characters, ' ', '\t', '\n', 'a', '0', 'A', '_', '\0'])],
  }
}

/**
 * Places whose texts are short by then, whatever is sent, so that a pattern may take the square of their length: characters
 * at most, and why.
 */
const bounded: Readonly<Record<string, number>> = {
  'box/decode.ts': 1024, // The head of a document.
  'cards/failure-words.ts': 1000, // `maxRawChars`
  'config/shipped-schema.ts': 10, // The schema of this very package.
  'errors/wire.ts': 16_000, // Four times the longest stack that is kept.
  'registry/explain-import.ts': 4000, // A reason's message and stack.
  'scaffold/plugin-name.ts': 100, // Cut before, and no two dashes in a row.
  'cli/named-plugin.ts': 100, // No two dashes in a row.
  'testing/locate-plugin.ts': 4000, // An address of a file of this machine.
}

const patterns = patternsOfCore()
const usualChars = 30_000

const attack = fc.constantFrom(...patterns).chain((one) =>
  fc.record({
    one: fc.constant(one),
    pieces: fc.array(fc.constantFrom(...one.pieces), { minLength: 1, maxLength: 4 }),
    before: fc.array(fc.constantFrom(...one.pieces), { maxLength: 3 }),
    after: fc.constantFrom('', '\0', '\n!', ...one.pieces),
  }),
)

export const patternTargets = [
  target('patterns: every one of core/', 40, attack, ({ one: { name, pattern }, pieces, before, after }) => {
    const most = bounded[name.split(':', 1)[0] ?? ''] ?? usualChars
    const piece = pieces.join('')
    const text = `${before.join('')}${piece.repeat(Math.ceil(most / piece.length))}`.slice(0, most) + after
    pattern.lastIndex = 0
    text.replace(pattern, '')
  }),
]
