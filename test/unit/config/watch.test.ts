import { mkdtemp, rename, rm, symlink, unlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { watchConfig } from '../../../core/config/watch.ts'
import { isRunnerError } from '../../../core/errors/error.ts'

describe('watchConfig', () => {
  let folder: string
  let file: string
  let watcher: { close(): void } | undefined
  let changes: number
  let tell: () => void

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'skr-watch-'))
    file = join(folder, 'skill.config.json')
    changes = 0
    tell = () => {}
    await writeFile(file, 'one')
  })

  afterEach(async () => {
    watcher?.close()
    await rm(folder, { recursive: true })
  })

  function start(): void {
    watcher = watchConfig(file, () => {
      changes += 1
      tell()
    })
  }

  function nextChange(): Promise<void> {
    return new Promise((resolve) => {
      tell = resolve
    })
  }

  it('tells of a file that was written anew', async () => {
    start()
    const change = nextChange()

    await writeFile(file, 'two')

    await change
    expect(changes).toBe(1)
  })

  it('goes on after an editor has put another file in its place, more than once', async () => {
    start()
    for (const content of ['two', 'three']) {
      const change = nextChange()
      await writeFile(join(folder, 'skill.config.json~'), content)
      await rename(join(folder, 'skill.config.json~'), file)
      await change
    }

    expect(changes).toBe(2)
  })

  it('notices a link that is turned around, as mounted configuration does', async () => {
    await writeFile(join(folder, 'other'), 'two')
    await unlink(file)
    await symlink('first', file)
    await writeFile(join(folder, 'first'), 'one')
    start()
    const change = nextChange()

    await symlink('other', join(folder, 'next'))
    await rename(join(folder, 'next'), file)

    await change
    expect(changes).toBe(1)
  })

  it('counts several writes at once as one change', async () => {
    start()
    const change = nextChange()

    await Promise.all([
      writeFile(file, 'two'),
      writeFile(join(folder, 'beside'), 'x'),
      writeFile(file, 'two'),
    ])
    await change
    await settled()

    expect(changes).toBe(1)
  })

  it('tells nothing of other files, of the same content, and while the file is away or empty', async () => {
    start()

    await writeFile(join(folder, 'other.json'), 'x')
    await settled()
    await writeFile(file, 'one')
    await settled()
    await writeFile(file, '')
    await settled()
    await unlink(file)
    await settled()
    const quiet = changes
    const change = nextChange()
    await writeFile(file, 'two')
    await change

    expect([quiet, changes]).toEqual([0, 1])
  })

  it('tells nothing after it was closed, not even of a change that came before', async () => {
    start()

    await writeFile(file, 'two')
    await wait(20)
    watcher?.close()
    await settled()

    expect(changes).toBe(0)
  })

  it('says what is wrong where the folder cannot be watched', () => {
    const missing = join(folder, 'missing', 'skill.config.json')

    let thrown: unknown
    try {
      watchConfig(missing, () => {})
    } catch (error) {
      thrown = error
    }

    expect(isRunnerError(thrown, 'SKR_CONFIG_NOT_WATCHABLE')).toBe(true)
  })
})

/** Long enough for a change to be told, if one were. */
function settled(): Promise<void> {
  return wait(300)
}
