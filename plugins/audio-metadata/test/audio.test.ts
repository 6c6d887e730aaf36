import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runPlugin } from 'box-skill-runner/testing'
import { describe, expect, it } from 'vitest'
import { rowsByTitle, runPlugin as runHere } from '../../../test/support/plugin-context.ts'
import audio from '../dist/index.js'

const fixture = (name: string) => fileURLToPath(new URL(`fixtures/${name}`, import.meta.url))

async function read(path: string, options = {}): Promise<Record<string, string[]>> {
  return rowsByTitle((await runHere(audio, path, { options })).cards)
}

async function readBytes(name: string, content: Uint8Array): Promise<Record<string, string[]>> {
  const folder = await mkdtemp(join(tmpdir(), 'audio-test-'))
  try {
    await writeFile(join(folder, name), content)
    return await read(join(folder, name))
  } finally {
    await rm(folder, { recursive: true })
  }
}

describe('music', () => {
  it('is told of by its tags, its sound and its lyrics with times', async () => {
    expect(await read(fixture('song.mp3'))).toMatchInlineSnapshot(`
      {
        "Cover": [
          "Songs of the Pier",
        ],
        "Lyrics": [
          "1–4 The tide goes out at six",
          "4–7.5 The boats lie on the sand",
          "7.5–12.042 Low water, low water",
        ],
        "Track": [
          "Title: Low Water",
          "Artist: The Harbour Choir",
          "Album: Songs of the Pier",
          "Album artist: Various Artists",
          "Track: 3 of 12, disc 1 of 2",
          "Released: 2023-05-12",
          "Genre: Choral",
          "Composer: Tide Table",
          "Label: Quay Records",
          "Tempo: 96 BPM, Dm",
          "Comment: Sung on the pier at night",
          "Sound: 0:12, MP3 128 kbit/s, 44.1 kHz stereo",
          "Loudness: ReplayGain -7.3 dB (track), -6.9 dB (album)",
          "Copyright: CC0 1.0, made for this project",
        ],
      }
    `)
  })

  it('has its cover as a small picture, made by the runner', async () => {
    const { cards } = await runPlugin(audio, { file: fixture('song.mp3') })

    expect(cards[0]).toMatchObject({
      skill_card_type: 'timeline',
      entries: [
        { type: 'image', text: 'Songs of the Pier', image_url: expect.stringMatching(/^data:image\/png/) },
      ],
    })
    expect(JSON.stringify(cards[0]).length).toBeLessThan(8000)
  })

  it('has neither cover nor lyrics where the operator wants that', async () => {
    expect(Object.keys(await read(fixture('song.mp3'), { cover: false, lyrics: false }))).toEqual(['Track'])
  })

  it('in FLAC has chapters and verses', async () => {
    expect(await read(fixture('album.flac'))).toMatchInlineSnapshot(`
      {
        "Chapters": [
          "0–1.5 Wind",
          "1.5–3 Möwen",
        ],
        "Cover": [
          "Wasserstände",
        ],
        "Lyrics": [
          "Erste Zeile
      zweite Zeile",
          "Andere Strophe",
        ],
        "Track": [
          "Title: Ebb",
          "Artist: Die Mole",
          "Album: Wasserstände",
          "Released: 2019",
          "Genre: Ambient",
          "Sound: 0:03, FLAC 24 bit, 44.1 kHz stereo",
          "Loudness: ReplayGain +1.2 dB (track)",
        ],
      }
    `)
  })

  it('keeps names in any script', async () => {
    expect((await read(fixture('wave.ogg'))).Track).toEqual([
      'Title: 波の音',
      'Artist: 海岸録音',
      'Track: 2 of 9',
      'Sound: 0:03, Vorbis 70 kbit/s, 44.1 kHz mono',
    ])
  })
})

