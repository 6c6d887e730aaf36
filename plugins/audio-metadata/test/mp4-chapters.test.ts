import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readMp4Chapters } from '../mp4-chapters.ts'

const { signal } = new AbortController()
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'audio-mp4-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function chaptersIn(movie: Buffer, stop = signal) {
  const path = join(folder, 'book.m4b')
  await writeFile(path, movie)
  return readMp4Chapters(path, stop)
}

function box(type: string, ...contents: readonly Buffer[]): Buffer {
  const head = Buffer.alloc(8)
  head.writeUInt32BE(contents.reduce((sum, { length }) => sum + length, 8))
  head.write(type, 4, 'latin1')
  return Buffer.concat([head, ...contents])
}

function numbers(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4)
  for (const [index, value] of values.entries()) bytes.writeUInt32BE(value, index * 4)
  return bytes
}

const times = (count: number, piece: Buffer) => Buffer.concat(Array.from({ length: count }, () => piece))
/** Names track 7 as the one with the titles. */
const sound = box('trak', box('tkhd', numbers(0, 0, 0, 1)), box('tref', box('chap', numbers(7))))

/** A movie whose titles are all one text, which lies at its very beginning: a second each, in chunks of one title. */
function movieOf(chapters: number, runs: Buffer, before = Buffer.alloc(0)): Buffer {
  const text = box('free', Buffer.from('\0\x05Story'))
  const table = box(
    'stbl',
    box('stts', numbers(0, 1, chapters, 1000)),
    box('stsz', numbers(0, 7, chapters)),
    box('stsc', runs),
    box('stco', numbers(0, chapters), times(chapters, numbers(8))),
  )
  const media = box('mdia', box('mdhd', numbers(0, 0, 0, 1000, 0)), box('minf', table))
  const titles = box('trak', box('tkhd', numbers(0, 0, 0, 7)), media)
  return Buffer.concat([text, before, box('moov', sound, titles)])
}

const oneAChunk = numbers(0, 1, 1, 1, 1)

describe('the chapters of an MP4', () => {
  it('are read from the track of their titles', async () => {
    expect(await chaptersIn(movieOf(3, oneAChunk))).toEqual([
      { start: 0, title: 'Story' },
      { start: 1, title: 'Story' },
      { start: 2, title: 'Story' },
    ])
  })

  it('are 2000 at most', async () => {
    expect(await chaptersIn(movieOf(5000, oneAChunk))).toHaveLength(2000)
  })

  it('are found behind thousands of boxes', async () => {
    expect(await chaptersIn(movieOf(2, oneAChunk, times(5000, box('free'))))).toHaveLength(2)
  })
})

// Each of these takes minutes where the time grows with the square of the length, or the abort is not heard.
describe('a hostile MP4', () => {
  it('with a hundred tracks of ten thousand boxes has no chapters', async () => {
    const track = box('trak', times(10_000, box('free')))

    expect(await chaptersIn(Buffer.concat([box('moov', sound, times(100, track))]))).toEqual([])
  })

  it('with an endless table of chunks is read once', async () => {
    const runs = Buffer.concat([numbers(0, 80_000), times(80_000, numbers(1, 0, 1))])

    expect(await chaptersIn(movieOf(2000, runs))).toEqual([])
  })

  it('is left when it is no longer wanted', async () => {
    const movie = Buffer.concat([times(15_000, box('free')), movieOf(2, oneAChunk)])

    await expect(chaptersIn(movie, AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' })
  })
})
