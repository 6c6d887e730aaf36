import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { parse } from 'jsonc-parser'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cardLines } from '../../../core/cli/print-cards.ts'
import { type Block, blocksIn, textOf } from '../../../test/docs/blocks.ts'
import { type ConfigPart, openRig, type Rig } from '../../../test/support/rig.ts'
import { type RecipeService, recipes } from './recipe-services.ts'
import { type Service, startService } from './service.ts'

const document = 'docs/recipes.md'
const blocks = blocksIn(document)

/** The configs of the document, with the heading that they stand under and what is said to come out. */
const written = blocks
  .filter(({ language }) => language === 'jsonc')
  .map((config): readonly [heading: string, config: Block, expected: string] => {
    const expected = blocks.find(({ line, language }) => language === 'text' && line > config.line)
    const above = textOf(document).split('\n').slice(0, config.line)
    return [above.findLast((row) => row.startsWith('## '))?.slice(3) ?? '', config, expected?.text ?? '']
  })

let service: Service
let answer: RecipeService
let rig: Rig
beforeAll(async () => {
  service = await startService((request) => answer(request))
  const secrets = blocks.flatMap(({ text }) => text.match(/[A-Z]+(_[A-Z]+)+/g) ?? [])
  const first = written[0]?.[1]
  if (first === undefined) throw new TypeError(`There is no recipe in ${document}.`)
  rig = await openRig(configOf(first), {
    env: Object.fromEntries(secrets.map((name) => [name, `secret-of-${name}`])),
  })
})
afterAll(() => Promise.all([rig.close(), service.close()]))

/** The block as a config, with the services on this machine and the plugins of this repository. */
function configOf({ text }: Block): ConfigPart {
  const here = text.replace(/("(?:url|baseURL)": "https?:\/\/)[^/"]+/g, (_, start: string) =>
    start.replace(/https?:\/\/$/, service.origin),
  )
  const config = parse(`{${here}}`)
  for (const plugin of Object.values<{ use: string }>(config.plugins)) {
    const folder = plugin.use.replace('box-skill-plugin-', '../../')
    plugin.use = fileURLToPath(new URL(folder, import.meta.url))
  }
  return config
}

describe('the recipes', () => {
  it('are all tried here', () => {
    const tried = Object.keys(recipes)

    expect(written.map(([heading]) => tried.find((name) => heading.startsWith(name)))).toEqual(tried)
  })

  it.each(written)('make of a file what stands below the config: %s', async (heading, config, expected) => {
    const [, recipe] = Object.entries(recipes).find(([name]) => heading.startsWith(name)) ?? []
    if (recipe === undefined) throw new TypeError(`No service is known for “${heading}”.`)
    answer = recipe.service()
    await rig.reload(configOf(config))
    const content = await readFile(new URL(`fixtures/${recipe.file}`, import.meta.url))

    const { id } = await rig.sandbox.upload({ name: recipe.name ?? recipe.file, content })
    const cards = await rig.sandbox.waitForCards(id)

    expect(`${cardLines(cards as Parameters<typeof cardLines>[0], false).join('\n')}\n`).toBe(expected)
    expect(rig.log()).not.toContain('secret-of-')
  })
})
