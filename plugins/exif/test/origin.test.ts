import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { entriesOf, runPlugin } from '../../../test/support/plugin-context.ts'
import exif from '../index.ts'
import { originOf } from '../origin.ts'
import type { Photo } from '../photo.ts'
import { noTags, type Tags } from '../tags.ts'
import { intoAvif, intoJpeg, intoPng, intoWebp, manifest } from './c2pa-manifest.ts'

const fixture = (name: string) => fileURLToPath(new URL(`fixtures/${name}`, import.meta.url))
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'exif-origin-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function rowsOf(name: string, bytes: Buffer): Promise<string[] | undefined> {
  const path = join(folder, name)
  await writeFile(path, bytes)
  return entriesOf(await runPlugin(exif, path, { options: { thumbnail: false } }), 'Photo')
}

describe('content credentials', () => {
  it.each([
    ['rotated.jpg', intoJpeg],
    ['plain.png', intoPng],
    ['plain.webp', intoWebp],
    ['plain.avif', intoAvif],
  ])('are found in %s', async (name, into) => {
    const signed = into(await readFile(fixture(name)), manifest('Example Studio', 'trainedAlgorithmicMedia'))

    const rows = await rowsOf(name, signed)

    expect(rows).toContain('Origin: Made by AI (Example Studio)')
    expect(rows).toContain('Content credentials: C2PA, written by Example Studio (signature not checked)')
  })

  it('may be spread over several segments of a JPEG', async () => {
    const jpeg = await readFile(fixture('rotated.jpg'))

    const rows = await rowsOf('spread.jpg', intoJpeg(jpeg, manifest('Example Camera', 'digitalCapture'), 50))

    expect(rows).toContain('Origin: Taken by a camera')
    expect(rows).toContain('Content credentials: C2PA, written by Example Camera (signature not checked)')
  })

  it('are not seen in a picture that only speaks of them', async () => {
    const jpeg = await readFile(fixture('rotated.jpg'))

    const rows = await rowsOf('talk.jpg', Buffer.concat([jpeg, Buffer.from('jumb c2pa')]))

    expect(rows?.join()).not.toContain('C2PA')
  })
})

describe('the origin', () => {
  it('of a PNG with the settings of an image generator is told with the prompt', async () => {
    const outcome = await runPlugin(exif, fixture('generated.png'))

    expect(entriesOf(outcome, 'Photo')).toEqual([
      'Origin: Made by AI (Stable Diffusion)',
      'Prompt: a lighthouse at dusk, watercolour, soft light',
      'Size: 96 × 64, PNG, 3 KB',
    ])
  })

  const words = (tags: Partial<Tags>) => originOf({ tags: { ...noTags, ...tags } } as Photo).words

  it.each([
    [{ xmp: { 'photoshop:Credit': 'Made with Google AI' } }, 'Made by AI (Google AI)'],
    [{ ifd0: { Software: 'NovelAI' } }, 'Made by AI (NovelAI)'],
    [{ png: new Map([['workflow', '{}']]) }, 'Made by AI (ComfyUI)'],
    [{ xmp: { 'Iptc4xmpExt:DigitalSourceType': 'negativeFilm' } }, 'Scanned from a negative'],
    [
      {
        xmp: {
          'Iptc4xmpExt:DigitalSourceType':
            'http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia',
          'Iptc4xmpExt:AISystemUsed': 'Example Painter 2',
        },
      },
      'Made by AI (Example Painter 2)',
    ],
  ])('of %o is %s', (tags, expected) => {
    expect(words(tags)).toBe(expected)
  })

  it.each([
    [{ ifd0: { Software: 'Adobe Photoshop 25.6' } }],
    [{ xmp: { 'Iptc4xmpExt:DigitalSourceType': 'http://example.org/constructor' } }],
    [{ xmp: { 'dc:title': [{ lang: 'x-default', value: 'How Midjourney works' }] } }],
  ])('of %o is not known', (tags) => {
    expect(words(tags)).toBeUndefined()
  })
})
