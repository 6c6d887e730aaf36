import { fileURLToPath } from 'node:url'
import sharp, { type Sharp } from 'sharp'
import { describe, expect, it } from 'vitest'
import { colorName } from '../color-names.ts'
import { labOf } from '../lab.ts'
import { paletteOf } from '../palette.ts'
import type { Pixels } from '../pixels.ts'
import { sharpnessOf } from '../sharpness.ts'
import { tonesOf } from '../tones.ts'

const fixture = (name: string) => fileURLToPath(new URL(`fixtures/${name}`, import.meta.url))

async function pixelsOf(picture: Sharp): Promise<Pixels> {
  const { data, info } = await picture
    .toColourspace('srgb')
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  return { data, width: info.width, height: info.height }
}

function plain(background: string, width = 256, height = 256): Sharp {
  return sharp({ create: { width, height, channels: 4, background } })
}

describe('sharpness', () => {
  it.each(['coffee.jpg', 'cat.webp', 'rocket.avif'])('of %s falls with each step of blur', async (name) => {
    const source = await sharp(fixture(name)).png().toBuffer()
    const found: number[] = []
    for (const sigma of [0, 1.2, 2.5, 4, 8]) {
      const picture = sigma === 0 ? sharp(source) : sharp(source).blur(sigma)
      found.push(sharpnessOf(await pixelsOf(picture)) ?? Number.NaN)
    }

    expect(found).toEqual([...found].sort((a, b) => b - a))
    expect(found[0]).toBeGreaterThan(75)
    expect(found[2]).toBeLessThan(60)
    expect(found[4]).toBeLessThan(40)
  })

  it('is that of the subject where the background is blurred', async () => {
    const subject = await sharp(fixture('coffee.jpg'))
      .extract({ left: 150, top: 80, width: 256, height: 256 })
      .toBuffer()
    const portrait = sharp(await sharp(fixture('coffee.jpg')).blur(8).toBuffer()).composite([
      { input: subject, left: 150, top: 80 },
    ])

    expect(sharpnessOf(await pixelsOf(sharp(await portrait.png().toBuffer())))).toBeGreaterThan(60)
  })

  it('does not take grain for sharpness', async () => {
    const blurred = sharp(await sharp(fixture('coffee.jpg')).blur(6).png().toBuffer())
    // A grain of ±2 of 255, the same each time, and the same in all three colours.
    const { data, info } = await blurred.raw().toBuffer({ resolveWithObject: true })
    for (let at = 0; at < data.length; at++) {
      const grain = ((Math.imul(Math.floor(at / 3), 2654435761) >>> 13) % 5) - 2
      data[at] = Math.min(255, Math.max(0, (data[at] ?? 0) + grain))
    }
    const grainy = sharp(data, { raw: { width: info.width, height: info.height, channels: 3 } })

    expect(sharpnessOf(await pixelsOf(grainy))).toBeLessThan(60)
  })

  it('is not told of icons and of plain surfaces', async () => {
    expect(sharpnessOf(await pixelsOf(sharp(fixture('coffee.jpg')).resize(190)))).toBeUndefined()
    expect(sharpnessOf(await pixelsOf(plain('#7fbde8')))).toBeUndefined()
  })
})

describe('tones', () => {
  it('are shares of what is seen', async () => {
    const half = await plain('#000000')
      .composite([{ input: await plain('#ffffff', 128).png().toBuffer(), left: 0, top: 0 }])
      .png()
      .toBuffer()

    const tones = tonesOf(await pixelsOf(sharp(half)))

    expect(tones.black).toBeCloseTo(0.5, 1)
    expect(tones.white).toBeCloseTo(0.5, 1)
    expect(tones).toMatchObject({ p5: 0, p95: 100, monochrome: true, transparent: 0 })
  })

  it('of a picture that cannot be seen are 0', async () => {
    expect(tonesOf(await pixelsOf(plain('#ff000000')))).toMatchObject({ mean: 0, p99: 0, transparent: 1 })
  })
})

describe('the palette', () => {
  it('tells shares, and keeps a small vivid spot', async () => {
    const spot = await plain('#d42020', 32, 32).png().toBuffer()
    const picture = await plain('#808080')
      .composite([{ input: spot, left: 10, top: 10 }])
      .png()
      .toBuffer()

    expect(paletteOf(await pixelsOf(sharp(picture)), 5)).toEqual([
      { name: 'Grey', hex: '#808080', share: expect.closeTo(0.984, 2) },
      { name: 'Red', hex: '#D42020', share: expect.closeTo(0.016, 2) },
    ])
  })

  it('counts two shades as one that can hardly be told apart, whatever they are called', async () => {
    const half = await plain('#acacac', 120).png().toBuffer()
    const picture = await plain('#969696')
      .composite([{ input: half, left: 0, top: 0 }])
      .png()
      .toBuffer()

    expect(paletteOf(await pixelsOf(sharp(picture)), 5)).toEqual([{ name: 'Grey', hex: '#969696', share: 1 }])
  })

  it('is one colour for a surface with a little noise', async () => {
    const { data, info } = await plain('#2364c8').raw().toBuffer({ resolveWithObject: true })
    for (let at = 0; at < data.length; at++) if (at % 4 < 3) data[at] = (data[at] ?? 0) + ((at * 7919) % 7)

    expect(paletteOf({ data, width: info.width, height: info.height }, 5).map(({ name }) => name)).toEqual([
      'Blue',
    ])
  })

  it('of a picture that cannot be seen is empty', async () => {
    expect(paletteOf(await pixelsOf(plain('#ff000000')), 5)).toEqual([])
  })
})

describe('the name of a colour', () => {
  it.each([
    [255, 0, 0, 'Red'],
    [0, 128, 0, 'Green'],
    [0, 0, 255, 'Bright blue'],
    [255, 255, 0, 'Yellow'],
    [255, 165, 0, 'Orange'],
    [255, 255, 255, 'White'],
    [0, 0, 0, 'Black'],
    [128, 128, 128, 'Grey'],
    [135, 206, 235, 'Sky blue'],
    [255, 192, 203, 'Light pink'],
    [139, 69, 19, 'Brown'],
    [0, 0, 128, 'Dark blue'],
    [128, 0, 128, 'Purple'],
    [64, 224, 208, 'Turquoise'],
    [245, 245, 220, 'Cream'],
  ])('of %i, %i, %i is %s', (red, green, blue, name) => {
    expect(colorName(labOf(red, green, blue))).toBe(name)
  })
})
