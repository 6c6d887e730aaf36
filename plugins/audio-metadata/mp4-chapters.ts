import { type Box, boxAt, boxesIn, bytesOf, contentsOf, type Mp4File, withMp4 } from './mp4-boxes.ts'

/** Chapters that are read; more are no chapters. */
const MAX_CHAPTERS = 2000
/** Bytes of a title that are read. */
const MAX_TITLE = 1000

/** Where a chapter begins, in seconds, and what it is called. */
export interface ChapterStart {
  readonly start: number
  readonly title: string
}

/**
 * The chapters of an audiobook or podcast in MP4: a track of texts, as Apple makes it, else Nero's list. music-metadata
 * finds only the first, and only where the table of contents stands in front of the sound. Anything that makes no sense
 * gives no chapters.
 *
 * @throws whatever `signal` was aborted with.
 */
export async function readMp4Chapters(path: string, signal: AbortSignal): Promise<ChapterStart[]> {
  return withMp4(path, signal, async (mp4) => {
    const movie = await boxAt(mp4, mp4.whole, 'moov')
    if (movie === undefined) return []
    const fromTrack = await chapterTrack(mp4, movie)
    return fromTrack.length > 0
      ? fromTrack
      : neroList(await contentsOf(mp4, await boxAt(mp4, movie, 'udta/chpl')))
  })
}

/** The sound's track names the one with the titles. */
async function chapterTrack(mp4: Mp4File, movie: Box): Promise<ChapterStart[]> {
  let wanted: number | undefined
  const ids = new Map<number, Box>()
  for await (const track of boxesIn(mp4, movie)) {
    if (track.type !== 'trak') continue
    const header = await contentsOf(mp4, await boxAt(mp4, track, 'tkhd'), 32)
    // Version 1 has times of 8 bytes in front.
    const at = header[0] === 1 ? 20 : 12
    if (header.length >= at + 4) ids.set(header.readUInt32BE(at), track)
    const reference = await contentsOf(mp4, await boxAt(mp4, track, 'tref/chap'), 4)
    if (reference.length === 4) wanted ??= reference.readUInt32BE(0)
  }
  const track = wanted === undefined ? undefined : ids.get(wanted)
  return track === undefined ? [] : readTitles(mp4, track)
}

async function readTitles(mp4: Mp4File, track: Box): Promise<ChapterStart[]> {
  const media = await contentsOf(mp4, await boxAt(mp4, track, 'mdia/mdhd'), 32)
  const scaleAt = media[0] === 1 ? 20 : 12
  const timeScale = media.length >= scaleAt + 4 ? media.readUInt32BE(scaleAt) : 0
  const table = await boxAt(mp4, track, 'mdia/minf/stbl')
  if (table === undefined || timeScale === 0) return []
  const starts = startsOf(await contentsOf(mp4, await boxAt(mp4, table, 'stts')))
  const places = await placesOf(mp4, table)
  const chapters: ChapterStart[] = []
  for (const [index, place] of places.entries()) {
    const start = starts[index]
    if (start === undefined) break
    const text = await bytesOf(mp4, place, 2 + MAX_TITLE)
    if (text.length < 2) break
    chapters.push({ start: start / timeScale, title: titleOf(text.subarray(2, 2 + text.readUInt16BE(0))) })
  }
  return chapters
}

/** When each sample begins, of runs of samples that last equally long. */
function startsOf(table: Buffer): number[] {
  const starts: number[] = []
  let time = 0
  for (let at = 8; at + 8 <= table.length && starts.length < MAX_CHAPTERS; at += 8) {
    const [count, duration] = [table.readUInt32BE(at), table.readUInt32BE(at + 4)]
    for (let sample = 0; sample < count && starts.length < MAX_CHAPTERS; sample++) {
      starts.push(time)
      time += duration
    }
  }
  return starts
}

/** Where in the file each sample lies: samples follow each other in chunks. */
async function placesOf(mp4: Mp4File, table: Box): Promise<number[]> {
  const sizes = await contentsOf(mp4, await boxAt(mp4, table, 'stsz'))
  const runs = await contentsOf(mp4, await boxAt(mp4, table, 'stsc'), 8 + 12 * MAX_CHAPTERS)
  const chunks = await chunkOffsets(mp4, table)
  const places: number[] = []
  for (const [index, offset] of chunks.entries()) {
    if (places.length === MAX_CHAPTERS) break
    let place = offset
    const samples = samplesInChunk(runs, index + 1)
    for (let sample = 0; sample < samples && places.length < MAX_CHAPTERS; sample++) {
      const size = sampleSize(sizes, places.length)
      if (size === undefined) return places
      places.push(place)
      place += size
    }
  }
  return places
}

async function chunkOffsets(mp4: Mp4File, table: Box): Promise<number[]> {
  const short = await contentsOf(mp4, await boxAt(mp4, table, 'stco'), 8 + 4 * MAX_CHAPTERS)
  const long = await contentsOf(mp4, await boxAt(mp4, table, 'co64'), 8 + 8 * MAX_CHAPTERS)
  const offsets: number[] = []
  for (let at = 8; at + 4 <= short.length; at += 4) offsets.push(short.readUInt32BE(at))
  for (let at = 8; at + 8 <= long.length; at += 8) offsets.push(Number(long.readBigUInt64BE(at)))
  return offsets
}

/** One size for all, or a size for each. */
function sampleSize(sizes: Buffer, index: number): number | undefined {
  if (sizes.length < 12) return undefined
  const common = sizes.readUInt32BE(4)
  if (common > 0) return index < sizes.readUInt32BE(8) ? common : undefined
  const at = 12 + 4 * index
  return at + 4 <= sizes.length ? sizes.readUInt32BE(at) : undefined
}

/** Of runs of chunks: the first chunk of the run, counted from 1, and how many samples each of its chunks has. */
function samplesInChunk(runs: Buffer, chunk: number): number {
  let samples = 0
  for (let at = 8; at + 12 <= runs.length && runs.readUInt32BE(at) <= chunk; at += 12) {
    samples = runs.readUInt32BE(at + 4)
  }
  return samples
}

function titleOf(bytes: Buffer): string {
  const isUtf16 = (bytes[0] === 0xfe && bytes[1] === 0xff) || (bytes[0] === 0xff && bytes[1] === 0xfe)
  const label = !isUtf16 ? 'utf-8' : bytes[0] === 0xfe ? 'utf-16be' : 'utf-16le'
  return new TextDecoder(label).decode(bytes)
}

/** Nero's list: times in units of 100 ns, and titles of at most 255 bytes. */
function neroList(list: Buffer): ChapterStart[] {
  const chapters: ChapterStart[] = []
  // Version 1 has four more bytes in front of the count.
  for (let at = list[0] === 1 ? 9 : 5; at + 9 <= list.length && chapters.length < MAX_CHAPTERS; ) {
    const length = list[at + 8] ?? 0
    const start = Number(list.readBigUInt64BE(at)) / 10_000_000
    chapters.push({ start, title: list.toString('utf8', at + 9, at + 9 + length) })
    at += 9 + length
  }
  return chapters
}
