import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { deflateSync } from 'node:zlib'
import type { SkillFile } from 'box-skill-runner/plugin'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type PictureHeader, type PicturesOptions, picturesOf } from '../pictures.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pictures-'))
})
afterAll(() => rm(folder, { recursive: true }))

/** The pictures of a file of this content, without their pixels, and what was logged. */
async function look(name: string, content: Uint8Array, more: Partial<PicturesOptions> = {}, byBox?: Buffer) {
  const path = join(folder, name)
  await writeFile(path, content)
  const file = {
    name,
    path: async () => path,
    bytes: async () => content,
    representation: async () => (byBox === undefined ? undefined : { bytes: async () => byBox }),
  } as unknown as SkillFile
  const warnings: string[] = []
  const log = { debug() {}, info() {}, error() {}, warn: (message: string) => void warnings.push(message) }
  const { signal } = new AbortController()
  const pictures: Record<string, unknown>[] = []
  for await (const { picture, ...place } of picturesOf(file, { maxPages: 20, signal, log, sharp, ...more }))
    pictures.push({ ...place, ...shortly(picture) })
  return { pictures, warnings }
}

function shortly(picture: object): Record<string, unknown> {
  if (picture instanceof Uint8Array) return { bytes: picture.length }
  if ('bmp' in picture) return { bmp: true }
  if ('path' in picture && 'page' in picture)
    return { at: `${basename(String(picture.path))}#${picture.page}` }
  return { rendered: true }
}

const alone = { page: undefined, count: 1, left: 0 }
const sheet = (height = 10) => sharp({ create: { width: 10, height, channels: 3, background: '#fff' } })
const tiff = (pages: number) =>
  sharp({ create: { width: 10, height: 10 * pages, channels: 3, background: '#fff', pageHeight: 10 } })
    .tiff()
    .toBuffer()
const fixture = (name: string) => readFile(fileURLToPath(new URL(`fixtures/${name}`, import.meta.url)))

/** A PNG of one bit a pixel, all black; its checksums are left zero, which libvips takes. */
function emptyPng(width: number, height: number, interlaced = false): Uint8Array {
  const chunk = (type: string, data: Uint8Array) => {
    const length = Buffer.alloc(4)
    length.writeUInt32BE(data.length)
    return Buffer.concat([length, Buffer.from(type, 'latin1'), data, Buffer.alloc(4)])
  }
  const header = Buffer.from('00000000000000000100000000', 'hex')
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.writeUInt8(Number(interlaced), 12)
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc((width / 8 + 1) * 100))),
    chunk('IEND', new Uint8Array()),
  ])
}

/** The beginning of a Windows bitmap. */
function bmp(width: number, height: number): Buffer {
  const bytes = Buffer.alloc(54)
  bytes.write('BM')
  bytes.writeInt32LE(width, 18)
  bytes.writeInt32LE(height, 22)
  return bytes
}

describe('the pictures of a file', () => {
  it.each(['png', 'jpeg', 'webp', 'gif', 'avif'] as const)('are one of a %s', async (format) => {
    const { pictures } = await look('photo.txt', await sheet().toFormat(format).toBuffer())

    expect(pictures).toEqual([{ ...alone, at: 'photo.txt#0' }])
  })

  it('are one of a Windows bitmap, also from the bottom up', async () => {
    expect((await look('a.png', bmp(2, 1))).pictures).toEqual([{ ...alone, bmp: true }])
    expect((await look('a.png', bmp(2, -1))).pictures).toEqual([{ ...alone, bmp: true }])
  })

  it('are the pages of a TIFF, as many as are wanted', async () => {
    const { pictures } = await look('fax.tiff', await tiff(3), { maxPages: 2 })

    expect(pictures).toEqual([
      { page: 1, count: 2, left: 1, at: 'fax.tiff#0' },
      { page: 2, count: 2, left: 1, at: 'fax.tiff#1' },
    ])
    expect((await look('page.tiff', await tiff(1))).pictures).toEqual([{ ...alone, at: 'page.tiff#0' }])
  })

  it('are the pages of a PDF, whatever its name', async () => {
    const { pictures } = await look('report.jpg', await fixture('report.pdf'), { maxPages: 1 })

    expect(pictures).toEqual([{ page: 1, count: 1, left: 2, rendered: true }])
  })

  it('are others of a PDF where others are wanted', async () => {
    const { pictures } = await look('report.pdf', await fixture('report.pdf'), {
      async *pdfPictures() {
        yield { ...alone, picture: new Uint8Array(3) }
      },
    })

    expect(pictures).toEqual([{ ...alone, bytes: 3 }])
  })

  it('stop where nobody wants them any more', async () => {
    await expect(look('fax.tiff', await tiff(3), { signal: AbortSignal.abort() })).rejects.toMatchObject({
      name: 'AbortError',
    })
  })
})

describe('HEIC', () => {
  const header: PictureHeader = { format: 'heif', compression: 'hevc', width: 4032, height: 3024 }
  const heic = { sharp: () => ({ metadata: async () => header }) }

  it('comes from Box', async () => {
    const { pictures } = await look('phone.heic', Buffer.from('heic'), heic, Buffer.alloc(7))

    expect(pictures).toEqual([{ ...alone, bytes: 7 }])
  })

  it('that Box cannot decode either is no picture, with a warning', async () => {
    const { pictures, warnings } = await look('phone.heic', Buffer.from('heic'), heic)

    expect(pictures).toEqual([])
    expect(warnings).toEqual([expect.stringContaining('HEIC')])
  })
})

describe('refused is', () => {
  it.each([
    ['an empty file', Buffer.alloc(0), 'it is empty, damaged or of another kind'],
    ['a text', Buffer.from('Four score and seven years ago.'), 'it is empty, damaged or of another kind'],
    [
      'a drawing, which libvips could open',
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text>Hello</text></svg>'),
      'it holds svg',
    ],
    ['a bitmap that is cut off in its header', bmp(2, 1).subarray(0, 20), 'it is damaged'],
    ['a bitmap without a size', bmp(0, 10), 'it is damaged'],
    ['a bitmap of less than nothing', bmp(-2, 10), 'it is damaged'],
  ])('%s', async (_, content, reason) => {
    await expect(look('a.png', content)).rejects.toMatchObject({
      code: 'skills_invalid_file_format_error',
      message: `“a.png” cannot be read as a picture or PDF: ${reason}.`,
    })
  })

  it.each([
    ['200 megapixels', emptyPng(20_000, 10_000), '20000 × 10000 pixels, more than the 150 million'],
    [
      '70 megapixels that have to be in memory at once',
      emptyPng(10_000, 7000, true),
      '10000 × 7000 pixels, more than the 50 million',
    ],
    ['a bitmap of 37 megapixels', bmp(37_000, -1000), '37000 × 1000 pixels, more than the 36 million'],
  ])('a picture of %s in a few bytes', async (_, content, size) => {
    await expect(look('bomb.png', content)).rejects.toMatchObject({
      code: 'skills_invalid_file_size_error',
      message: `“bomb.png” has ${size} that are read.`,
    })
  })
})
