import type { IAudioMetadata, ICommonTagsResult } from 'music-metadata'
import { describe, expect, it } from 'vitest'
import { chaptersOf } from '../chapters.ts'
import { codecName } from '../codec-name.ts'
import { coverOf } from '../cover.ts'
import { kindOf } from '../kind.ts'
import { loudnessOf } from '../loudness.ts'
import { lengthWords, soundWords } from '../sound.ts'
import { readSpeechFormat } from '../speech-formats.ts'
import { cleaned, listed } from '../texts.ts'
import { createdOf, releasedOf } from '../times.ts'

const nothing = {
  track: { no: null, of: null },
  disk: { no: null, of: null },
  movementIndex: { no: null, of: null },
}
const common = (tags: Partial<ICommonTagsResult>): ICommonTagsResult => ({ ...nothing, ...tags })
const metadata = (parts: Partial<IAudioMetadata>): IAudioMetadata => ({
  common: nothing,
  format: { trackInfo: [], tagTypes: [] },
  native: {},
  quality: { warnings: [] },
  ...parts,
})
const silent = { codec: undefined, duration: undefined, sampleRate: undefined, channels: undefined }

describe('the sound in words', () => {
  it.each([
    [
      { codec: 'MP3', duration: 222, sampleRate: 44_100, channels: 2, bitrate: 320_000 },
      '3:42, MP3 320 kbit/s, 44.1 kHz stereo',
    ],
    [{ ...silent, codec: 'MP3', bitrate: 245_300, isVariable: true }, 'MP3 about 245 kbit/s'],
    [{ ...silent, codec: 'FLAC', duration: 0.4, bitsPerSample: 24, channels: 6 }, '0.4 s, FLAC 24 bit, 5.1'],
    [{ ...silent, codec: 'AMR', bitrate: 4750 }, 'AMR 4.8 kbit/s'],
    [{ ...silent, codec: 'PCM', duration: 0.03 }, 'under 0.1 s, PCM'],
    [silent, undefined],
  ])('of %j reads %s', (sound, words) => {
    expect(soundWords(sound)).toBe(words)
  })

  it('has hours where there are any', () => {
    expect([lengthWords(59.6), lengthWords(3723), lengthWords(360_000)]).toEqual([
      '1:00',
      '1:02:03',
      '100:00:00',
    ])
  })

  it.each([
    ['MPEG 1 Layer 3', 'MP3'],
    ['MPEG-4/AAC+<text>', 'AAC'],
    ['Windows Media Audio 9.2 Lossless', 'WMA Lossless'],
    ['sowt', 'PCM'],
    ['Something New', 'Something New'],
    [undefined, 'WAVE'],
  ])('calls %s %s', (codec, name) => {
    expect(codecName({ codec, container: 'WAVE' } as Parameters<typeof codecName>[0])).toBe(name)
  })
})

describe('the kind', () => {
  it.each([
    [common({}), 'recording'],
    [common({ title: 'Memo' }), 'recording'],
    [common({ artist: 'Somebody' }), 'music'],
    [common({ genre: ['Podcast'], artist: 'Somebody' }), 'podcast'],
    [common({ stik: 2, artist: 'Somebody' }), 'audiobook'],
    [common({ genre: ['Hörbuch'] }), 'audiobook'],
    [undefined, 'recording'],
  ])('of %j is %s', (tags, kind) => {
    expect(kindOf(tags)).toBe(kind)
  })
})

describe('loudness', () => {
  const bext = (version: number, value: number) =>
    metadata({
      native: {
        exif: [
          { id: 'bext.version', value: version },
          { id: 'bext.loudnessValue', value },
        ],
      },
    })

  it('of a broadcast wave is a signed number in hundredths', () => {
    expect(loudnessOf(bext(2, 0x10000 - 2310))).toBe('-23.1 LUFS')
    expect([
      loudnessOf(bext(1, 0x10000 - 2310)),
      loudnessOf(bext(2, 0)),
      loudnessOf(bext(2, 0x7fff)),
    ]).toEqual([undefined, undefined, undefined])
  })

  it('is left out where it makes no sense', () => {
    expect(
      loudnessOf(metadata({ common: common({ replaygain_track_gain: { dB: 900, ratio: 1 } }) })),
    ).toBeUndefined()
  })
})

