// biome-ignore-all lint/suspicious/noTemplateCurlyInString: configuration files refer to variables this way
import { readFile } from 'node:fs/promises'
import { Ajv, type ValidateFunction } from 'ajv'
import { parse } from 'jsonc-parser'
import { beforeAll, describe, expect, it } from 'vitest'
import { withReference } from '../../../core/config/reference-table.ts'
import { configSchema } from '../../../core/config/schema.ts'
import type { SchemaNode } from '../../../core/config/schema-values.ts'
import { renderShippedSchema } from '../../../core/config/shipped-schema.ts'
import { assertDraft07, strictAjv } from '../../../core/config/strict-ajv.ts'
import { configText, goodKey, loadText } from './load-text.ts'
import { withBox, withPlugins, withRoutes, withSection } from './parts.ts'

const shippedFile = new URL('../../../core/skill.config.schema.json', import.meta.url)
const guideFile = new URL('../../../docs/configure.md', import.meta.url)

/** The schema as an editor uses it: draft-07 and nothing of ours. */
async function compileShipped(): Promise<ValidateFunction> {
  const ajv = new Ajv({ strict: true, allErrors: true })
  ajv.addKeyword('patternErrorMessage')
  return ajv.compile(JSON.parse(await readFile(shippedFile, 'utf8')))
}

const inCode = strictAjv().compile(configSchema)

describe('the schema in code', () => {
  const nodes = everyNode(configSchema, [])

  it('is one of draft-07', () => {
    expect(() => assertDraft07(configSchema)).not.toThrow()
  })

  it('describes every key', () => {
    const undescribed = nodes.filter(({ node }) => !/^[A-Z"].{10,}\.$/.test(node.description))

    expect(undescribed.map(({ path }) => path)).toEqual([])
  })

  it('gives every number but ports a unit that its name does not contradict', () => {
    const numbers = nodes.filter(
      ({ node, path }) => node.type === 'integer' && !/^server\.(port|statusPort)$/.test(path),
    )
    const endings = { Ms: 'milliseconds', Bytes: 'bytes', Mb: 'megabytes', Days: 'days', Chars: 'characters' }

    expect(numbers.length).toBeGreaterThan(20)
    for (const { node, path } of numbers) {
      const ending = Object.entries(endings).find(([end]) => path.endsWith(end))
      expect([path, node.unit]).toEqual([path, ending?.[1] ?? expect.stringMatching(/^[a-z]+$/)])
    }
  })

  it('allows no unknown key anywhere but in the options of plugins', () => {
    const open = nodes.filter(({ node }) => node.type === 'object' && node.additionalProperties === true)
    const silent = nodes.filter(
      ({ node }) => node.type === 'object' && node.additionalProperties === undefined,
    )

    expect(open.map(({ path }) => path)).toEqual(['plugins.<name>.options'])
    expect(silent).toEqual([])
  })
})

describe('the shipped schema', () => {
  let validate: ValidateFunction

  beforeAll(async () => {
    validate = await compileShipped()
  })

  it('is the one that is made from the code; run `npx tsx core/config/write-schema.ts` where it is not', async () => {
    expect(await readFile(shippedFile, 'utf8')).toBe(renderShippedSchema())
  })

  it.each([
    ['a minimal file', configText()],
    [
      'a file with variables in place of choices, ids and names',
      configText({
        $schema: './node_modules/box-skill-runner/skill.config.schema.json',
        log: { level: '${LEVEL:-info}' },
        box: {
          signatureKeys: { primary: '${KEY}' },
          allow: { skillIds: ['${ID:-1}'] },
          cardMode: '${MODE:-merge}',
        },
        routes: [{ extensions: ['${EXTENSION:-txt}'], kinds: ['${KIND:-image}'], plugins: ['words'] }],
      }),
    ],
  ])('accepts what the code accepts: %s', async (_, text) => {
    await loadText(text)
    expect([validate(JSON.parse(text)), validate.errors]).toEqual([true, null])
  })

  it.each([
    withSection('"zebra":1'),
    withSection('"server":{"port":"${KEY}"}'),
    withSection('"log":{"level":"loud"}'),
    withRoutes('{"extensions":[".txt"],"plugins":["words"]}'),
    withRoutes('{"extensions":["txt"],"kinds":["imag"],"plugins":["words"]}'),
    withRoutes(''),
    withPlugins('"Words":{"use":"x"}'),
    withPlugins('"words":{"use":"x","timeoutMs":0}'),
    withBox('"signatureKeys":{}'),
  ])('refuses what the code refuses: %s', async (text) => {
    expect(validate(JSON.parse(text))).toBe(false)
    expect(inCode(JSON.parse(text))).toBe(false)
  })

  it('tells editors units and defaults', async () => {
    const shipped = JSON.parse(await readFile(shippedFile, 'utf8'))

    expect(shipped.$id).toBe('urn:box-skill-runner:skill.config.schema.json')
    expect(shipped.properties.box.properties.timeoutMs).toMatchObject({
      default: 30_000,
      description: expect.stringMatching(/Unit: milliseconds\.$/),
    })
  })
})

describe('docs/configure.md', () => {
  it('has the reference of all keys as the code has them; run `npx tsx core/config/write-schema.ts` where not', async () => {
    const guide = await readFile(guideFile, 'utf8')

    expect(withReference(guide)).toBe(guide)
    expect(guide).toContain('| `plugins.<name>.timeoutMs` | milliseconds, from 1 | `60000` |')
    expect(guide).toContain('| `box.apps.<name>.signatureKeys.primary` | a text | required |')
  })

  it('shows only configuration that is accepted', async () => {
    const guide = await readFile(guideFile, 'utf8')
    const examples = [...guide.matchAll(/```jsonc\n(.*?)```/gs)].map(([, text = '']) => text.trim())
    const used = ['words', 'exif', 'labels', 'contracts', 'ocr']

    const loaded = await Promise.all(
      examples.map((example) => {
        const part = parse(example.startsWith('{') ? example : `{${example}}`) as Record<string, unknown>
        const plugins = Object.fromEntries(used.map((name) => [name, { use: name }]))
        const whole = {
          routes: [{ extensions: ['*'], plugins: used }],
          ...part,
          plugins: { ...plugins, ...(part.plugins ?? {}) },
        }
        return loadText(configText(whole), {
          KEY: goodKey,
          BOX_PRIMARY_KEY: goodKey,
          CONTRACTS_PRIMARY_KEY: goodKey,
          OCR_API_KEY: 'x',
        })
      }),
    )

    expect(loaded).toHaveLength(4)
  })

  it('is left alone where it has no place for the reference', () => {
    expect(withReference('# Another page')).toBe('# Another page')
  })
})

interface Found {
  readonly path: string
  readonly node: SchemaNode
}

function everyNode(node: SchemaNode, path: readonly string[]): readonly Found[] {
  const inner = Object.entries(node.properties ?? {}).flatMap(([key, value]) =>
    everyNode(value, [...path, key]),
  )
  const each =
    typeof node.additionalProperties === 'object'
      ? everyNode(node.additionalProperties, [...path, '<name>'])
      : []
  const items = node.items === undefined ? [] : everyNode(node.items, [...path, '[]'])
  return [{ path: path.join('.'), node }, ...inner, ...each, ...items]
}
