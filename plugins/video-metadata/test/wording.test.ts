import { describe, expect, it } from 'vitest'
import { chaptersOf } from '../chapters.ts'
import { pictureWords } from '../picture-words.ts'
import { cameraOf, createdAt, placeOf, recordedAt } from '../recording.ts'
import { filmRows } from '../rows.ts'
import { languageName, soundWords, subtitleWords } from '../sound-words.ts'
import { bitRateWords, byteWords, clock, textOf } from '../texts.ts'

describe('a picture', () => {
  it.each([
    [
      { Width: 720, Height: 576, PixelAspectRatio: 1.422, DisplayAspectRatio: 1.778 },
      '720 × 576 (shown as 16:9)',
    ],
    [
      { Width: 720, Height: 480, PixelAspectRatio: 0.5, DisplayAspectRatio: 0.75 },
      '720 × 480 (shown as 0.75:1)',
    ],
    [{ Width: 1920, Height: 1080, Rotation: '90.000' }, '1080 × 1920'],
    [{ Width: 1920, Height: 1080, Rotation: '180.000' }, '1920 × 1080'],
    [{ FrameRate: 29.97, FrameRate_Mode: 'VFR' }, 'about 30 fps'],
    [{ FrameRate: 59.94 }, '59.94 fps'],
    [{ Format: 'ProRes', ScanType: 'Interlaced' }, 'ProRes, interlaced'],
    [{ Format: 'MPEG Video', Format_Version: '1' }, 'MPEG-1'],
    [{ Format: 'HEVC', HDR_Format: 'Dolby Vision / SMPTE ST 2086' }, 'H.265 (HEVC), Dolby Vision'],
    [{ Format: 'HEVC', HDR_Format: 'SMPTE ST 2094 App 4' }, 'H.265 (HEVC), HDR10+'],
    [{ Format: 'AV1', transfer_characteristics: 'HLG' }, 'AV1, HDR (HLG)'],
    [{ Width: 0, Height: -4, FrameRate: Number.NaN }, undefined],
  ])('with %o reads %s', (track, words) => {
    expect(pictureWords(track)).toBe(words)
  })
})

describe('sound', () => {
  it.each([
    [
      {
        Format: 'E-AC-3',
        Format_Commercial_IfAny: 'Dolby Digital Plus',
        Channels: 8,
        ChannelLayout: 'L R C LFE',
      },
      '7.1, Dolby Digital Plus',
    ],
    [{ Format: 'PCM', Channels: 4, ChannelPositions: 'Front: L R' }, '4 channels, PCM'],
    [{ Format: 'MPEG Audio', Format_Profile: 'Layer 3', Language: 'pt-BR' }, 'Brazilian Portuguese, MP3'],
    [{ Format: 'AAC', Language: 'en / en', Title: 'Kommentar\u0000\u202e' }, 'English, AAC (Kommentar)'],
  ])('with %o reads %s', (track, words) => {
    expect(soundWords(track)).toBe(words)
  })

  it('has no language where the file says that it has none', () => {
    expect(['und', 'zxx', '', undefined, 7].map(languageName)).toEqual(Array(5).fill(undefined))
    expect(languageName('Klingon, sort of')).toBe('Klingon, sort of')
    expect(languageName('xx-not-a-1')).toBe('xx-not-a-1')
    expect(languageName('en-12')).toBe('en-12')
  })

  it('may come with captions in the picture', () => {
    expect(subtitleWords({ Format: 'EIA-608' })).toBe('Closed captions')
    expect(subtitleWords({ Format: 'UTF-8', Title: 'Signs', Forced: 'Yes' })).toBe('Signs (forced)')
  })
})

