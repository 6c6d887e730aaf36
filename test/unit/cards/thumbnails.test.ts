import { execFileSync } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cardBuilders } from '../../../core/cards/build.ts'
import type { CardDraft } from '../../../core/cards/card.ts'
import { finishCards } from '../../../core/cards/finish.ts'
import { embedThumbnails, type ThumbnailLimits, thumbnailLimits } from '../../../core/cards/thumbnails.ts'

let folder: string
let photo: Buffer

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'thumbnails-'))
  photo = await leftRedRightBlue(300, 200).jpeg().toBuffer()
})

afterAll(() => rm(folder, { recursive: true }))

/** The left half red, the right half blue. */
function leftRedRightBlue(width: number, height: number) {
  const blue = { create: { width: width / 2, height, channels: 3 as const, background: '#0000ff' } }
  return sharp({ create: { width, height, channels: 3, background: '#ff0000' } }).composite([
    { input: blue, left: width / 2, top: 0 },
  ])
}

function timeline(...images: (Uint8Array | string | undefined)[]): CardDraft {
  const entries = images.map((image, index) => ({
    text: `picture ${index}`,
    ...(image !== undefined && { image }),
  }))
  return cardBuilders.timeline({ title: 'Pictures', entries })
}

async function embed(drafts: readonly unknown[], limits: Partial<ThumbnailLimits> = {}) {
  const notes: string[] = []
  const result = await embedThumbnails(drafts, {
    note: (text) => notes.push(text),
    limits: { ...thumbnailLimits, ...limits },
  })
  const entries = (result as { entries: { image?: unknown; image_url?: string; text?: string }[] }[]).flatMap(
    (draft) => draft.entries,
  )
  return { result, entries, notes }
}

async function decode(url: string | undefined) {
  expect(url).toMatch(/^data:image\/png;base64,/)
  const png = sharp(Buffer.from(String(url).split(',')[1] ?? '', 'base64'))
  const { format, width, height } = await png.metadata()
  const { data, info } = await png.removeAlpha().raw().toBuffer({ resolveWithObject: true })
  const pixel = (x: number, y: number) => [
    ...data.subarray((y * info.width + x) * 3, (y * info.width + x) * 3 + 3),
  ]
  return { format, width, height, pixel }
}

describe('a picture of a timeline entry', () => {
  test.each([
    ['JPEG', () => photo],
    ['PNG', () => leftRedRightBlue(300, 200).png().toBuffer()],
    ['WebP', () => leftRedRightBlue(300, 200).webp().toBuffer()],
    ['TIFF', () => leftRedRightBlue(300, 200).tiff().toBuffer()],
    ['GIF', () => leftRedRightBlue(300, 200).gif().toBuffer()],
  ])('given as the bytes of a %s becomes a PNG of 45×45 that shows its middle', async (_, bytes) => {
    const { entries, notes } = await embed([timeline(await bytes())])

    const { format, width, height, pixel } = await decode(entries[0]?.image_url)
    expect([format, width, height]).toEqual(['png', 45, 45])
    expect(pixel(2, 22)[0]).toBeGreaterThan(200)
    expect(pixel(42, 22)[2]).toBeGreaterThan(200)
    expect(entries[0]).toEqual({ type: 'image', text: 'picture 0', image_url: entries[0]?.image_url })
    expect(notes).toEqual([])
  })

  test('is turned upright by its EXIF orientation', async () => {
    const lying = await leftRedRightBlue(300, 200).jpeg().withMetadata({ orientation: 6 }).toBuffer()

    const { entries } = await embed([timeline(lying)])

    const { pixel } = await decode(entries[0]?.image_url)
    expect(pixel(22, 2)[0]).toBeGreaterThan(200)
    expect(pixel(22, 42)[2]).toBeGreaterThan(200)
  })

  test('may be the path of a file', async () => {
    const path = join(folder, '写真 📷.jpg')
    await writeFile(path, photo)

    const { entries } = await embed([timeline(path)])

    expect((await decode(entries[0]?.image_url)).width).toBe(45)
  })

  test('is small enough that a card of a hundred can be written', async () => {
    const sample = await readFile(
      fileURLToPath(new URL('../../../samples/lighthouse-at-dusk.jpg', import.meta.url)),
    )

    const { entries } = await embed([timeline(sample)])

    expect(entries[0]?.image_url?.length).toBeLessThan(6000)
  })

  test('passes the check of the runner afterwards', async () => {
    const { result } = await embed([timeline(photo)])
    const caps = { maxCards: 5, maxEntries: 5, maxTextChars: 50, maxTitleChars: 50 }

    const { notes } = finishCards(JSON.parse(JSON.stringify(result)), caps)

    expect(notes).toEqual([])
  })

  test('leaves the object of the plugin as it was', async () => {
    const draft = timeline(photo)

    await embed([draft])

    expect(draft).toEqual(timeline(photo))
  })
})

