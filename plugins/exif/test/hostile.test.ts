import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { entriesOf, runPlugin, titlesOf } from '../../../test/support/plugin-context.ts'
import { bytesOf } from '../byte-source.ts'
import { readExifBlock } from '../exif-block.ts'
import { profileName } from '../icc.ts'
import { openTiff, readIfd } from '../ifd.ts'
import exif from '../index.ts'
import { readIptc } from '../iptc.ts'
import { readPsd } from '../psd.ts'
import { readRawPhoto } from '../raw-photo.ts'
import { readXmp } from '../xmp.ts'

const packet = (inner: string, head = '') =>
  Buffer.from(
    `${head}<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/">${inner}</rdf:Description></rdf:RDF>`,
  )

describe('XMP', () => {
  it('does not expand the entities of a document type', async () => {
    const head = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'

    expect(await readXmp(packet('<dc:format>&b;</dc:format>', head))).toEqual({ 'dc:format': '&b;' })
  })

  it('that is nested a hundred thousand deep is left at the start', async () => {
    const deep = '<dc:relation>'.repeat(100_000)

    expect((await readXmp(packet(`<dc:format>image/jpeg</dc:format>${deep}`)))['dc:format']).toBe(
      'image/jpeg',
    )
  })

  it('of endless elements is read as far as anybody would', async () => {
    const many = `<dc:subject><rdf:Bag>${'<rdf:li>x</rdf:li>'.repeat(60_000)}</rdf:Bag></dc:subject>`

    expect((await readXmp(packet(many)))['dc:subject']).toSatisfy((list: unknown[]) => list.length < 20_000)
  })

  it('that is larger than metadata ever is counts as not there', async () => {
    expect(await readXmp(packet(`<dc:format>${' '.repeat(2_100_000)}</dc:format>`))).toEqual({})
  })

  it('that breaks off is read up to there', async () => {
    const whole = packet('<dc:format>image/png</dc:format><dc:source>bay</dc:source>')

    expect((await readXmp(whole.subarray(0, whole.indexOf('bay'))))['dc:format']).toBe('image/png')
  })

  it('cannot reach the prototype of objects', async () => {
    const properties = await readXmp(packet('<dc:__proto__>x</dc:__proto__><dc:format>y</dc:format>'))

    expect(Object.getPrototypeOf(properties)).toBe(Object.prototype)
    expect({}).not.toHaveProperty('x')
  })
})

describe('EXIF', () => {
  const head = Buffer.from([0x49, 0x49, 42, 0, 8, 0, 0, 0])

  it('with values outside of the block keeps the others', async () => {
    const block = Buffer.alloc(60)
    head.copy(block)
    block.writeUInt16LE(3, 8)
    // A maker of 4 GB, a model at the end of the world, and an orientation.
    entry(block, 10, [0x10f, 2, 0xffffffff, 30])
    entry(block, 22, [0x110, 2, 40, 0xfffffff0])
    entry(block, 34, [0x112, 3, 1, 6])

    expect((await readExifBlock(block)).ifd0).toEqual({ Orientation: 6 })
  })

  it('whose directories point to each other ends', async () => {
    const block = Buffer.alloc(40)
    head.copy(block)
    block.writeUInt16LE(2, 8)
    entry(block, 10, [0x14a, 4, 1, 8])
    entry(block, 22, [0xc612, 1, 4, 1])
    block.writeUInt32LE(8, 34)
    const tiff = await openTiff(bytesOf(block))
    const first = tiff && (await readIfd(tiff, tiff.first))

    expect(tiff && first && (await readRawPhoto(tiff, first))).toMatchObject({ format: 'DNG', width: 0 })
  })

  it.each([0, 1, 7, 8, 9, 13])('of %i bytes is empty', async (size) => {
    expect((await readExifBlock(Buffer.concat([head, Buffer.alloc(8, 255)]).subarray(0, size))).ifd0).toEqual(
      {},
    )
  })

  function entry(block: Buffer, at: number, [tag, type, count, value]: [number, number, number, number]) {
    block.writeUInt16LE(tag, at)
    block.writeUInt16LE(type, at + 2)
    block.writeUInt32LE(count, at + 4)
    block.writeUInt32LE(value, at + 8)
  }
})

describe('the other blocks', () => {
  it('an ICC profile of four billion tags and names has no name', () => {
    const profile = Buffer.alloc(200, 0xff)

    expect(profileName(profile)).toBeUndefined()
  })

  it('IPTC whose lengths lie is read up to there', () => {
    const block = Buffer.from('\x1c\x02\x5a\0\x03Bay\x1c\x02\x65\xff\xffx', 'latin1')

    expect(readIptc(block)).toEqual({ City: ['Bay'] })
  })

  it('a Photoshop file whose resources never end is read up to the end', async () => {
    const file = Buffer.alloc(60)
    file.write('8BPS')
    file.writeUInt32BE(0, 26)
    file.writeUInt32BE(0xffffffff, 30)
    file.write('8BIM', 34)

    expect(await readPsd(bytesOf(file))).toMatchObject({ width: 0, xmp: undefined })
  })
})

describe('a picture that is too large to draw', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'exif-hostile-'))
  })
  afterAll(() => rm(folder, { recursive: true }))

  it('is told of by its header alone', async () => {
    const path = join(folder, 'endless.png')
    await writeFile(path, emptyPng(60_000, 60_000))

    const outcome = await runPlugin(exif, path)

    expect(titlesOf(outcome)).toEqual(['Photo'])
    expect(entriesOf(outcome, 'Photo')?.[0]).toMatch(/^Size: 60000 × 60000 \(3600\.0 megapixels\), PNG/)
    expect(outcome.warnings).toEqual(['The preview could not be drawn.'])
  })
})

/** A PNG that promises `width` × `height` pixels and holds one row of them. */
function emptyPng(width: number, height: number): Buffer {
  const size = Buffer.alloc(13)
  size.writeUInt32BE(width, 0)
  size.writeUInt32BE(height, 4)
  size.set([8, 0, 0, 0, 0], 8)
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', size),
    chunk('IDAT', deflateSync(Buffer.alloc(width + 1))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(name: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name), content])
  const ends = Buffer.alloc(8)
  ends.writeUInt32BE(content.length, 0)
  ends.writeUInt32BE(checksum(body), 4)
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)])
}

/** CRC-32, bit by bit. */
function checksum(bytes: Buffer): number {
  let crc = ~0
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0)
  }
  return ~crc >>> 0
}