describe('chapters', () => {
  const chapter = (start: number, title: string) => ({ start, title })

  it('are put in order, end with the next one, and get a number for a name', () => {
    expect(chaptersOf(metadata({}), [chapter(60, 'Two'), chapter(0, ' \0')], 100)).toEqual([
      { title: 'Chapter 1', start: 0, end: 60 },
      { title: 'Two', start: 60, end: 100 },
    ])
  })

  it('beyond the end, or only one, are none', () => {
    expect(chaptersOf(metadata({}), [chapter(0, 'One'), chapter(200, 'Beyond')], 100)).toEqual([])
  })
})

describe('times', () => {
  it.each([
    [common({ date: '2023-05-12' }), '2023-05-12'],
    [common({ date: '2023-05-12T10:00:00Z' }), '2023-05-12'],
    [common({ year: 1998 }), '1998'],
    [common({ date: '0000', year: 0 }), undefined],
  ])('of a release %j read %s', (tags, words) => {
    expect(releasedOf(tags)).toBe(words)
  })

  it('that clocks begin with are none', () => {
    const format = (creationTime: Date) => ({ trackInfo: [], tagTypes: [], creationTime })

    expect(createdOf(format(new Date('1904-01-01T00:00:00Z')), {})).toBeUndefined()
    expect(createdOf(format(new Date(Number.NaN)), {})).toBeUndefined()
    expect(createdOf(format(new Date('2024-05-03T16:42:10Z')), {})).toBe('2024-05-03 16:42 UTC')
  })
})

describe('the cover', () => {
  it('is the front one, and one that can be drawn', () => {
    const jpeg = Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 1)
    const front = Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 2)
    const pictures = [
      { format: '-->', data: Buffer.from('https://example.com/a.jpg'), type: 'Cover (front)' },
      { format: 'image/jpeg', data: jpeg, type: 'Artist' },
      { format: 'image/jpeg', data: front, type: 'Cover (front)' },
    ]

    expect(coverOf(common({ picture: pictures }))).toBe(front)
    expect(coverOf(common({ picture: pictures.slice(0, 1) }))).toBeUndefined()
  })
})

describe('formats without tags', () => {
  const none = async function* () {}
  const au = (...numbers: number[]) => {
    const head = Buffer.alloc(24)
    head.write('.snd')
    for (const [index, number] of numbers.entries()) head.writeUInt32BE(number, 4 + 4 * index)
    return head
  }

  it('may say a length that is not there', async () => {
    expect(await readSpeechFormat(au(24, 4_000_000_000, 3, 8000, 2), 24 + 32_000, none)).toMatchObject({
      duration: 1,
    })
  })

  it('may be of no use', async () => {
    expect(await readSpeechFormat(au(24, 10, 3, 0, 1), 100, none)).toBeUndefined()
    expect(await readSpeechFormat(Buffer.from('#!AMR\n'), 6, none)).toBeUndefined()
  })
})

describe('texts', () => {
  it('are cut between characters, and cannot turn a row around', () => {
    expect(cleaned(`${'x'.repeat(9)}🌅🌅`, 10)).toBe(`${'x'.repeat(9)}…`)
    expect(cleaned('song\u202e3pm.exe', 100)).toBe('song 3pm.exe')
  })
})

describe('lists', () => {
  it('have each name once, and an end', () => {
    expect(listed(['a', 'a', ' ', 'b'])).toBe('a, b')
    expect(listed(['a', 'b', 'c', 'd'], 2)).toBe('a, b and 2 more')
    expect(listed([])).toBeUndefined()
  })
})
