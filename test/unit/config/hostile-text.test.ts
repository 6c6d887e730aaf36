import { describe, expect, it } from 'vitest'
import { check } from './check-options.ts'
import { problemsOf } from './load-text.ts'
import { withPlugins, withRoutes, withSection } from './parts.ts'

describe('a config from somebody who means no good', () => {
  it.each([
    ['lists', '['],
    ['objects', '{"a":'],
    ['lists in options, behind what is good', withPlugins('"words":{"use":"x","options":{"a":').slice(0, -2)],
  ])('is told its place where %s are nested without end', async (_what, begin) => {
    const deep = begin.length > 10 ? `${begin}${'['.repeat(50_000)}` : begin.repeat(50_000)

    const problems = await problemsOf(deep)

    expect(problems).toHaveLength(1)
    expect(problems[0]).toMatch(
      /^skill\.config\.json:\d:\d+ lists and objects are nested more than 100 levels/,
    )
  })

  it('may have brackets in its texts', async () => {
    const [problem] = await problemsOf(withSection(`"nothing":"${'['.repeat(500)}"`))

    expect(problem).toContain('nothing is not a known key')
  })

  it.each(['toString', 'valueOf'])(
    'may not give an object a %s of its own, in whatever list',
    async (key) => {
      const odd = `{"${key}":1}`

      const shown = await problemsOf(withRoutes(`{"extensions":[${odd},${odd}],"plugins":["words"]}`))

      expect(shown.filter((text) => text.includes('SKR_CONFIG_FORBIDDEN_KEY'))).toHaveLength(2)
    },
  )

  it('is quoted with what cannot be seen written out', async () => {
    const [level, plugin] = await problemsOf(
      withRoutes('{"extensions":["*"],"plugins":["a\u202eb\u009bc"]}').replace(
        '{',
        '{"log":"\u2066x\u2028",',
      ),
    )

    expect(level).toContain('"\\u2066x\\u2028"')
    expect(plugin).toContain('"a\\u202eb\\u009bc"')
  })

  it('is told of a long key by its beginning', async () => {
    const [problem] = await problemsOf(withSection(`"${'k'.repeat(100_000)}":1`))

    expect(problem).toMatch(/^skill\.config\.json:2:1 \["k{57}…"\] is not a known key/)
  })

  it('is told of what the schema of a plugin says without what could steer a terminal', async () => {
    const properties = { 'a\u001b[2Jb': { type: 'string', description: 'c\u202ed' } } as const
    const required = ['a\u001b[2Jb'] as const

    const { shown } = await check('{"x":1}', {
      type: 'object',
      additionalProperties: false,
      required,
      properties,
    })

    expect(shown).toHaveLength(2)
    for (const text of shown) expect(text).not.toMatch(/(?!\n)\p{Cc}|\u202e/u)
  })

  it('is not held against a plugin whose schema cannot be compared with: that is told as broken', async () => {
    const preset = { toString: 1 } as never
    const schema = {
      type: 'object',
      additionalProperties: false,
      properties: { a: { enum: [{}], default: preset } },
    }

    const { shown } = await check('{}', schema as never)

    expect(shown).toEqual([expect.stringContaining('SKR_CONFIG_OPTIONS_SCHEMA')])
  })
})
