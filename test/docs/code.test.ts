import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, extname, join } from 'node:path'
import { text } from 'node:stream/consumers'
import ts from 'typescript'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runPlugin } from '../../core/testing.ts'
import { type Block, blocksIn, blocksOf, documents, root } from './blocks.ts'

const code = blocksOf('ts', 'js')
/** Blocks of one document stand in one folder, so that a test finds the plugin; of tests there may be several by one name. */
function fileOf({ document, line, language, file }: Block): string {
  const usual = `at.${language === 'ts' ? 'ts' : 'mjs'}`
  const name =
    file === undefined || file.includes('.test.') ? (file ?? usual).replace('.', `-${line}.`) : file
  return join(root, 'test/docs/blocks', document.replace(/\W/g, '-'), name)
}

test('a block that is not run says why', () => {
  const silent = code.filter(([, { marks }]) => marks.get('no-run')?.trim() === '').map(([name]) => name)
  expect(silent).toEqual([])
})

test('marks are known ones', () => {
  const known = ['body', 'part', 'file', 'no-run']
  const strange = documents
    .flatMap(blocksIn)
    .flatMap(({ document, line, marks }) => [...marks.keys()].map((mark) => [`${document}:${line}`, mark]))
    .filter(([, mark]) => !known.includes(mark as string))
  expect(strange).toEqual([])
})

describe('types', () => {
  const found = new Map<string, string[]>()
  beforeAll(() => {
    for (const diagnostic of checkTypes(new Map(code.map(([, block]) => [fileOf(block), whole(block)])))) {
      const { file, start = 0, messageText } = diagnostic
      if (file === undefined) continue
      const line = file.text.slice(0, start).split('\n').length
      const problems = found.get(file.fileName) ?? []
      found.set(file.fileName, problems)
      problems.push(
        `${file.text.split('\n')[line - 1]?.trim()}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`,
      )
    }
  }, 120_000)

  test.each(code)('%s', (_, block) => {
    expect(found.get(fileOf(block)) ?? []).toEqual([])
  })
})

describe('plugins run', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'docs-'))
    await mkdir(join(folder, 'node_modules'))
    await symlink(join(root, 'core'), join(folder, 'node_modules/box-skill-runner'), 'dir')
    await symlink(join(root, 'node_modules/vitest'), join(folder, 'node_modules/vitest'), 'dir')
    await writeFile(join(folder, 'package.json'), '{"type":"module"}')
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  const plugins = code.filter(
    ([, { text, marks }]) =>
      /(export default|module\.exports =) definePlugin\(/.test(text) && !marks.has('no-run'),
  )

  test.each(plugins)('%s', async (_, block) => {
    const file = join(folder, block.document.replace(/\W/g, '-'), `at-${block.line}${extname(fileOf(block))}`)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, block.text)
    const [, extension = 'bin'] = /extensions: \['([^'*]+)'/.exec(block.text) ?? []
    const secrets = [...(/secrets: \[([^\]]*)\]/.exec(block.text)?.[1]?.matchAll(/'(\w+)'/g) ?? [])]
    const result = await runPlugin(file, {
      file: sampleFor(extension),
      secrets: Object.fromEntries(secrets.map(([, name]) => [name, 'a-made-up-secret'])),
    })
    expect(result).toMatchObject({ ok: true })
    expect(result.cards.length).toBeGreaterThan(0)
  })

  test('the example of the sandbox prints what stands below it', async () => {
    const blocks = blocksIn('docs/sandbox.md')
    const index = blocks.findIndex(({ text }) => text.includes('startSandbox()'))
    const [, expected] = /^\$ node sandbox-example\.mjs\n([\s\S]+)/.exec(blocks[index + 1]?.text ?? '') ?? []
    await writeFile(join(folder, 'sandbox-example.mjs'), blocks[index]?.text ?? '')
    expect(await run(['sandbox-example.mjs'], folder)).toEqual({ code: 0, output: expected })
  })

  const tests = code.filter(([, { file, marks }]) => file?.includes('.test.') && !marks.has('no-run'))

  test.each(tests)(
    '%s is a test that passes',
    async (_, block) => {
      const project = join(folder, `tests-of-${block.line}`)
      for (const { file, text, line } of blocksIn(block.document)) {
        if (file === undefined || (file.includes('.test.') && line !== block.line)) continue
        await mkdir(dirname(join(project, file)), { recursive: true })
        await writeFile(join(project, file), file.endsWith('.txt') ? text.replace(/^.*\n/, '') : text)
      }
      const runner = block.text.includes("from 'vitest'") ? [vitest, 'run', '--root', project] : ['--test']
      const { code, output } = await run(runner, project)
      expect(code, output).toBe(0)
    },
    120_000,
  )
})

