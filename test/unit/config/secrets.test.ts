// biome-ignore-all lint/suspicious/noTemplateCurlyInString: configuration files refer to variables this way
import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { loadConfig } from '../../../core/config/load.ts'
import { checkOptions } from '../../../core/config/options.ts'
import { Problems } from '../../../core/errors/problems.ts'
import { configText, goodKey, loadText, problemsOf, thrownBy, withConfigFile } from './load-text.ts'

const hidden = 'TopSecretValue'

describe('secrets', () => {
  it.each([
    ['a signature key that is a list', { box: { signatureKeys: { primary: [hidden] } } }],
    [
      'a signature key in an unknown place',
      { box: { signatureKeys: { primary: goodKey, secondary: { a: hidden } } } },
    ],
    ['a seal key of a wrong type', { queue: { sealKey: [hidden] } }],
    [
      'a value in place of the name of a secret',
      { plugins: { words: { use: 'x', secrets: [`${hidden} `] } } },
    ],
    ['a choice from a variable', { log: { level: '${HIDDEN}' } }],
    ['a number from a variable', { server: { port: '${HIDDEN}' } }],
    [
      'an id from a variable',
      { routes: [{ extensions: ['txt'], plugins: ['words'], skillIds: ['${HIDDEN}'] }] },
    ],
    ['a host from a variable', { box: { signatureKeys: { primary: goodKey }, tokenHosts: ['${HIDDEN}/'] } }],
    ['an address from a variable', { box: { signatureKeys: { primary: goodKey }, apiUrl: '${HIDDEN}' } }],
    ['an extension from a variable', { routes: [{ extensions: ['.${HIDDEN}'], plugins: ['words'] }] }],
    ['a plugin from a variable', { routes: [{ extensions: ['txt'], plugins: ['${HIDDEN}'] }] }],
    ['a part of a text from a variable', { log: { level: 'x${HIDDEN}' } }],
  ])('are in no part of the error: %s', async (_, parts) => {
    const problems = await withConfigFile(configText(parts), (file) =>
      thrownBy(loadConfig(file, { KEY: goodKey, HIDDEN: hidden })),
    )

    expect(problems.length).toBeGreaterThan(0)
    expect(inspect(problems, { depth: 8 })).not.toContain(hidden)
  })

  it.each(['apiKey', 'token', 'clientSecret', 'password'])(
    'are not shown where an option is named %s',
    async (name) => {
      const loaded = await loadText(
        configText({ plugins: { words: { use: 'x', options: { [name]: hidden } } } }),
      )
      const schema = {
        type: 'object',
        additionalProperties: false,
        properties: { [name]: { type: 'integer' } },
      } as const

      const problems = problemsOfOptions(() => checkOptions(loaded, 'words', schema))

      expect(inspect(problems, { depth: 8 })).not.toContain(hidden)
      expect(problems[0]?.message).toBe(`plugins.words.options.${name} must be a whole number, found a text`)
    },
  )

  it('show the value where it is no secret', async () => {
    const problems = await problemsOf(configText({ log: { level: 'PlainValue' } }))

    expect(problems.join()).toContain('PlainValue')
  })

  it('cannot add keys to the file through a variable', async () => {
    const { config } = await loadText(configText({ server: { host: '${HOST}' } }), {
      KEY: goodKey,
      HOST: 'h", "port": 1, "x": "',
    })

    expect(config.server).toMatchObject({ host: 'h", "port": 1, "x": "', port: 8080 })
  })
})

function problemsOfOptions(check: () => unknown) {
  try {
    check()
  } catch (error) {
    if (error instanceof Problems) return error.problems
    throw error
  }
  return []
}
