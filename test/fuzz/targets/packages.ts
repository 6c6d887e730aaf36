import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { findPluginTarget } from '../../../core/cli/dev-target.ts'
import { parseOptions } from '../../../core/cli/unconfigured.ts'
import { checkExtensions } from '../../../core/package-check/extension-rules.ts'
import { readManifest } from '../../../core/package-check/manifest.ts'
import { checkManifest, typesOf } from '../../../core/package-check/manifest-rules.ts'
import { checkSchema } from '../../../core/package-check/options-rules.ts'
import { scanSources } from '../../../core/package-check/source-scan.ts'
import { readTarball } from '../../../core/package-check/tarball.ts'
import { checkTarball } from '../../../core/package-check/tarball-rules.ts'
import type { OptionsSchema } from '../../../core/plugin-options.ts'
import { createSeal } from '../../../core/queue/seal.ts'
import { parseSealKeys } from '../../../core/queue/seal-key.ts'
import { resolvePlugin } from '../../../core/registry/resolve.ts'
import { deepJson, hostileBytes, hostileJson, hostileText, wellFormed } from '../hostile.ts'
import { checkShown, holds, orRefused, orRefusedLater } from '../invariants.ts'
import { mutated, mutatedText } from '../mutate.ts'
import { manifest } from '../samples.ts'
import { target, targetOn } from '../target.ts'

const manifestKeys = [...Object.keys(manifest), '.', 'types', 'source', 'default', 'import', 'node']
const schemaKeys = [
  'type',
  'properties',
  'items',
  'default',
  'enum',
  'pattern',
  'minimum',
  '$ref',
  'additionalProperties',
]
const tarball = [
  {
    files: [
      { path: 'package.json', size: 100 },
      { path: 'dist/index.js', size: 5000 },
      { path: 'test/a.test.ts', size: 3 },
    ],
    unpackedSize: 5100,
  },
]
const code = `import { definePlugin } from 'box-skill-runner/plugin'
import { env } from 'node:process'
// const unused = process.env.IN_A_COMMENT
const text = "it's \\"quoted\\""
const { KEY, OTHER } = process.env
const later = await import('franc')
const data = new URL('./words.json', import.meta.url)
export default definePlugin({ name: 'words', secret: env['A'] })
  const inner = require("mammoth")
`
const snippets = [
  '"',
  "'",
  '`',
  '/*',
  '*/',
  '//',
  '\\"',
  '{',
  '}',
  'import ',
  'import{',
  'export ',
  'from ',
  ' env ',
  'require(',
  'process.env',
  '\n',
  '\t',
  '(',
]

/** A folder with a package in it. */
async function openFolder<T>(input: fc.Arbitrary<T>, use: (folder: string, input: T) => Promise<void>) {
  const folder = mkdtempSync(join(tmpdir(), 'fuzz-'))
  mkdirSync(join(folder, 'dist'))
  writeFileSync(join(folder, 'dist', 'index.js'), code)
  return {
    input,
    check: (given: T) => use(folder, given),
    close: () => rm(folder, { recursive: true, force: true }),
  }
}

export const packageTargets = [
  targetOn('packages: package.json', 12, () =>
    openFolder(
      fc.oneof(
        mutated([manifest], manifestKeys).map((value) => JSON.stringify(value)),
        hostileJson(manifestKeys).map((value) => JSON.stringify(value)),
        mutatedText([JSON.stringify(manifest)], ['"', '{', '}', '//', ',']),
        deepJson,
      ),
      async (folder, text) => {
        writeFileSync(join(folder, 'package.json'), wellFormed(text))
        const options = { allowTypeScript: false, cwd: folder }
        const resolved = await orRefusedLater(() => resolvePlugin('./', folder, options))
        await findPluginTarget(folder)
        if (resolved === undefined) return
        const read = await readManifest(folder)
        if (read === undefined) return
        const facts = {
          runnerVersion: '1.0.0',
          plugin: { name: 'words', version: '1.0.0' },
          entry: 'dist/index.js',
        }
        const { problems, warnings } = checkManifest(read, facts)
        for (const error of [...problems, ...warnings]) checkShown(error)
        typesOf(read)
      },
    ),
  ),
  targetOn('packages: sources', 15, () =>
    openFolder(
      fc.oneof(
        { weight: 4, arbitrary: mutatedText([code], snippets) },
        {
          weight: 1,
          arbitrary: fc
            .tuple(
              fc.array(fc.constantFrom(...snippets), { minLength: 1, maxLength: 3 }),
              fc.constantFrom(10, 1000, 200_000),
            )
            .map(([pieces, chars]) => pieces.join('').repeat(Math.ceil(chars / pieces.join('').length))),
        },
      ),
      async (folder, text) => {
        const entry = join(folder, 'index.js')
        writeFileSync(entry, wellFormed(text))
        const { packages, variables } = await scanSources(entry, folder)
        for (const { name, position } of [...packages, ...variables])
          holds(
            name !== '' && position.line >= 1 && position.column >= 1,
            'what was found has a name and a place',
          )
      },
    ),
  ),
  target(
    'packages: what npm packs',
    40,
    fc.oneof(
      mutated(tarball, ['files', 'path', 'size', 'unpackedSize']).map((value) => JSON.stringify(value)),
      hostileText,
      fc
        .array(hostileText)
        .map((paths) =>
          JSON.stringify([{ files: paths.map((path) => ({ path, size: 1 })), unpackedSize: 1 }]),
        ),
    ),
    (json) => {
      const read = readTarball(json)
      if (read === undefined) return
      const { problems, warnings } = checkTarball(read, {
        folder: '/p',
        needed: ['/p/dist/index.js'],
        types: 'dist/index.d.ts',
      })
      for (const error of [...problems, ...warnings]) checkShown(error)
    },
  ),
  target(
    'packages: extensions and options',
    10,
    fc.tuple(
      fc.array(hostileText, { maxLength: 3 }),
      mutated(
        [
          {
            type: 'object',
            properties: {
              a: { type: 'integer', default: 1 },
              b: { type: 'array', items: { type: 'string' } },
            },
          },
        ],
        schemaKeys,
      ),
    ),
    ([extensions, schema]) => {
      checkExtensions(extensions)
      if (typeof schema !== 'object' || schema === null || Array.isArray(schema)) return
      orRefused(() => checkSchema(schema as OptionsSchema))
    },
  ),
  target(
    'command line: options',
    20,
    fc.oneof(
      hostileText,
      deepJson,
      hostileJson(['a']).map((value) => JSON.stringify(value)),
    ),
    (text) => {
      orRefused(() => parseOptions(text))
    },
  ),
  target(
    'queue: sealed parts',
    30,
    fc.tuple(hostileText, hostileBytes, hostileText),
    ([text, bytes, keyText]) => {
      const keys = orRefused(() => parseSealKeys(keyText)) ?? parseSealKeys('a-key-of-at-least-16-characters')
      if (keys === undefined) return
      const seal = createSeal(keys)
      holds(seal.open(bytes, 'a') === undefined, 'nothing opens that was not sealed')
      const sealed = seal.close(text, 'a')
      holds(seal.open(sealed, 'a') === wellFormed(text), 'what was sealed opens')
      const at = (bytes[0] ?? 0) % sealed.length
      sealed[at] = (sealed[at] ?? 0) ^ 1
      holds(
        seal.open(sealed, 'a') === undefined && seal.open(sealed, 'b') === undefined,
        'what was changed does not',
      )
    },
  ),
]
