import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../../', import.meta.url))

/** One fenced block of code. */
export interface Block {
  /** Path of the document below the repository. */
  readonly document: string
  /** Of its first line of code, from 1. */
  readonly line: number
  readonly language: string
  /**
   * What stands after the language, where readers do not see it: `body` (of a plugin's `run`), `part` (members of a
   * plugin), `file=NAME`, or `no-run="why"`.
   */
  readonly marks: ReadonlyMap<string, string>
  /** The file that the block is: by its mark, or by its first line, `// test/index.test.js`. */
  readonly file: string | undefined
  readonly text: string
}

/** All documents that people read, by their paths below the repository. */
export const documents: readonly string[] = [
  'README.md',
  'CONTRIBUTING.md',
  ...below('docs', (name) => /^[^/]+\.md$/.test(name)),
  ...below('plugins', (name) => /^[^/]+\/README\.md$/.test(name)),
]

export function textOf(document: string): string {
  return readFileSync(join(root, document), 'utf8')
}

/** The blocks of these languages, with a name for the test of each. */
export function blocksOf(
  ...languages: readonly string[]
): readonly (readonly [name: string, block: Block])[] {
  return documents
    .flatMap(blocksIn)
    .filter(({ language }) => languages.includes(language))
    .map((block) => [`${block.document}:${block.line}`, block] as const)
}

/** All fenced blocks of a document; one without a language has the language `''`. */
export function blocksIn(document: string): readonly Block[] {
  const blocks: Block[] = []
  let open: { readonly info: string; readonly line: number; readonly rows: string[] } | undefined
  for (const [index, row] of textOf(document).split('\n').entries()) {
    const fence = /^ *```(.*)$/.exec(row)
    if (fence === null) open?.rows.push(row)
    else if (open === undefined) open = { info: fence[1] ?? '', line: index + 2, rows: [] }
    else {
      const [language = '', ...words] = open.info.match(/[\w-]+(?:=(?:"[^"]*"|\S+))?/g) ?? []
      const marks = new Map(words.map((word) => markOf(word)))
      blocks.push({
        document,
        line: open.line,
        language,
        marks,
        file: marks.get('file') ?? /^\/\/ ([\w./-]+\.\w+)$/.exec(open.rows[0] ?? '')?.[1],
        text: `${open.rows.join('\n')}\n`,
      })
      open = undefined
    }
  }
  return blocks
}

function markOf(mark: string): readonly [string, string] {
  const [name = '', value = ''] = mark.split(/=(.*)/s)
  return [name, value.replace(/^"|"$/g, '')]
}

function below(folder: string, wanted: (name: string) => boolean): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => !name.includes('node_modules') && wanted(name))
    .sort()
    .map((name) => relative(root, join(root, folder, name)))
}