const vitest = join(root, 'node_modules/vitest/vitest.mjs')

async function run(args: readonly string[], cwd: string): Promise<{ code: number | null; output: string }> {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(VITEST|NODE_)/.test(name)),
  )
  const child = spawn(process.execPath, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  const [output, problems] = await Promise.all([text(child.stdout), text(child.stderr)])
  return { code: await ended, output: output + problems }
}

/** What the block would be in a file of its own. */
function whole({ text, marks }: Block): string {
  const members = marks.has('body')
    ? `async run({ file, options, cards, log, signal, progress }) {\n${text}\nreturn []\n},`
    : marks.has('part')
      ? text
      : undefined
  if (members === undefined) return /^(import|export)\b/m.test(text) ? text : `export {}\n${text}`
  const run = /\brun\s*[(:]/.test(members) ? '' : 'run: () => [],'
  const extensions = /\bextensions:/.test(members) ? '' : `extensions: ['txt'],`
  return `import { definePlugin, SkillError } from 'box-skill-runner/plugin'
export default definePlugin({ name: 'example', version: '1.0.0', ${extensions} ${run}
${members}
})
void SkillError
`
}

/** JavaScript is held to less: it is parsed, and what it imports has to be there. */
function checkTypes(files: ReadonlyMap<string, string>): readonly ts.Diagnostic[] {
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2023,
    lib: ['lib.es2023.d.ts'],
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    customConditions: ['source'],
    types: ['node'],
    strict: true,
    noUncheckedIndexedAccess: true,
    exactOptionalPropertyTypes: true,
    erasableSyntaxOnly: true,
    allowImportingTsExtensions: true,
    allowJs: true,
    checkJs: true,
    noEmit: true,
    skipLibCheck: true,
  }
  const host = ts.createCompilerHost(options)
  const { fileExists, readFile, getSourceFile, directoryExists } = host
  host.fileExists = (path) => files.has(path) || fileExists(path)
  host.readFile = (path) => files.get(path) ?? readFile(path)
  host.directoryExists = (path) =>
    [...files.keys()].some((file) => file.startsWith(`${path}/`)) || (directoryExists?.(path) ?? false)
  host.getSourceFile = (path, version, ...rest) => {
    const source = files.get(path)
    return source === undefined
      ? getSourceFile(path, version, ...rest)
      : ts.createSourceFile(path, source, version, true)
  }
  const program = ts.createProgram([...files.keys()], options, host)
  return [...files.keys()].flatMap((path) => {
    const source = program.getSourceFile(path)
    const semantic = program.getSemanticDiagnostics(source)
    return [
      ...program.getSyntacticDiagnostics(source),
      ...(/\.m?ts$/.test(path) ? semantic : semantic.filter(({ code }) => unresolved.has(code))),
    ]
  })
}

/** Cannot find module; has no exported member; has no default export. */
const unresolved: ReadonlySet<number> = new Set([2307, 2305, 2614, 1192])

/** A small file with the extension: one of the samples, or a text that most plugins find something in. */
function sampleFor(extension: string) {
  const sample = { jpg: 'lighthouse-at-dusk.jpg', pdf: 'harbour-report.pdf' }[extension]
  if (sample !== undefined) return join(root, 'samples', sample)
  return {
    name: `sample.${extension}`,
    content: 'Invoice 4711 of 2026-11-24, due 2026-12-24. The invoice is open.\n',
  }
}