describe('a recording', () => {
  it.each([
    [{ Recorded_Date: '2024-05-03 18:42:10+0200' }, '2024-05-03 18:42:10 +02:00'],
    [{ Recorded_Date: '2024-05-03T18:42:10.120-07:00' }, '2024-05-03 18:42:10 -07:00'],
    [{ Recorded_Date: '2024-05-03 18:42:10 UTC / 2024-05-03 18:42:10 UTC' }, '2024-05-03 18:42:10 UTC'],
    [{ Recorded_Date: '1904-01-01 00:00:00 UTC' }, undefined],
    [{ Recorded_Date: '2024-13-41' }, undefined],
    [{ Recorded_Date: 'last summer' }, undefined],
  ])('with %o was made %s', (general, words) => {
    expect(recordedAt(general)).toBe(words)
  })

  it('has the time of the file where there is none of the camera', () => {
    expect(createdAt({ Encoded_Date: '2024-05-03 16:42:10 UTC' })).toBe('2024-05-03 16:42:10 UTC')
  })

  it.each([
    ['57.7446°N 10.6503°E', '57.74460, 10.65030'],
    ['33.8568°S 151.2153°E 39.000m', '-33.85680, 151.21530 (39 m above sea level)'],
    ['31.5°N 35.5°E -428.7m', '31.50000, 35.50000 (429 m below sea level)'],
    ['0°N 0°E', undefined],
    ['91°N 10°E', undefined],
    ['Skagen', undefined],
  ])('at %s is at %s', (location, words) => {
    expect(placeOf({ Recorded_Location: location })?.coordinates).toBe(words)
  })

  it('names the camera once', () => {
    const named = (company: string, name: string) =>
      cameraOf({ Encoded_Hardware_CompanyName: company, Encoded_Hardware_Name: name })

    expect(named('Google', 'Pixel 8')).toBe('Google Pixel 8')
    expect(named('Canon', 'Canon EOS R5')).toBe('Canon EOS R5')
    expect(named('', 'GX010')).toBe('GX010')
  })
})

describe('chapters', () => {
  const menu = (extra: object) => [{ '@type': 'Menu', extra }]

  it('end where the next one begins', () => {
    expect(
      chaptersOf(menu({ _00_01_30_500: 'en:Two', _00_00_00_000: ':One', Encoded_Date: 'x' }), 100),
    ).toEqual([
      { title: 'One', start: 0, end: 90.5 },
      { title: 'Two', start: 90.5, end: 100 },
    ])
  })

  it('without a title are numbered', () => {
    expect(chaptersOf(menu({ _00_00_00_000: '', _00_00_05_000: '\u0000' }), undefined)).toMatchObject([
      { title: 'Chapter 1', end: 5 },
      { title: 'Chapter 2', end: undefined },
    ])
  })

  it('beyond the end of the film are left out, and a single one says nothing', () => {
    expect(chaptersOf(menu({ _00_00_00_000: 'One', _99_00_00_000: 'Two' }), 100)).toEqual([])
  })

  it('are 300 at most', () => {
    const many = Object.fromEntries(
      Array.from({ length: 1000 }, (_, at) => [`_${String(at).padStart(4, '0')}_00_00_000`, 'x']),
    )

    expect(chaptersOf(menu(many), undefined)).toHaveLength(300)
  })
})

describe('rows', () => {
  const film = {
    general: {},
    videos: [],
    sounds: [],
    subtitles: [],
    chapters: [],
    duration: undefined,
    pictureDuration: undefined,
  }

  it('are few where the file says little', () => {
    expect(filmRows(film, { place: true, bytes: undefined })).toMatchObject({
      Sound: 'None',
      File: undefined,
    })
  })

  it('of a single frame do not say that it lasts no time', () => {
    expect(filmRows({ ...film, duration: 0.04 }, { place: true, bytes: 1 }).Length).toBe('Under 0.1 s')
  })

  it('of a film for the whole world stay readable', () => {
    const tracks = Array.from({ length: 30 }, (_, at) => ({
      Language: `q${String.fromCharCode(97 + (at % 26))}x`,
      Format: 'AAC',
    }))

    const rows = filmRows({ ...film, sounds: tracks, subtitles: tracks }, { place: true, bytes: 1 })

    expect(Object.keys(rows).filter((name) => name.startsWith('Sound'))).toHaveLength(6)
    expect(rows['More sound']).toBe('24 more tracks')
    expect(rows.Subtitles).toMatch(/ and 6 more$/)
  })
})

describe('numbers and texts', () => {
  it('read as people write them', () => {
    expect([0, 59.6, 61, 3661].map(clock)).toEqual(['0:00', '1:00', '1:01', '1:01:01'])
    expect([0, 999, 9_949, 999_600, 12_345_678].map(byteWords)).toEqual([
      '0 bytes',
      '999 bytes',
      '9.9 KB',
      '1 MB',
      '12 MB',
    ])
    expect([800, 47_000, 5_230_000].map(bitRateWords)).toEqual(['800 bit/s', '47 kbit/s', '5.2 Mbit/s'])
  })

  it('are cut where they are endless', () => {
    expect(textOf('x'.repeat(100_000))).toHaveLength(301)
    expect(textOf(`${'x'.repeat(299)}🌅🌅`)).toBe(`${'x'.repeat(299)}…`)
  })

  it('keep the joints within words and emoji, and lose what turns a row around', () => {
    expect(textOf('می\u200cخواهم 👩\u200d🚀')).toBe('می\u200cخواهم 👩\u200d🚀')
    expect(textOf('film\u202e4pm.exe\u2066')).toBe('film 4pm.exe')
  })
})
