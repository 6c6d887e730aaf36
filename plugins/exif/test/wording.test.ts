import { describe, expect, it } from 'vitest'
import { cameraOf } from '../camera.ts'
import { exposureOf, flashOf } from '../exposure.ts'
import { placeOf } from '../place.ts'
import { noTags as none } from '../tags.ts'
import { takenAt } from '../taken.ts'
import { firstText, textsOf, userComment } from '../texts.ts'

describe('exposure', () => {
  it.each([
    [{ ExposureTime: 30 }, '30 s'],
    [{ ExposureTime: 0.5 }, '0.5 s'],
    [{ ExposureTime: 1 / 8000 }, '1/8000 s'],
    [{ FNumber: 11 }, 'f/11'],
    [{ PhotographicSensitivity: [400, 0] }, 'ISO 400'],
    [{ ExposureBiasValue: 2 / 3 }, '+0.7 EV'],
    [{ FocalLength: 50, FocalLengthIn35mmFilm: 50 }, '50 mm'],
    [{ FocalLength: 6.8600001, FocalLengthIn35mmFilm: 24 }, '6.9 mm (24 mm in 35 mm format)'],
  ])('of %o reads %s', (tags, words) => {
    expect(exposureOf(tags)).toBe(words)
  })

  it.each([
    [{}],
    [
      {
        ExposureTime: 0,
        FNumber: Number.NaN,
        PhotographicSensitivity: 0,
        FocalLength: Number.POSITIVE_INFINITY,
      },
    ],
    [{ FNumber: 'F2.8' }],
  ])('of %o, which a camera writes when it does not know, is left out', (tags) => {
    expect(exposureOf(tags)).toBeUndefined()
  })

  it('says whether the flash fired', () => {
    expect(flashOf({ Flash: 25 })).toBe('Fired')
    expect(flashOf({ Flash: 16 })).toBe('Did not fire')
    expect(flashOf({ Flash: 32 })).toBeUndefined()
    expect(flashOf({})).toBeUndefined()
  })
})

describe('the time of a photo', () => {
  it.each([
    [{ exif: { DateTimeOriginal: '2024:05:03 18:42:10' } }, '2024-05-03 18:42:10'],
    [
      { exif: { DateTimeOriginal: '2024:05:03 18:42:10', OffsetTime: '-07:00' } },
      '2024-05-03 18:42:10 -07:00',
    ],
    [
      { exif: { DateTimeOriginal: '0000:00:00 00:00:00', DateTimeDigitized: '2020:02:29 01:02:03' } },
      '2020-02-29 01:02:03',
    ],
    [{ xmp: { 'exif:DateTimeOriginal': '2019-07-08T09:10:11.25+05:30' } }, '2019-07-08 09:10:11 +05:30'],
    [{ xmp: { 'photoshop:DateCreated': '2018-01-31' } }, '2018-01-31'],
    [{ iptc: { DateCreated: ['20170605'] } }, '2017-06-05'],
    [{ iptc: { DateCreated: ['20170605'], TimeCreated: ['184210-0330'] } }, '2017-06-05 18:42:10 -03:30'],
  ])('%o reads %s', (tags, words) => {
    expect(takenAt({ ...none, ...tags }, { place: true })).toBe(words)
  })

  it.each([
    [{ exif: { DateTimeOriginal: '    :  :     :  :  ' } }],
    [{ exif: { DateTimeOriginal: '2023:02:30 10:00:00' } }],
    [{ exif: { DateTimeOriginal: 12 } }],
    [{ xmp: { 'photoshop:DateCreated': 'yesterday' } }],
    [{ iptc: { DateCreated: ['20171305'] } }],
  ])('%o is no time', (tags) => {
    expect(takenAt({ ...none, ...tags }, { place: true })).toBeUndefined()
  })
})

