import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { entriesOf, runPlugin, titlesOf } from '../../../test/support/plugin-context.ts'
import colors from '../index.ts'

const fixture = (name: string) => fileURLToPath(new URL(`fixtures/${name}`, import.meta.url))
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'colors-test-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function rowOf(name: string, path: string): Promise<string | undefined> {
  const rows = entriesOf(await runPlugin(colors, path, { options: { colors: 0 } }), 'Picture quality')
  return rows?.find((row) => row.startsWith(`${name}: `))?.slice(name.length + 2)
}

describe('a photo', () => {
  it('has its main colours as discs, and what can be said of it in rows', async () => {
    const outcome = await runPlugin(colors, fixture('coffee.jpg'))

    expect(entriesOf(outcome, 'Colors')).toEqual([
      'Rust #B46739, 32%',
      'Dark red #AC2C10, 26%',
      'Tan #DDA87C, 13%',
      'Dark brown #360703, 9%',
      'Orange #E99338, 3%',
    ])
    expect(entriesOf(outcome, 'Picture quality')).toEqual([
      'Sharpness: Sharp (86 of 100)',
      'Exposure: Balanced',
      'Contrast: Normal (lightness from 4 to 82 of 100)',
      'Print: Up to 5.1 × 3.4 cm at 300 dpi',
      'Colors: Rust #B46739, Dark red #AC2C10, Tan #DDA87C, Dark brown #360703, Orange #E99338',
      'Fingerprint: bb832037cc0f3637',
    ])
  })

  it('has discs that show the colour', async () => {
    const { cards } = await runPlugin(colors, fixture('sign.png'))

    const [card] = cards
    const entry = card && 'entries' in card ? card.entries[0] : undefined
    const image = entry && 'image' in entry ? entry.image : undefined
    const middle = await sharp(image as Uint8Array)
      .extract({ left: 45, top: 45, width: 1, height: 1 })
      .raw()
      .toBuffer()
    expect([...middle]).toEqual([0xd4, 0x11, 0x11, 255])
  })

  it('in black and white has no palette of greys', async () => {
    const outcome = await runPlugin(colors, fixture('coffee-black-and-white.jpg'))

    expect(titlesOf(outcome)).toEqual(['Picture quality'])
    expect(entriesOf(outcome, 'Picture quality')).toContain('Colors: Black and white')
  })

  it.each([
    ['coffee.jpg', /^Sharp \(8\d of 100\)$/],
    ['coffee-soft.jpg', /^Soft \(5\d of 100\)$/],
    ['coffee-blurred.jpg', /^Blurred \(3\d of 100\)$/],
    ['coffee-shaken.jpg', /^Blurred \(3\d of 100\)$/],
    ['coffee-dark.jpg', /^Sharp/],
    ['coffee-bright.jpg', /^Sharp/],
  ])('%s is judged by its details, and not by its contrast', async (name, words) => {
    expect(await rowOf('Sharpness', fixture(name))).toMatch(words)
  })

  it.each([
    ['coffee-dark.jpg', /^Very dark, \d% pure black$/],
    ['coffee-bright.jpg', /^Very bright, 1\d% pure white$/],
    ['rocket.avif', /^Dark$/],
    ['cat.webp', /^Balanced$/],
  ])('%s is told to be dark or bright', async (name, words) => {
    expect(await rowOf('Exposure', fixture(name))).toMatch(words)
  })

  it('is looked at upright', async () => {
    const upright = await rowOf('Fingerprint', fixture('coffee.jpg'))

    expect(await rowOf('Fingerprint', fixture('coffee-turned.jpg'))).toBe(upright)
    expect(await rowOf('Print', fixture('coffee-turned.jpg'))).toBe('Up to 5.1 × 3.4 cm at 300 dpi')
  })

  it.each([2, 3, 4, 5, 6, 7, 8])('with orientation %i is turned as viewers do', async (orientation) => {
    const turned = join(folder, `turned-${orientation}.png`)
    await sharp(fixture('coffee.jpg')).withMetadata({ orientation }).toFile(turned)
    const upright = join(folder, `upright-${orientation}.png`)
    await sharp(turned).autoOrient().toFile(upright)

    expect(await rowOf('Fingerprint', turned)).toBe(await rowOf('Fingerprint', upright))
  })

  it('of 24 megapixels can be printed on A3', async () => {
    const path = join(folder, 'large.jpg')
    await sharp({ create: { width: 6000, height: 4000, channels: 3, background: '#2364C8' } })
      .jpeg()
      .toFile(path)

    expect(await rowOf('Print', path)).toBe('Up to 51 × 34 cm at 300 dpi (A3)')
  })

  it.each([
    [1, 1],
    [3000, 100],
  ])('of %i × %i pixels is not told how large to print', async (width, height) => {
    const path = join(folder, `small-${width}.png`)
    await sharp({ create: { width, height, channels: 3, background: '#2364C8' } })
      .png()
      .toFile(path)

    expect(await rowOf('Print', path)).toBeUndefined()
  })
})

