import { describe, expect, it } from 'vitest'
import { exposureOf, flashOf } from '../exposure.ts'
import { placeOf } from '../place.ts'
import type { Tags } from '../tags.ts'
import { takenAt } from '../taken.ts'
import { firstText, textsOf } from '../texts.ts'

const none: Tags = { ifd0: {}, exif: {}, gps: {}, iptc: {}, icc: {}, xmp: {}, exifBytes: undefined }

describe('exposure', () => {
  it.each([
    [{ ExposureTime: 30 }, '30 s'],
    [{ ExposureTime: 0.5 }, '0.5 s'],
    [{ ExposureTime: 1 / 8000 }, '1/8000 s'],
    [{ FNumber: 11 }, 'f/11'],
    [{ ISO: [400, 0] }, 'ISO 400'],
    [{ FocalLength: 50, FocalLengthIn35mmFormat: 50 }, '50 mm'],
    [{ FocalLength: 6.8600001, FocalLengthIn35mmFormat: 24 }, '6.9 mm (24 mm in 35 mm format)'],
  ])('of %o reads %s', (tags, words) => {
    expect(exposureOf(tags)).toBe(words)
  })

  it.each([
    [{}],
    [{ ExposureTime: 0, FNumber: Number.NaN, ISO: 0, FocalLength: Number.POSITIVE_INFINITY }],
    [{ FNumber: 'F2.8' }],
  ])('of %o, which a camera writes when it does not know, is left out', (tags) => {
    expect(exposureOf(tags)).toBeUndefined()
  })

  it('says whether the flash fired', () => {
    expect(flashOf({ Flash: 25 })).toBe('Fired')
    expect(flashOf({ Flash: 16 })).toBe('Did not fire')
    expect(flashOf({ Flash: {} })).toBeUndefined()
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
      { exif: { DateTimeOriginal: '0000:00:00 00:00:00', CreateDate: '2020:02:29 01:02:03' } },
      '2020-02-29 01:02:03',
    ],
    [{ xmp: { xmp: { CreateDate: '2019-07-08T09:10:11.25+05:30' } } }, '2019-07-08 09:10:11 +05:30'],
    [{ xmp: { photoshop: { DateCreated: '2018-01-31' } } }, '2018-01-31'],
    [{ iptc: { DateCreated: '20170605' } }, '2017-06-05'],
  ])('%o reads %s', (tags, words) => {
    expect(takenAt({ ...none, ...tags })).toBe(words)
  })

  it.each([
    [{ exif: { DateTimeOriginal: '    :  :     :  :  ' } }],
    [{ exif: { DateTimeOriginal: '2023:02:30 10:00:00' } }],
    [{ exif: { DateTimeOriginal: 12 } }],
    [{ xmp: { xmp: { CreateDate: 'yesterday' } } }],
    [{ iptc: { DateCreated: '20171305' } }],
  ])('%o is no time', (tags) => {
    expect(takenAt({ ...none, ...tags })).toBeUndefined()
  })
})

describe('the place of a photo', () => {
  it('may lie below the sea', () => {
    const gps = { latitude: 31.5, longitude: 35.5, GPSAltitude: 428.7, GPSAltitudeRef: new Uint8Array([1]) }

    expect(placeOf({ ...none, gps })?.coordinates).toBe('31.50000, 35.50000 (429 m below sea level)')
  })

  it.each([
    [{ latitude: 91, longitude: 0 }],
    [{ latitude: 10, longitude: -180.5 }],
    [{ latitude: Number.NaN, longitude: 5 }],
    [{ latitude: '10', longitude: '5' }],
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

  it('keep Latin-1 that is no UTF-8', () => {
    expect(firstText('Café')).toBe('Café')
  })

  it('come from lists and language alternatives', () => {
    expect(textsOf(['bay', { lang: 'x-default', value: 'sea' }, 'bay', 7])).toEqual(['bay', 'sea'])
  })
})
