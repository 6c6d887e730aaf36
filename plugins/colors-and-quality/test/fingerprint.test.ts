import { fileURLToPath } from 'node:url'
import sharp, { type Sharp } from 'sharp'
import { beforeAll, describe, expect, it } from 'vitest'
import { fingerprintOf } from '../fingerprint.ts'

const fixture = (name: string) => fileURLToPath(new URL(`fixtures/${name}`, import.meta.url))

async function hashOf(picture: Sharp): Promise<string | undefined> {
  const { data, info } = await picture
    .toColourspace('srgb')
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  return fingerprintOf({ data, width: info.width, height: info.height })
}

/** The bits in which two fingerprints differ. */
function distance(a: string | undefined, b: string | undefined): number {
  return (BigInt(`0x${a}`) ^ BigInt(`0x${b}`)).toString(2).replaceAll('0', '').length
}

describe('the fingerprint', () => {
  let original: string | undefined
  beforeAll(async () => {
    original = await hashOf(sharp(fixture('coffee.jpg')))
  })

  it('is sixteen digits', () => {
    expect(original).toMatch(/^[0-9a-f]{16}$/)
  })

  it.each(['#fff', '#7fbde8', '#0000'])('is not there for a plain surface of %s', async (background) => {
    const plain = sharp({ create: { width: 50, height: 70, channels: 4, background } })

    expect(await hashOf(plain)).toBeUndefined()
  })

  it('is there for what can hardly be seen', async () => {
    const faint = sharp(fixture('coffee.jpg')).linear(0.03, 128)

    expect(await hashOf(faint)).toMatch(/^[0-9a-f]{16}$/)
  })

  it.each<[string, (photo: Sharp) => Sharp]>([
    ['a quarter of the size', (photo) => photo.resize(150)],
    ['twice the size', (photo) => photo.resize(1200)],
    ['a little squeezed', (photo) => photo.resize(600, 360, { fit: 'fill' })],
    ['a JPEG of poor quality', (photo) => photo.jpeg({ quality: 15 })],
    ['WebP', (photo) => photo.webp({ quality: 40 })],
    ['AVIF', (photo) => photo.avif({ quality: 35 })],
    ['greys', (photo) => photo.greyscale()],
    ['brighter', (photo) => photo.modulate({ brightness: 1.25 })],
    ['a little blurred', (photo) => photo.blur(2)],
  ])('differs in at most 6 bits where the copy is %s', async (_, change) => {
    const copy = await change(sharp(fixture('coffee.jpg'))).toBuffer()

    expect(distance(await hashOf(sharp(copy)), original)).toBeLessThanOrEqual(6)
  })

  it.each(['cat.webp', 'rocket.avif', 'scan.tiff', 'sign.png'])(
    'of %s differs in 20 bits or more',
    async (name) => {
      expect(distance(await hashOf(sharp(fixture(name))), original)).toBeGreaterThanOrEqual(20)
    },
  )

  it('sees transparent parts as white', async () => {
    const sign = sharp(fixture('sign.png'))

    expect(await hashOf(sign.clone())).toBe(await hashOf(sign.clone().flatten({ background: '#ffffff' })))
  })

  it('has the lowest frequency as its first bit, and those along a row after it', async () => {
    // One wave from bright to dark, from left to right: beside the average only the second frequency of the first row.
    const wave = Buffer.from(
      Array.from({ length: 32 * 32 }, (_, at) => 128 + 100 * Math.cos((Math.PI * (2 * (at % 32) + 1)) / 64)),
    )

    const hash = await hashOf(sharp(wave, { raw: { width: 32, height: 32, channels: 1 } }))

    expect(Number.parseInt(hash?.slice(0, 1) ?? '', 16) & 0b1100).toBe(0b1100)
  })
})
