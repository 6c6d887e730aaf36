import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { type ParseError, parse } from 'jsonc-parser'
import { expect, test } from 'vitest'
import { type LoadedConfig, loadSource } from '../../core/config/load.ts'
import { sourceOf } from '../../core/config/source.ts'
import { registerPlugins } from '../../core/registry/registry.ts'
import { blocksOf, root } from './blocks.ts'

const key = 'a-key-of-32-characters-0123456789'
const withRunner = new RegExp(`(${readdirSync(join(root, 'plugins')).join('|')})$`)

test.each(blocksOf('jsonc'))('%s is a config, or a part of one', async (_, { text }) => {
  const loaded = load(text)
  expect(loaded.warnings).toEqual([])
  // Options of the plugins that come with the runner are checked against their schemas, too.
  const ours = Object.entries(loaded.config.plugins).filter(([, { use }]) => withRunner.test(use))
  const config = { ...loaded.config, plugins: Object.fromEntries(ours), routes: [] }
  const env = Object.fromEntries(ours.flatMap(([, { secrets }]) => secrets.map((name) => [name, 'a secret'])))
  const registered = await registerPlugins({ loaded: { ...loaded, config }, env, allowTypeScript: false })
  expect(Object.keys(registered)).toEqual(ours.map(([name]) => name))
})

test.each(blocksOf('json'))('%s is JSON', (_, { text }) => {
  expect(() => JSON.parse(text)).not.toThrow()
})

test('a key that there is not is found', () => {
  expect(() => load('"routes": [{ "extension": ["txt"], "plugins": ["words"] }]')).toThrow(
    'did you mean "extensions"',
  )
})

interface Part {
  readonly box?: Readonly<Record<string, unknown>>
  readonly plugins?: Readonly<Record<string, { readonly secrets?: readonly string[] }>>
  readonly routes?: readonly { readonly plugins?: readonly string[] }[]
}

/** Loads a block as if the rest of its config were there: the plugins that its routes choose, or a route for its plugins. */
function load(text: string): LoadedConfig {
  const errors: ParseError[] = []
  const braces = text
    .replace(/^\s*\/\/.*$/gm, '')
    .trimStart()
    .startsWith('{')
  const part: Part = parse(braces ? text : `{${text}}`, errors, { allowTrailingComma: true })
  expect(errors).toEqual([])
  const chosen = part.routes?.flatMap(({ plugins = [] }) => plugins) ?? ['example']
  const plugins =
    part.plugins ?? Object.fromEntries(chosen.map((name) => [name, { use: './plugins/example' }]))
  const whole = {
    ...part,
    box: { signatureKeys: { primary: key }, ...part.box },
    plugins,
    routes: part.routes ?? [{ extensions: ['example'], plugins: Object.keys(plugins) }],
  }
  // Every variable is set, to what a key looks like.
  const variables = [...text.matchAll(/\$\{(\w+)/g)].map(([, name]) => name)
  const secrets = Object.values(part.plugins ?? {}).flatMap(({ secrets = [] }) => secrets)
  const env = Object.fromEntries([...variables, ...secrets].map((name) => [name, `${name}-${key}`]))
  return loadSource(sourceOf('block', JSON.stringify(whole)), join(root, 'skill.config.json'), env)
}