describe('the zone by satellite', () => {
  const at = (local: string, stamp: readonly number[]) =>
    takenAt(
      {
        ...none,
        exif: { DateTimeOriginal: local },
        gps: { GPSDateStamp: '2024:01:01', GPSTimeStamp: stamp },
      },
      { place: true },
    )

  it('may be west of Greenwich, across a day, or not a whole hour', () => {
    expect(at('2023:12:31 20:00:00', [3, 59, 30])).toBe('2023-12-31 20:00:00 -08:00')
    expect(at('2024:01:01 05:45:00', [0, 0, 0])).toBe('2024-01-01 05:45:00 +05:45')
  })

  it('is not told where the two clocks do not fit together', () => {
    expect(at('2024:01:01 05:52:00', [0, 0, 0])).toBe('2024-01-01 05:52:00')
    expect(at('2024:01:03 00:00:00', [0, 0, 0])).toBe('2024-01-03 00:00:00')
    expect(at('2024:01:01 02:00:00', [Number.NaN, 0, 0])).toBe('2024-01-01 02:00:00')
  })
})

describe('the camera', () => {
  it.each([
    ['Canon', 'Canon EOS R5', 'Canon EOS R5'],
    ['NIKON CORPORATION', 'NIKON Z 6', 'NIKON Z 6'],
    ['CASIO COMPUTER CO.,LTD', 'EX-Z3', 'CASIO EX-Z3'],
    ['EASTMAN KODAK COMPANY', 'KODAK DX4900', 'KODAK DX4900'],
    ['Apple', 'iPhone 15', 'Apple iPhone 15'],
  ])('of %s and %s is %s', (Make, Model, words) => {
    expect(cameraOf({ ...none, ifd0: { Make, Model } })).toBe(words)
  })
})

describe('the place of a photo', () => {
  it('may lie below the sea, and south and west', () => {
    const gps = {
      GPSLatitude: [31, 30, 0],
      GPSLatitudeRef: 'S',
      GPSLongitude: [35, 30, Number.NaN],
      GPSLongitudeRef: 'W',
      GPSAltitude: 428.7,
      GPSAltitudeRef: 1,
    }

    expect(placeOf({ ...none, gps })?.coordinates).toBe('-31.50000, -35.50000 (429 m below sea level)')
  })

  it.each([
    [{ GPSLatitude: [91, 0, 0], GPSLongitude: [0, 0, 0] }],
    [{ GPSLatitude: [10, 0, 0], GPSLongitude: [180, 30, 0] }],
    [{ GPSLatitude: [Number.NaN, 0, 0], GPSLongitude: [5, 0, 0] }],
    [{ GPSLatitude: '10', GPSLongitude: '5' }],
  ])('is not %o', (gps) => {
    expect(placeOf({ ...none, gps })).toBeUndefined()
  })
})

describe('texts of metadata', () => {
  it('lose the padding and the control characters', () => {
    expect(firstText('\0\0  ', '  NIKON\u0007 CORPORATION \0\0')).toBe('NIKON CORPORATION')
  })

  it('are cut where they are endless', () => {
    expect(firstText('x'.repeat(2000))).toHaveLength(501)
  })

  it('come from lists and language alternatives', () => {
    expect(textsOf(['bay', { lang: 'x-default', value: 'sea' }, 'bay'])).toEqual(['bay', 'sea'])
  })

  it('cannot turn the rest of the row around', () => {
    expect(firstText('photo\u202egpj.exe')).toBe('photo gpj.exe')
  })

  it('are read from a comment in either order of bytes', () => {
    const comment = (text: Buffer) => userComment(Buffer.concat([Buffer.from('UNICODE\0'), text]))

    expect(comment(Buffer.from('Sea', 'utf16le'))).toBe('Sea')
    expect(comment(Buffer.from('Sea', 'utf16le').swap16())).toBe('Sea')
    expect(userComment(Buffer.from('ASCII\0\0\0Bay'))).toBe('Bay')
    expect(userComment(Buffer.from('JIS\0\0\0\0\0Bay'))).toBeUndefined()
  })
})