describe('what is spoken', () => {
  it('in a podcast has chapters', async () => {
    expect(await read(fixture('episode.mp3'))).toMatchInlineSnapshot(`
      {
        "Chapters": [
          "0–4 Welcome",
          "4–9.5 Why the sea goes away",
          "9.5–20.036 Questions & goodbye",
        ],
        "Episode": [
          "Title: Tides, explained",
          "By: Harbour Radio",
          "Podcast: Harbour Radio Talks",
          "Sound: 0:20, MP3 32 kbit/s, 44.1 kHz mono",
        ],
      }
    `)
  })

  it('in an audiobook has an author, a reader and chapters', async () => {
    expect(await read(fixture('book.m4b'))).toMatchInlineSnapshot(`
      {
        "Audiobook": [
          "Title: The Pilot Boat",
          "Author: Nobody in Particular",
          "Released: 2021",
          "Read by: A Quiet Voice",
          "Description: A pilot waits for the tide. A pilot waits for the tide. A pilot waits for the tide.",
          "Sound: 0:20, AAC 33 kbit/s, 44.1 kHz",
        ],
        "Chapters": [
          "0–4 Welcome",
          "4–9.5 Why the sea goes away",
          "9.5–20.023 Questions & goodbye",
        ],
        "Cover": [
          "The Pilot Boat",
        ],
      }
    `)
  })

  it('in an audiobook has the chapters of Nero where there is no track of them', async () => {
    const bytes = await readFile(fixture('book.m4b'))
    bytes.write('free', bytes.indexOf('chap'), 'latin1')

    expect((await readBytes('book.m4b', bytes)).Chapters).toEqual([
      '0–4 Welcome',
      '4–9.5 Why the sea goes away',
      '9.5–20.023 Questions & goodbye',
    ])
  })

  it('into a recorder says when and with what', async () => {
    expect(await read(fixture('field.wav'))).toEqual({
      Recording: [
        'Description: Waves at the mole',
        'Sound: 0:02, PCM 16 bit, 22.1 kHz mono',
        'Recorded: 2024-05-03 18:42:10',
        'Recorded with: Recorder 4',
      ],
    })
  })

  it('into a phone says when, in UTC', async () => {
    expect(await read(fixture('memo.m4a'))).toEqual({
      Recording: [
        'Title: New Recording 3',
        'Sound: 0:03, AAC 32 kbit/s, 44.1 kHz',
        'Recorded: 2024-05-03 16:42 UTC',
        'Recorded with: com.example.VoiceMemos (Phone 12)',
      ],
    })
  })

  it('has its loudness where it was measured', async () => {
    expect((await read(fixture('talk.opus'))).Track).toContain('Loudness: -20.5 LUFS')
  })
})

describe('the sound', () => {
  it.each([
    ['plain.aiff', '0:01, PCM 16 bit, 22.1 kHz stereo'],
    ['stream.aac', '0:03, AAC 35 kbit/s, 44.1 kHz mono'],
    ['phone.au', '0:02, PCM (µ-law), 8 kHz mono'],
    ['dictation.amr', '0:05, AMR 13 kbit/s, 8 kHz mono'],
    ['wideband.amr', '0:02, AMR wideband 13 kbit/s, 16 kHz mono'],
  ])('of %s is all that there is to tell', async (name, words) => {
    expect(await read(fixture(name))).toEqual({ Recording: [`Sound: ${words}`] })
  })

  it('of WMA is told with its tags', async () => {
    expect((await read(fixture('old.wma'))).Track).toEqual([
      'Title: From an old player',
      'Artist: The Harbour Choir',
      'Album: Songs of the Pier',
      'Track: 5',
      'Sound: 0:02, WMA 32 kbit/s',
    ])
  })

  it('goes by the content where the name says something else', async () => {
    expect((await read(fixture('really-a-flac.mp3'))).Track).toContain(
      'Sound: 0:03, FLAC 24 bit, 44.1 kHz stereo',
    )
  })

  it('of a long file without a table of contents is as long as its frames', async () => {
    const song = await readFile(fixture('song.mp3'))
    const frames = song.subarray(song.length - 128_000)
    const start = frames.indexOf(Buffer.from([0xff, 0xfb]))
    const whole = frames.subarray(start, start + 100_000)
    const { Recording } = await readBytes('long.mp3', Buffer.concat(Array.from({ length: 200 }, () => whole)))

    expect(Recording?.[0]).toMatch(/^Sound: 20:[45]\d, MP3 128 kbit\/s, 44.1 kHz stereo$/)
  })
})

describe('files that are damaged or something else', () => {
  it('are read as far as they go', async () => {
    const { Track, Lyrics } = await read(fixture('truncated.mp3'))

    expect(Track).toContain('Title: Low Water')
    expect(Track).toContain('Sound: 0:04, MP3 128 kbit/s, 44.1 kHz stereo')
    expect(Lyrics).toEqual(['1–3.866 The tide goes out at six'])
  })

  it.each(['empty.mp3', 'letter.mp3', 'picture.mp3', 'lying.mp3', 'truncated.m4a'])(
    'are refused in words: %s',
    async (name) => {
      await expect(read(fixture(name))).rejects.toMatchObject({
        code: 'skills_invalid_file_format_error',
        message: `“${name}” cannot be read as a sound file: it is empty, damaged or of another kind.`,
      })
    },
  )

  it('say that they are damaged where the table of contents promises more', async () => {
    const memo = await readFile(fixture('memo.m4a'))
    const { Recording } = await readBytes('half.m4a', memo.subarray(0, memo.length / 2))

    expect(Recording).toContain('Title: New Recording 3')
    expect(Recording?.at(-1)).toBe('Note: The file is damaged or cut off')
  })

  it('are not begun where they are no longer wanted', async () => {
    const run = runHere(audio, fixture('song.mp3'), { signal: AbortSignal.abort() })

    await expect(run).rejects.toMatchObject({ name: 'AbortError' })
  })
})
