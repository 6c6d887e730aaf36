import { gzipSync } from 'node:zlib'
import { runPlugin } from 'box-skill-runner/testing'
import { describe, expect, it } from 'vitest'
import { rowsByTitle } from '../../../test/support/plugin-context.ts'
import archive from '../dist/index.js'
import { fixture, look } from './look.ts'

describe('limits', () => {
  it('end the reading of a bomb, and warn of it', async () => {
    const content = gzipSync(Buffer.alloc(210_000_000), { level: 1 })
    const bomb = Buffer.concat([content, gzipSync(Buffer.alloc(210_000_000))])
    const run = await runPlugin(archive, { file: { name: 'bomb.gz', content: bomb } })

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
    const run = await runPlugin(archive, {
      file: { name: 'large.gz', content },
      options: { maxUnpackedMb: 1 },
    })

    expect(rowsByTitle(run.cards).Warnings).toEqual(['Unpacks to more than is allowed here.'])
    expect(rowsByTitle(run.cards).Archive?.at(-1)).toMatch(/^Unpacked: at least \d+ KB/)
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

describe('what is no archive', () => {
  it.each(['empty.zip', 'not-an-archive.zip'])('is refused in words: %s', async (name) => {
    const run = await runPlugin(archive, { file: fixture(name) })

    expect(run).toMatchObject({
      ok: false,
      error: {
        code: 'skills_invalid_file_format_error',
        message: `“${name}” is no archive: it is empty, damaged or of another kind.`,
      },
    })
  })

  it('is told from an archive of which nothing can be read', async () => {
    const run = await runPlugin(archive, {
      file: { name: 'a.7z', content: Buffer.from('377abcaf271c0004', 'hex') },
    })

    expect(run).toMatchObject({
      ok: false,
      error: { message: '“a.7z” is damaged or cut off, and cannot be read as a 7-Zip archive.' },
    })
  })
})