describe('other pictures', () => {
  it('tell how much of them is see-through', async () => {
    const outcome = await runPlugin(colors, fixture('sign.png'))

    expect(entriesOf(outcome, 'Colors')).toEqual(['Red #D41111, 82%', 'White #FFFFFF, 18%'])
    expect(entriesOf(outcome, 'Picture quality')).toContain('Transparency: 59% of the picture')
  })

  it('tell how long an animation is, and are too small to be sharp', async () => {
    const rows = entriesOf(await runPlugin(colors, fixture('signals.gif')), 'Picture quality')

    expect(rows).toContain('Animation: 3 frames, 1.5 s')
    expect(rows?.join()).not.toMatch(/Sharpness|Print/)
  })

  it('with nothing to be seen have neither colours nor an exposure', async () => {
    const path = join(folder, 'nothing.png')
    await sharp({ create: { width: 300, height: 300, channels: 4, background: '#00000000' } })
      .png()
      .toFile(path)

    const outcome = await runPlugin(colors, path, { options: { fingerprint: false } })

    expect(titlesOf(outcome)).toEqual(['Picture quality'])
    expect(entriesOf(outcome, 'Picture quality')).toEqual([
      'Print: Up to 2.5 × 2.5 cm at 300 dpi',
      'Transparency: 100% of the picture',
    ])
  })

  it.each(['#ffffff', '#2364c8'])('of nothing but %s are not called blurred', async (background) => {
    const path = join(folder, `plain-${background.slice(1)}.png`)
    await sharp({ create: { width: 300, height: 300, channels: 3, background } })
      .png()
      .toFile(path)

    expect(await rowOf('Sharpness', path)).toBeUndefined()
  })

  it('in HEIC are looked at in the JPEG that Box makes of them', async () => {
    const outcome = await runPlugin(colors, fixture('coffee.heic'), {
      representations: { jpg: fixture('coffee.jpg') },
    })

    expect(entriesOf(outcome, 'Picture quality')).toContain('Fingerprint: bb832037cc0f3637')
  })

  it('in HEIC without that JPEG can only be told how large to print', async () => {
    const outcome = await runPlugin(colors, fixture('coffee.heic'))

    expect(entriesOf(outcome, 'Picture quality')).toEqual(['Print: Up to 5.1 × 3.4 cm at 300 dpi'])
    expect(outcome.warnings).toEqual(['HEIC cannot be decoded here, and Box has no picture of this file.'])
  })

  it('are read by their content where the name says something else', async () => {
    const outcome = await runPlugin(colors, fixture('sign-really-a-png.jpg'))

    expect(entriesOf(outcome, 'Picture quality')).toContain('Transparency: 59% of the picture')
  })
})

describe('options', () => {
  it('leave out the colours, the quality or the fingerprint', async () => {
    const titles = async (options: Record<string, unknown>) =>
      titlesOf(await runPlugin(colors, fixture('sign.png'), { options }))

    expect(await titles({ colors: 0 })).toEqual(['Picture quality'])
    expect(await titles({ quality: false, fingerprint: false })).toEqual(['Colors', 'Picture quality'])
    expect(await titles({ colors: 0, quality: false, fingerprint: false })).toEqual([])
  })

  it('bound the number of colours', async () => {
    const outcome = await runPlugin(colors, fixture('coffee.jpg'), { options: { colors: 2 } })

    expect(entriesOf(outcome, 'Colors')).toHaveLength(2)
  })

  it('refuse a picture of too many pixels before it is decoded', async () => {
    const path = join(folder, 'wide.png')
    await sharp({ create: { width: 1200, height: 1000, channels: 3, background: '#fff' } })
      .png()
      .toFile(path)

    await expect(runPlugin(colors, path, { options: { maxMegapixels: 2 } })).resolves.toBeDefined()
    await expect(runPlugin(colors, path, { options: { maxMegapixels: 1 } })).rejects.toMatchObject({
      code: 'custom_error',
      message: 'The picture has 1 megapixels; at most 1 are looked at.',
    })
  })
})

describe('files that cannot be looked at', () => {
  it.each(['empty.jpg', 'not-a-picture.jpg', 'drawing.svg.png'])(
    'such as %s are refused in words',
    async (name) => {
      await expect(runPlugin(colors, fixture(name))).rejects.toMatchObject({
        code: 'skills_invalid_file_format_error',
        message: expect.stringContaining(
          `“${name}” cannot be read as a JPEG, PNG, WebP, GIF, TIFF, AVIF or HEIC picture`,
        ),
      })
    },
  )

  it('such as half a photo are not judged by the half that is there', async () => {
    await expect(runPlugin(colors, fixture('coffee-truncated.jpg'))).rejects.toMatchObject({
      code: 'custom_error',
      message: 'The picture is damaged, or only a part of it is there.',
    })
  })

  it('are left where they are no longer wanted', async () => {
    const controller = new AbortController()

    const run = runPlugin(colors, fixture('coffee.jpg'), {
      signal: controller.signal,
      onProgress: (fraction) => fraction === 0.1 && controller.abort(),
    })

    await expect(run).rejects.toMatchObject({ name: 'AbortError' })
  })
})
