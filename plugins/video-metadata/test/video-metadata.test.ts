import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type PluginRun, runPlugin } from 'box-skill-runner/testing'
import { beforeAll, describe, expect, it } from 'vitest'
import { runPlugin as runHere } from '../../../test/support/plugin-context.ts'
import plugin from '../dist/index.js'
import { findFfmpeg } from '../ffmpeg.ts'

const fixture = (name: string) => new URL(`fixtures/${name}`, import.meta.url)
const ffmpeg = await findFfmpeg()

/** The cards as people read them: a line for each title, and one for each entry, with its times in front. */
function read({ cards }: Pick<PluginRun, 'cards'> | Awaited<ReturnType<typeof runHere>>): string[] {
  return cards.flatMap((card) => {
    const title = `# ${card.skill_card_title?.message}`
    if (!('entries' in card)) return [title]
    const lines = card.entries.map(({ text, appears = [] }) =>
      [...appears.map(({ start, end }) => `[${start}-${end}]`), text].join(' '),
    )
    return [title, ...lines]
  })
}

/** Without a thread, which takes a second each time. */
const rowsOf = async (name: string, options = {}) =>
  read(await runHere(plugin, fileURLToPath(fixture(name)), { options: { keyFrames: 0, ...options } }))

describe('a film with all that a film can have', () => {
  let run: PluginRun
  beforeAll(async () => {
    run = await runPlugin(plugin, { file: fixture('harbour.mp4') })
  })

  it('is told of in rows and chapters', () => {
    expect(read(run).filter((line) => !/^# Scenes|–/.test(line))).toMatchInlineSnapshot(`
      [
        "# Video",
        "Title: Harbour round trip",
        "Length: 12 s",
        "Recorded: 2024-05-03",
        "Place: 57.74460, 10.65030",
        "Map: https://www.openstreetmap.org/?mlat=57.74460&mlon=10.65030#map=15/57.74460/10.65030",
        "Picture: 320 × 180, 25 fps, H.264",
        "Sound: English, stereo, AAC",
        "File: MP4, 82 KB, 54 kbit/s",
        "# Chapters",
        "[0-4] Casting off",
        "[4-8] In the fairway",
        "[8-12] Back at the quay",
      ]
    `)
  })

  it.skipIf(ffmpeg === undefined)('has each scene once, with the times at which it is seen', () => {
    const [scenes] = run.cards
    const entries = scenes !== undefined && 'entries' in scenes ? scenes.entries : []

    expect(scenes).toMatchObject({ skill_card_type: 'timeline', duration: 12 })
    expect(entries[0]).toMatchObject({
      text: '0:00–0:04, 0:08–0:12',
      appears: [
        { start: 0, end: 4 },
        { start: 8, end: 12 },
      ],
    })
    expect(entries.at(-1)?.appears?.at(-1)?.end).toBe(8)
    for (const { image_url } of entries) expect(image_url).toMatch(/^data:image\/png;base64,.{100,8000}$/)
  })

  it('keeps the place private where the operator wants that', async () => {
    const said = (await rowsOf('harbour.mp4', { place: false })).join()

    for (const trace of ['57.7', '10.65', 'openstreetmap', 'Place']) expect(said).not.toContain(trace)
    expect(said).toContain('Recorded: 2024-05-03')
  })
})

describe('films of all formats', () => {
  it('names the phone, its clock and the place, and turns the picture', async () => {
    expect(await rowsOf('phone.mov')).toMatchInlineSnapshot(`
      [
        "# Video",
        "Length: 3 s",
        "Recorded: 2024-05-03 18:42:10 +02:00",
        "Camera: Apple iPhone 13 mini",
        "Place: -33.85680, 151.21530 (39 m above sea level)",
        "Map: https://www.openstreetmap.org/?mlat=-33.85680&mlon=151.21530#map=15/-33.85680/151.21530",
        "Picture: 180 × 320, 30 fps, H.265 (HEVC)",
        "Sound: mono, AAC",
        "File: QuickTime, 31 KB, 82 kbit/s",
      ]
    `)
  })

  it('tells tracks of sound and subtitles apart', async () => {
    expect(await rowsOf('trailer.mkv')).toMatchInlineSnapshot(`
      [
        "# Video",
        "Title: The Lighthouse, a trailer",
        "Length: 4 s",
        "Picture: 320 × 134, 23.976 fps, VP9",
        "Sound 1: English, 5.1, Dolby Digital",
        "Sound 2: German, mono, Opus (Commentary)",
        "Subtitles: English, German (forced)",
        "File: Matroska, 69 KB, 137 kbit/s",
      ]
    `)
  })

  it('sees that a picture is HDR', async () => {
    expect(await rowsOf('hdr.mp4')).toMatchInlineSnapshot(`
      [
        "# Video",
        "Length: 1 s",
        "Picture: 480 × 270, 50 fps, H.265 (HEVC), HDR10",
        "Sound: None",
        "File: MP4, 8.9 KB, 71 kbit/s",
      ]
    `)
  })

  it('reads WebM, whatever it is called', async () => {
    expect(await rowsOf('really-a-webm.mp4')).toMatchInlineSnapshot(`
      [
        "# Video",
        "Length: 2 s",
        "Picture: 320 × 240, 15 fps, VP8",
        "Sound: mono, Vorbis",
        "File: WebM, 18 KB, 72 kbit/s",
      ]
    `)
  })

  it('reads AVI', async () => {
    expect(await rowsOf('old.avi')).toMatchInlineSnapshot(`
      [
        "# Video",
        "Title: Boats",
        "Length: 4.1 s",
        "Picture: 320 × 240, 25 fps, MPEG-4",
        "Sound: mono, MP3",
        "File: AVI, 46 KB, 90 kbit/s",
      ]
    `)
  })

  it('reads a stream as it is broadcast', async () => {
    expect(await rowsOf('broadcast.m2ts')).toMatchInlineSnapshot(`
      [
        "# Video",
        "Length: 2.2 s",
        "Picture: 352 × 288, 25 fps, MPEG-2, interlaced",
        "Sound: mono, MP2",
        "File: MPEG transport stream, 46 KB, 168 kbit/s",
      ]
    `)
  })

  it('says that a film without pictures is sound', async () => {
    expect(await rowsOf('sound-only.mp4', { keyFrames: 12 })).toMatchInlineSnapshot(`
      [
        "# Sound",
        "Length: 3 s",
        "Sound: mono, AAC",
        "File: MP4, 7.4 KB, 20 kbit/s",
      ]
    `)
  })
})

describe('files that are no films', () => {
  it('has people read that the second half is missing', async () => {
    const { error, cards } = await runPlugin(plugin, { file: fixture('truncated.mp4') })

    expect(error?.code).toBe('custom_error')
    expect(cards).toMatchObject([
      { status: { message: '“truncated.mp4” is not complete: the index of the film is missing.' } },
    ])
  })

  it('has people read that the end is missing where the index is there', async () => {
    const bytes = await readFile(fixture('harbour.mp4'))
    // The index stands in front of the pictures.
    expect(bytes.indexOf('moov')).toBeLessThan(bytes.indexOf('mdat'))
    const path = join(await mkdtemp(join(tmpdir(), 'video-test-')), 'half.mp4')
    await writeFile(path, bytes.subarray(0, bytes.length / 2))

    const run = await runHere(plugin, path, { options: { keyFrames: 0 } })

    expect(read(run)).toContain('Note: The file is cut off: its end is missing')
    await rm(dirname(path), { recursive: true })
  })

  it.each([
    ['empty.mp4', 'it is empty, damaged or of another kind'],
    ['picture.mp4', 'it is PNG, without moving pictures or sound'],
    ['playlist.mp4', 'it is HLS, without moving pictures or sound'],
    ['concat.mp4', 'it is empty, damaged or of another kind'],
  ])('refuses %s', async (name, reason) => {
    await expect(rowsOf(name)).rejects.toMatchObject({
      code: 'skills_invalid_file_format_error',
      message: `“${name}” cannot be read as a film: ${reason}.`,
    })
  })

  it('ends within a film where it is no longer wanted', async () => {
    const controller = new AbortController()

    const run = runHere(plugin, fileURLToPath(fixture('harbour.mp4')), {
      signal: controller.signal,
      onProgress: (fraction) => fraction > 0 && controller.abort(),
    })

    await expect(run).rejects.toMatchObject({ name: 'AbortError' })
  })
})

describe('without ffmpeg', () => {
  it('does not start where the path of it is wrong', async () => {
    const run = await runPlugin(plugin, {
      file: fixture('clip.webm'),
      options: { ffmpeg: '/nowhere/ffmpeg' },
    })

    expect(run.error?.message).toContain(
      'The option "ffmpeg" is not the absolute path of a program: /nowhere/ffmpeg',
    )
  })
})
