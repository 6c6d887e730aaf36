// biome-ignore-all lint/suspicious/noTemplateCurlyInString: configuration files refer to variables this way
import { describe, expect, it } from 'vitest'
import { configText, warningsOf } from './load-text.ts'
import { withBox, withPlugins, withRoutes } from './parts.ts'

describe('the warnings of a good file', () => {
  it('name a plugin that no route uses', async () => {
    const warnings = await warningsOf(withPlugins('"words":{"use":"x"},"spare":{"use":"y"}'))

    expect(warnings).toEqual([
      'skill.config.json:2:32 plugins.spare is not used by any route\n' +
        '  Name it in the "plugins" of a route, or remove it. [SKR_CONFIG_UNUSED_PLUGIN]',
    ])
  })

  it('say loudly that the signature is off', async () => {
    const warnings = await warningsOf(withBox('"signature":"off"'))

    expect(warnings).toEqual([
      'skill.config.json:2:20 box.signature is "off": events of anyone who can reach this server are accepted\n' +
        '  Remove it and set "signatureKeys", unless the server can be reached only by a sender that you trust. [SKR_CONFIG_SIGNATURE_OFF]',
    ])
  })

  it('name keys that are too short, without showing them', async () => {
    const short = { primary: 'SecretPrimary01', secondary: 'SecretSeconda02' }
    const box = { signatureKeys: short, apps: { more: { signatureKeys: { primary: 'SecretPrimary03' } } } }

    const warnings = await warningsOf(configText({ box, queue: { sealKey: 'SecretSealKey04' } }))

    expect(
      warnings.map(
        (warning) =>
          /^\S+ (\S+) is shorter than 16 characters\n.*\[SKR_CONFIG_SHORT_KEY\]$/.exec(warning)?.[1],
      ),
    ).toEqual([
      'box.signatureKeys.primary',
      'box.signatureKeys.secondary',
      'box.apps.more.signatureKeys.primary',
      'queue.sealKey',
    ])
    expect(warnings.join()).not.toContain('Secret')
  })

  it('have nothing against a key of 16 characters', async () => {
    const warnings = await warningsOf(configText({ box: { signatureKeys: { primary: 'SamplePrimaryKey' } } }))

    expect(warnings).toEqual([])
  })

  it('name a granted secret that is not set', async () => {
    const text = withPlugins('"words":{"use":"x","secrets":["OCR_API_KEY","PRESENT"]}')

    const warnings = await warningsOf(text, { KEY: 'k'.repeat(32), PRESENT: '' })

    expect(warnings).toEqual([
      'skill.config.json:2:42 plugins.words.secrets[0] grants the environment variable OCR_API_KEY, which is not set\n' +
        '  Set OCR_API_KEY before the start, or remove it from "secrets". [SKR_CONFIG_SECRET_NOT_SET]',
    ])
  })

  it('do not name a secret whose name itself comes from a variable', async () => {
    const warnings = await warningsOf(withPlugins('"words":{"use":"x","secrets":["${NAME}"]}'), {
      KEY: 'k'.repeat(32),
      NAME: 'HIDDEN',
    })

    expect(warnings).toEqual([])
  })

  it('name a route that is never reached', async () => {
    const warnings = await warningsOf(
      withRoutes('{"extensions":["txt"],"plugins":["words"]},\n{"extensions":["TXT"],"plugins":["words"]}'),
    )

    expect(warnings).toEqual([
      'skill.config.json:3:1 routes[1] can never be reached: routes[0] takes every file that it would take\n' +
        '  Put the narrower route first, or name all plugins in one route. [SKR_CONFIG_SHADOWED_ROUTE]',
    ])
  })
})

describe('a later route', () => {
  type Conditions = Readonly<Record<string, unknown>>
  const shadowed: readonly (readonly [string, Conditions, Conditions])[] = [
    ['the same extensions', { extensions: ['a', 'b'] }, { extensions: ['b', 'a'] }],
    ['fewer extensions', { extensions: ['a', 'b'] }, { extensions: ['b'] }],
    [
      'the same extensions and one more condition',
      { extensions: ['a'] },
      { extensions: ['a'], skillIds: ['1'] },
    ],
    ['fewer skills', { extensions: ['a'], skillIds: ['1', '2'] }, { extensions: ['a'], skillIds: ['2'] }],
    ['fewer kinds', { kinds: ['image', 'audio'] }, { kinds: ['audio'] }],
    ['one kind and any extension', { kinds: ['image'] }, { extensions: ['*'], kinds: ['image'] }],
    ['a smaller limit', { extensions: ['a'], maxFileBytes: 9 }, { extensions: ['a'], maxFileBytes: 5 }],
    ['everything after everything', { extensions: ['*'] }, { extensions: ['*'], minFileBytes: 5 }],
    [
      'its own limit below that of all files',
      { extensions: ['a'] },
      { extensions: ['a'], maxFileBytes: 1_000 },
    ],
  ]
  const reached: readonly (readonly [string, Conditions, Conditions])[] = [
    ['other extensions', { extensions: ['a'] }, { extensions: ['a', 'b'] }],
    ['a named extension behind any', { extensions: ['*'] }, { extensions: ['a'] }],
    ['a named extension behind its kind', { kinds: ['image'] }, { extensions: ['jpg'], kinds: ['image'] }],
    ['a kind behind any', { extensions: ['*'] }, { extensions: ['*'], kinds: ['image'] }],
    ['other skills', { extensions: ['a'], skillIds: ['1'] }, { extensions: ['a'], skillIds: ['2'] }],
    ['any skill behind one', { extensions: ['a'], skillIds: ['1'] }, { extensions: ['a'] }],
    [
      'another folder',
      { extensions: ['a'], parentFolderIds: ['1'] },
      { extensions: ['a'], parentFolderIds: ['2'] },
    ],
    ['smaller files', { extensions: ['a'], minFileBytes: 5 }, { extensions: ['a'] }],
    ['larger files', { extensions: ['a'], maxFileBytes: 5 }, { extensions: ['a'] }],
    ['files above the limit of all files', { extensions: ['a'] }, { extensions: ['a'], maxFileBytes: 1e12 }],
  ]

  it.each(shadowed)('is warned of: %s', async (_, first, second) => {
    expect(await shadowsOf(first, second)).toBe(1)
  })

  it.each(reached)('is left alone: %s', async (_, first, second) => {
    expect(await shadowsOf(first, second)).toBe(0)
  })

  async function shadowsOf(...conditions: readonly Conditions[]): Promise<number> {
    const routes = conditions.map((condition) => ({ ...condition, plugins: ['words'] }))
    const warnings = await warningsOf(configText({ routes }))
    return warnings.filter((warning) => warning.includes('SKR_CONFIG_SHADOWED_ROUTE')).length
  }
})
