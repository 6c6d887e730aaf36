import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { decodeBmp } from '../decode-bmp.ts'
import { type Bitmap, preparePicture, scaleOf } from '../prepare-picture.ts'

const sheet = (width: number, height: number, background: string) =>
  sharp({ create: { width, height, channels: 4, background } })

/** The brightness in the middle of a prepared picture. */
const middle = ({ pixels, width, height }: Bitmap) =>
  pixels[Math.floor(height / 2) * width + Math.floor(width / 2)]

describe('the size of a picture', () => {
  it('stays where letters are likely to be large enough and not too large', () => {
    expect(scaleOf(1654, 2339)).toBe(1)
  })

  it('grows for a screenshot, but no more than threefold', () => {
    expect(scaleOf(1280, 720)).toBeCloseTo(2.2, 1)
    expect(scaleOf(300, 100)).toBe(3)
  })

  it('shrinks for a photograph of many megapixels', () => {
    expect(8000 * scaleOf(8000, 6000)).toBeCloseTo(3464, 0)
  })

  it('is bounded for a strip', () => {
    expect(100_000 * scaleOf(100_000, 10)).toBeCloseTo(12_000)
  })
})

describe('a prepared picture', () => {
  it('is grey with a white margin', async () => {
    const prepared = await preparePicture(await sheet(2000, 1500, '#c0c0c0').png().toBuffer())

    expect(prepared).toMatchObject({ width: 2032, height: 1532, channels: 1 })
    expect(prepared.pixels).toHaveLength(2032 * 1532)
    expect(prepared.pixels[0]).toBe(255)
    expect(middle(prepared)).toBe(0xc0)
  })

  it('is turned over where it is dark', async () => {
    expect(middle(await preparePicture(await sheet(100, 100, '#101010').png().toBuffer()))).toBe(0xef)
  })

  it('has white for what is transparent', async () => {
    expect(middle(await preparePicture(await sheet(100, 100, '#00000000').png().toBuffer()))).toBe(255)
  })

  it('stands as its EXIF orientation says', async () => {
    const turned = await sheet(2000, 1500, 'white').jpeg().withMetadata({ orientation: 6 }).toBuffer()

    expect(await preparePicture(turned)).toMatchObject({ width: 1532, height: 2032 })
  })

  it.each([1, 3, 4] as const)('is made of a bitmap of %i channels', async (channels) => {
    const pixels = new Uint8Array(2000 * 1500 * channels).fill(200)
    // An alpha of 200 lets some of the white shine through.
    expect(
      middle(await preparePicture({ pixels, width: 2000, height: 1500, channels })),
    ).toBeGreaterThanOrEqual(200)
  })
})

describe('a Windows bitmap', () => {
  /** A header that says 24 bits a pixel, no compression. */
  function bitmap(width: number, height: number, colors = 0): Buffer {
    const bytes = Buffer.alloc(54 + 16)
    bytes.write('BM')
    bytes.writeUInt32LE(54, 10)
    bytes.writeUInt32LE(40, 14)
    bytes.writeInt32LE(width, 18)
    bytes.writeInt32LE(height, 22)
    bytes.writeUInt16LE(1, 26)
    bytes.writeUInt16LE(24, 28)
    bytes.writeUInt32LE(colors, 46)
    bytes.set([255, 0, 0, 0, 0, 255], 54)
    return bytes
  }

  it('has its colors in the right order', async () => {
    const { pixels, ...size } = await decodeBmp({ bmp: bitmap(2, 1) })

    expect([...pixels]).toEqual([0, 0, 255, 255, 0, 0])
    expect(size).toEqual({ width: 2, height: 1, channels: 3 })
  })

  it.each([
    ['has a palette of four billion colors', bitmap(2, 1, 0xffff_ffff)],
    ['is cut off in its header', bitmap(2, 1).subarray(0, 30)],
    ['is cut off in its pixels', bitmap(200, 200)],
  ])('is refused where it %s', async (_, bytes) => {
    await expect(decodeBmp({ bmp: bytes })).rejects.toThrow(RangeError)
  })
})
