import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadConfig } from '../../core/config/load.ts'
import { root, textOf } from './blocks.ts'
import { ownPlugins, pluginsDocument, routed, withTables } from './plugin-tables.ts'

const plugins = await ownPlugins()
const { config } = await loadConfig(join(root, 'skill.config.json'), {}, { local: true })

test('the tables say what the plugins say of themselves', async () => {
  const document = textOf(pluginsDocument)

  expect(document, 'run npm run generate').toBe(await withTables(document))
})

test.each(plugins)('there is a picture of the cards of $plugin.name', ({ folder }) => {
  expect(existsSync(join(root, 'docs/images/plugins', `${folder}.png`))).toBe(true)
})

test.each(plugins.flatMap(({ plugin }) => plugin.extensions.map((extension) => [plugin.name, extension])))(
  'the config of the repository knows what to do with a file for %s: %s',
  (_, extension = '') => {
    if (extension !== '*') expect(routed(extension, config)).not.toEqual([])
  },
)

test('the config of the repository gives no plugin a file that it does not take', () => {
  const takes = new Map(plugins.map(({ plugin }) => [plugin.name, plugin.extensions]))
  const wrong = config.routes.flatMap((route) =>
    route.extensions.flatMap((extension) =>
      route.plugins.filter((name) => !takes.get(name)?.includes(extension)).map((name) => [name, extension]),
    ),
  )
  expect(wrong).toEqual([])
})
