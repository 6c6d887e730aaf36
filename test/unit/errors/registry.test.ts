import { readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { expect, test } from 'vitest'
import { errorsMarkdown } from '../../../core/errors/docs.ts'
import { registry } from '../../../core/errors/registry.ts'
import type { ErrorSpec } from '../../../core/errors/spec.ts'

const core = join(import.meta.dirname, '../../../core')
const codesFolder = join(core, 'errors/codes')
const specs: readonly (readonly [string, ErrorSpec])[] = Object.entries(registry)

/** The codes of each file under `errors/codes`, as the file itself exports them. */
async function codesByFile(): Promise<readonly (readonly [file: string, code: string])[]> {
  const files = await readdir(codesFolder)
  const areas = files.map(async (file) => {
    const exported: Record<string, object> = await import(join(codesFolder, file))
    return Object.values(exported).flatMap((errors) =>
      Object.keys(errors).map((code) => [file, code] as const),
    )
  })
  return (await Promise.all(areas)).flat()
}

async function sources(folder: string, leaveOut: (path: string) => boolean): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const paths = entries
    .filter((entry) => entry.isFile() && /\.m?ts$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
  const texts = paths
    .filter((path) => !/\/(node_modules|dist)\//.test(path) && !leaveOut(path))
    .map((path) => readFile(path, 'utf8'))
  return (await Promise.all(texts)).join('\n')
}

test('no code stands in two files, where the later one would hide the earlier', async () => {
  const codes = (await codesByFile()).map(([, code]) => code)

  expect(codes.filter((code, index) => codes.indexOf(code) !== index)).toEqual([])
})

test('every file of codes is in the registry', async () => {
  const codes = (await codesByFile()).map(([, code]) => code)

  expect(codes.toSorted()).toEqual(Object.keys(registry).toSorted())
})

test('a code is SKR, its area and what is wrong, in capitals', () => {
  expect(specs.map(([code]) => code).filter((code) => !/^SKR_[A-Z]+(_[A-Z0-9]+)+$/.test(code))).toEqual([])
})

test('the codes of one area stand in one file', async () => {
  const files = new Map<string, Set<string>>()
  for (const [file, code] of await codesByFile()) {
    const area = code.split('_')[1] ?? ''
    files.set(area, (files.get(area) ?? new Set()).add(basename(file)))
  }

  expect([...files].filter(([, places]) => places.size > 1)).toEqual([])
})

test('every area has a chapter of its own in the docs', () => {
  expect(errorsMarkdown(registry)).not.toContain('## Others')
})

test('no text is empty, and every why and fix ends as a sentence does', () => {
  const ends = /([.!?]|[.!?]["'`)]|\{\w+\})$/
  const offenders = specs.filter(
    ([, { message, why, fix }]) => message.trim() === '' || !ends.test(why) || !ends.test(fix),
  )

  expect(offenders.map(([code]) => code)).toEqual([])
})

test('every fix has a sentence that is an instruction', () => {
  // What a sentence begins with that tells how things are instead of what to do.
  const telling =
    /^(the|this|that|these|it|its|there|a|an|you|your|we|box|no|not|because|since|only|is|was)\b/i
  const sentences = (fix: string) =>
    fix.split(/(?<=[.;:]) /).filter((part) => !/^(Authors|Operators):$/.test(part))
  const offenders = specs.filter(([, { fix }]) => sentences(fix).every((sentence) => telling.test(sentence)))

  expect(offenders.map(([code, { fix }]) => `${code}: ${fix}`)).toEqual([])
})

test('a status is one of an error', () => {
  const offenders = specs.filter(([, { status }]) => status !== undefined && (status < 400 || status > 599))

  expect(offenders).toEqual([])
})

test('every code is raised somewhere in core', async () => {
  const text = await sources(core, (path) => path.startsWith(codesFolder))

  expect(unmentioned(text)).toEqual([])
})

test('every code is expected by some test', async () => {
  const text = await sources(join(core, '../test'), () => false)

  expect(unmentioned(text)).toEqual([])
})

/** The codes that do not stand in `text`; one that is only the beginning of a longer one does not count. */
function unmentioned(text: string): readonly string[] {
  const mentioned = new Set(text.match(/SKR_[A-Z0-9_]+/g))
  return Object.keys(registry).filter((code) => !mentioned.has(code))
}