describe('a picture that cannot be made', () => {
  const left = /^cards\[0\]\.entries\[0\]\.image was left out: /

  test.each([
    ['that is no picture', () => Buffer.from('not a picture'), /unsupported image format/],
    ['that is empty', () => new Uint8Array(0), /empty/i],
    ['whose file is not there', () => join(folder, 'absent.jpg'), /ENOENT/],
    ['whose path is a folder', () => folder, /not that of a file/],
    ['whose path is a pipe, which would never end', () => pipe(), /not that of a file/],
  ])('%s costs its entry the picture and nothing else', async (_, image, reason) => {
    const { entries, notes } = await embed([timeline(image(), photo)])

    expect(entries[0]).toEqual({ type: 'image', text: 'picture 0' })
    expect(entries[1]?.image_url).toMatch(/^data:/)
    expect(notes).toEqual([expect.stringMatching(left)])
    expect(notes[0]).toMatch(reason)
  })

  test('because it is HEIC is told with the way out', async () => {
    const heic = fileURLToPath(new URL('../../../plugins/exif/test/fixtures/phone.heic', import.meta.url))

    const { notes } = await embed([timeline(heic)])

    expect(notes[0]).toContain("file.representation('jpg')")
  })

  test('falls back to the address that stands beside it', async () => {
    const entry = { image: Buffer.from('not a picture'), imageUrl: 'https://pictures.example/1.png' }

    const { entries } = await embed([cardBuilders.timeline({ title: 'T', entries: [entry] })])

    expect(entries).toEqual([{ type: 'image', image_url: 'https://pictures.example/1.png' }])
  })

  test('because it has too many pixels or bytes is told so', async () => {
    const pixels = await embed([timeline(photo)], { maxPixels: 1000 })
    const bytes = await embed([timeline(photo)], { maxImageBytes: 10 })

    expect(pixels.notes[0]).toContain('exceeds pixel limit')
    expect(bytes.notes[0]).toMatch(/it has \d+ bytes, at most 10 are read$/)
  })

  test('because there are too many is told so, while the same picture counts once', async () => {
    const other = await leftRedRightBlue(60, 60).png().toBuffer()

    const { entries, notes } = await embed([timeline(photo, photo, photo, other)], { maxImages: 1 })

    expect(entries.map(({ image_url }) => image_url !== undefined)).toEqual([true, true, true, false])
    expect(notes).toEqual(['cards[0].entries[3].image was left out: more than 1 pictures in one run'])
  })

  test('because it is of the wrong type is told so', async () => {
    const card = {
      type: 'skill_card',
      skill_card_type: 'timeline',
      entries: [{ type: 'image', image: { 0: 1 } }, 'x'],
    }

    const { entries, notes } = await embed([card])

    expect(entries).toEqual([{ type: 'image' }, 'x'])
    expect(notes[0]).toContain('neither bytes nor a path')
  })

  test('needs nobody who listens', async () => {
    await expect(embedThumbnails([timeline('absent.jpg')])).resolves.toHaveLength(1)
  })

  function pipe(): string {
    const path = join(folder, 'pipe')
    execFileSync('mkfifo', [path])
    return path
  }
})

describe('cards without pictures', () => {
  test.each([
    [null],
    ['text'],
    [{}],
    [{ skill_card_type: 'timeline' }],
    [{ skill_card_type: 'keyword', entries: [{ image: 1 }] }],
  ])('pass through untouched: %j', async (draft) => {
    const result = await embedThumbnails([draft, timeline(photo), timeline(undefined)])

    expect(result[0]).toBe(draft)
    expect(result[2]).toEqual(timeline(undefined))
  })

  test('do not load sharp', () => {
    const script = `
      import { embedThumbnails } from ${JSON.stringify(new URL('../../../core/cards/thumbnails.ts', import.meta.url).href)}
      await embedThumbnails([{ skill_card_type: 'keyword', entries: [{ text: 'a' }] }])
      const loaded = process.report.getReport().sharedObjects.filter((path) => path.includes('sharp'))
      console.log(JSON.stringify(loaded))`

    const output = execFileSync(
      process.execPath,
      ['--conditions=source', '--import', 'tsx', '--input-type=module', '-e', script],
      {
        encoding: 'utf8',
        cwd: fileURLToPath(new URL('../../..', import.meta.url)),
      },
    )

    expect(JSON.parse(output)).toEqual([])
  })
})
