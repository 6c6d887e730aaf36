import { symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadConfig } from '../../../core/config/load.ts'
import { goodKey, problemsOf, thrownBy, withConfigFile } from './load-text.ts'

const env = { KEY: goodKey }

describe('a configuration file that cannot be read', () => {
  it('is told when it does not exist', async () => {
    const [problem] = await thrownBy(loadConfig('no-such-folder/skill.config.json', env))

    expect(problem).toMatchObject({
      code: 'SKR_CONFIG_NOT_FOUND',
      message: 'no-such-folder/skill.config.json does not exist',
    })
  })

  it('is told when it is a folder', async () => {
    const [problem] = await thrownBy(loadConfig(tmpdir(), env))

    expect(problem).toMatchObject({ code: 'SKR_CONFIG_IS_FOLDER' })
    expect(problem?.fix).toContain('/skill.config.json')
  })

  it('is told when the system refuses it', async () => {
    const [problem] = await withConfigFile('', async (_, folder) => {
      await symlink('loop.json', join(folder, 'loop.json'))
      return await thrownBy(loadConfig(join(folder, 'loop.json'), env))
    })

    expect(problem).toMatchObject({ code: 'SKR_CONFIG_NOT_READABLE' })
    expect(problem?.message).toContain('(ELOOP)')
  })

  it.each(['', ' \n\t', '// nothing\n/* at all */'])('is told when it is empty: %j', async (text) => {
    const problems = await problemsOf(text)

    expect(problems).toHaveLength(1)
    expect(problems[0]).toMatch(
      /^skill\.config\.json is empty\n {2}Start from this: \{ "plugins".* \[SKR_CONFIG_EMPTY\]$/,
    )
  })

  it('reads a long rule of slashes in no time', async () => {
    const problems = await problemsOf(`${'/'.repeat(20_000)}\n[]`)

    expect(problems[0]).toContain('must be an object')
  })

  it('is told when a Windows tool saved it as UTF-16', async () => {
    const problems = await problemsOf(Buffer.from('\uFEFF{}', 'utf16le'))

    expect(problems).toEqual([
      'skill.config.json is not a UTF-8 text\n  Save the file again with the encoding "UTF-8". [SKR_CONFIG_NOT_UTF8]',
    ])
  })
})
