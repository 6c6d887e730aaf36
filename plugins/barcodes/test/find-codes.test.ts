import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { findCodes } from '../find-codes.ts'
import { decodePicture, type GreyPicture } from '../grey-picture.ts'
import { createScanner } from '../scanner.ts'

const fixture = (name: string) => fileURLToPath(new URL(`fixtures/${name}`, import.meta.url))
const decoded = (name: string) => decodePicture({ path: fixture(name), page: 0 })

const scanner = createScanner()
afterAll(() => scanner.close())
const { signal } = new AbortController()
const find = (picture: Parameters<typeof findCodes>[0]) => findCodes(picture, scanner, signal)

/** Stripes of one pixel, which hold the search for half a minute. */
const stripes: GreyPicture = {
  pixels: Buffer.alloc(3000 * 2000, Buffer.from([0, 255])),
  width: 3000,
  height: 2000,
}

describe('codes are found', () => {
  it.each([
    ['of a parcel', 'maxicode.png', 'MaxiCode', 'MaxiCode of a parcel'],
    [
      'in a photograph, small and turned',
      'medicine.jpg',
      'DataMatrix',
      '(01)04012345678901(17)271231(10)AB-12(21)9876',
    ],
    [
      'where the rest of the picture is missing',
      'truncated.jpg',
      'DataMatrix',
      '(01)04012345678901(17)271231(10)AB-12(21)9876',
    ],
    ['where the camera was held sideways', 'code.jpg', 'QRCode', 'https://example.com/harbour?berth=14'],
    ['of hardly two pixels a module', 'tiny.png', 'QRCode', 'https://example.com/harbour?berth=14'],
    ['of stripes that slant by 45°', 'slanting.png', 'EAN13', '4006381333931'],
    ['of white stripes on black', 'white-on-black.png', 'Code128', 'HARBOUR-0042'],
  ])('%s', async (_, name, format, text) => {
    expect(await find(await decoded(name))).toMatchObject([{ format, text }])
  })

  it('in a Windows bitmap', async () => {
    const bmp = await readFile(fixture('code.bmp'))

    expect(await find({ bmp })).toMatchObject([{ text: 'https://example.com/harbour?berth=14' }])
  })
})

describe('nothing is found', () => {
  it('in a picture without codes', async () => {
    expect(await find(await decoded('no-code.jpg'))).toEqual([])
  })

  it('in a bitmap that is cut off', async () => {
    const bmp = (await readFile(fixture('code.bmp'))).subarray(0, 600)

    expect(await find({ bmp })).toEqual([])
  })
})

describe('the search', () => {
  it('stops at once when it is told to, and can be used again', async () => {
    const controller = new AbortController()
    const stopped = scanner.scan(stripes, controller.signal)
    setTimeout(() => controller.abort(), 500)

    await expect(stopped).rejects.toMatchObject({ name: 'AbortError' })
    expect(await find(await decoded('maxicode.png'))).toHaveLength(1)
  })

  it('gives a picture up that takes too long, and goes on with the next', async () => {
    const hasty = createScanner(500)
    try {
      expect(await findCodes(stripes, hasty, signal)).toBeUndefined()
    } finally {
      await hasty.close()
    }
  })
})
