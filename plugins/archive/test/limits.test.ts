import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { runPlugin } from 'box-skill-runner/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rowsByTitle, runPlugin as runHere } from '../../../test/support/plugin-context.ts'
import built from '../dist/index.js'
import archive from '../index.ts'
import { look } from './look.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'archive-limits-'))
})
afterAll(() => rm(folder, { recursive: true }))

/** Looks at an archive that only exists for the test. */
async function lookAt(name: string, content: Uint8Array, options = {}, size = content.length) {
  const path = join(folder, name)
  await writeFile(path, content)
  await truncate(path, size)
  return rowsByTitle((await runHere(archive, path, { options })).cards)
}

describe('limits', () => {
  // In a real thread, since that is what a bomb would end.
  it('end the reading of a bomb, and warn of it', async () => {
    const zeros = gzipSync(Buffer.alloc(10_000_000))
    const bomb = Buffer.concat(Array.from({ length: 42 }, () => zeros))
    const run = await runPlugin(built, { file: { name: 'bomb.gz', content: bomb } })

    expect(rowsByTitle(run.cards)).toMatchObject({
      Warnings: ['Unpacks to far more than its size, as bombs do that fill disks.'],
      Archive: [
        'Format: gzip, one file',
        'File: bomb',
        expect.stringMatching(/^Unpacked: at least 2\d\d MB/),
      ],
    })
  })

  it('end the reading of a packed tar archive at the allowed size', async () => {
    const content = gzipSync(Buffer.from(Array.from({ length: 2_000_000 }, (_, at) => (at * 7919) % 251)))
    const { Warnings, Archive } = await lookAt('large.gz', content, { maxUnpackedMb: 1 })

    expect(Warnings).toEqual(['Unpacks to more than is allowed here.'])
    expect(Archive?.at(-1)).toMatch(/^Unpacked: at least \d+ KB/)
  })

  it('end the list at the allowed number of entries', async () => {
    const { Warnings, Archive } = await look('holiday.zip', { maxEntries: 10 })

    expect(Warnings).toEqual(['Only the first entries were read, since there are more than is allowed.'])
    expect(Archive).toContain('Contents: 9 files, 2 folders')
  })

  it('allow exactly as many entries as there are', async () => {
    expect(await look('holiday.zip', { maxEntries: 31 })).not.toHaveProperty('Warnings')
  })
})

describe('an archive inside', () => {
  it('that is too large to look into is told from one that cannot be read', async () => {
    const size = 64_000_001
    const rows = await lookAt(
      'backups.tar',
      tarHeader('backup.zip', size),
      {},
      512 + Math.ceil(size / 512) * 512 + 1024,
    )

    expect(rows).toMatchObject({ 'Archives inside': ['backup.zip: too large to look into'] })
    expect(rows).not.toHaveProperty('Warnings')
  })
})

/** The header of a file in a tar archive. */
function tarHeader(name: string, size: number): Buffer {
  const content = Buffer.alloc(512)
  content.write(name, 0)
  content.write(size.toString(8).padStart(11, '0'), 124)
  content.write(' '.repeat(8), 148)
  content.write('0', 156)
  const sum = content.reduce((total, byte) => total + byte, 0)
  content.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  return content
}

describe('what is no archive', () => {
  it.each(['empty.zip', 'not-an-archive.zip'])('is refused in words: %s', async (name) => {
    await expect(look(name)).rejects.toMatchObject({
      code: 'skills_invalid_file_format_error',
      message: `“${name}” is no archive: it is empty, damaged or of another kind.`,
    })
  })

  it('is told from an archive of which nothing can be read', async () => {
    await expect(lookAt('a.7z', Buffer.from('377abcaf271c0004', 'hex'))).rejects.toMatchObject({
      message: '“a.7z” is damaged or cut off, and cannot be read as 7-Zip.',
    })
  })

  it.each(['first-part.zip', 'last-part.zip'])('is told from one part of several: %s', async (name) => {
    await expect(look(name)).rejects.toMatchObject({
      message: `“${name}” is one part of a split archive, and cannot be read without the others.`,
    })
  })
})
