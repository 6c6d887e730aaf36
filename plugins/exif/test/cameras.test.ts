import { fileURLToPath } from 'node:url'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { entriesOf, runPlugin } from '../../../test/support/plugin-context.ts'
import exif from '../index.ts'
import { previewOf } from './preview-of.ts'

const fixture = (name: string) => fileURLToPath(new URL(`fixtures/${name}`, import.meta.url))

describe('photos of phones', () => {
  it('say what the phone did, and take their zone from the satellites', async () => {
    const outcome = await runPlugin(exif, fixture('live-photo.jpg'))

    expect(entriesOf(outcome, 'Photo')).toEqual([
      'Taken: 2024-07-14 12:30:05 +02:00',
      'Place: 57.74458, 10.65031 (3 m above sea level, facing north-west)',
      'Map: https://www.openstreetmap.org/?mlat=57.74458&mlon=10.65031#map=15/57.74458/10.65031',
      'Camera: Apple iPhone 15 Pro',
      'Lens: back triple camera 6.765mm f/1.78',
      'Exposure: 1/100 s, f/1.8, ISO 80, 6.8 mm (24 mm in 35 mm format)',
      'Flash: Did not fire',
      'Mode: Portrait with blurred background, HDR, Live Photo (its video is a file of its own), one of a burst',
      'Size: 300 × 200, JPEG, 5 KB',
      'Software: iOS 17.4.1',
    ])
  })

  it('do not tell the zone by satellite where the place is private', async () => {
    const outcome = await runPlugin(exif, fixture('live-photo.jpg'), { options: { place: false } })

    expect(entriesOf(outcome, 'Photo')?.[0]).toBe('Taken: 2024-07-14 12:30:05')
  })

  it('have the titles and tags that Windows wrote, and no words that a camera puts under each picture', async () => {
    const outcome = await runPlugin(exif, fixture('motion-photo.jpg'))

    expect(entriesOf(outcome, 'Photo')).toEqual([
      'Title: Harbour at night',
      'Description: Seen from the pier',
      'Taken: 2024-02-10 21:15:00 +00:00',
      'Camera: Google Pixel 8',
      'Mode: Merged from several shots, Motion photo (with a short video inside), one of a burst',
      'Size: 240 × 160, JPEG, 6 KB',
    ])
    expect(entriesOf(outcome, 'Keywords')).toEqual(['harbour', 'Nacht'])
  })
})

describe('RAW files of cameras', () => {
  it.each([
    ['camera.dng', '4000 × 6000 (24.0 megapixels), DNG (RAW)', 'Lens: 18–55 mm, f/3.5–5.6'],
    ['camera.cr2', '6960 × 4640 (32.3 megapixels), CR2 (RAW)', 'Camera: Canon EOS 90D'],
    ['camera.nef', '6048 × 4024 (24.3 megapixels), NEF (RAW)', 'Camera: NIKON Z 6'],
    ['camera.arw', '6048 × 4024 (24.3 megapixels), ARW (RAW)', 'Camera: SONY ILCE-7M3'],
  ])('%s has the size of its sensor, and a preview', async (name, size, row) => {
    const outcome = await runPlugin(exif, fixture(name))

    expect(entriesOf(outcome, 'Photo')).toContain(row)
    expect(entriesOf(outcome, 'Photo')?.join('\n')).toContain(size)
    expect(await sharp(previewOf(outcome)).metadata()).toMatchObject({ width: 90, height: 90 })
  })

  it('have the preview turned as the camera was held', async () => {
    const upright = await pixelsOf(previewOf(await runPlugin(exif, fixture('camera.nef'))))
    const turned = await pixelsOf(previewOf(await runPlugin(exif, fixture('camera.dng'))))

    const back = await sharp(turned, { raw: { width: 90, height: 90, channels: 3 } })
      .rotate(90)
      .raw()
      .toBuffer()
    expect(meanDifference(back, upright)).toBeLessThan(12)
    expect(meanDifference(turned, upright)).toBeGreaterThan(20)
  })
})

async function pixelsOf(png: Uint8Array | undefined): Promise<Buffer> {
  return sharp(png).removeAlpha().raw().toBuffer()
}

function meanDifference(a: Buffer, b: Buffer): number {
  return a.reduce((sum, value, at) => sum + Math.abs(value - (b[at] ?? 0)), 0) / a.length
}
