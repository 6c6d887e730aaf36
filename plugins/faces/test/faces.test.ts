import { fileURLToPath } from 'node:url'
import { crc32 } from 'node:zlib'
import { findFfmpeg } from 'box-skill-plugin-video-metadata/frames'
import sharp, { type Sharp } from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type PluginRun, runPlugin as runHere } from '../../../test/support/plugin-context.ts'
import { type Face, type FaceFinder, openFaceFinder } from '../find-faces.ts'
import plugin from '../index.ts'
import { groupPeople } from '../people.ts'
import { cropFace, pictureKind, readPixels } from '../picture.ts'

const fixture = (name: string) => fileURLToPath(new URL(`fixtures/${name}`, import.meta.url))
const ffmpeg = await findFfmpeg()
const options = { minScore: 0.4, compare: true, signal: new AbortController().signal }

const errorListeners = () =>
  ['uncaughtException', 'unhandledRejection'].map((event) => process.listenerCount(event))
const listenersBefore = errorListeners()

/** Loaded once for all tests of finding alone. */
let finder: FaceFinder
beforeAll(async () => {
  finder = await openFaceFinder()
}, 60_000)
afterAll(async () => {
  finder.close()
  await plugin.teardown?.()
})

const facesIn = async (source: string | Uint8Array): Promise<Face[]> =>
  finder.find(await readPixels(source), options)

const peopleIn = async (source: string | Uint8Array) => {
  const faces = await facesIn(source)
  return groupPeople(faces.map((face) => ({ face, picture: 0, time: undefined, image: new Uint8Array() })))
}

/** Without a thread, which would load the networks anew each time. */
const run = (name: string, more: PluginRun = {}) => runHere(plugin, fixture(name), more)

describe('a picture', () => {
  it('of one person several times and of another once gives two people', async () => {
    const { cards } = await run('contact-sheet.jpg')

    // Nothing of what was measured of the faces is in the entries.
    expect(cards).toEqual([
      {
        type: 'skill_card',
        skill_card_type: 'timeline',
        skill_card_title: { code: 'skills_faces', message: 'Faces' },
        entries: [
          { type: 'image', text: 'Face 1', image: expect.any(Uint8Array) },
          { type: 'image', text: 'Face 2 (3 times)', image: expect.any(Uint8Array) },
        ],
      },
    ])
  })

  it('shows as many people as the operator wants, and says that there are more', async () => {
    const { cards } = await run('two-people.jpg', { options: { people: 1 } })

    expect(cards).toMatchObject([
      { skill_card_title: { message: 'Faces (1 of 2)' }, entries: [{ text: 'Face 1' }] },
    ])
  })

  it('without faces gives no card', async () => {
    expect(await facesIn(fixture('coffee.jpg'))).toEqual([])
  })

  it('that lies on its side is turned first', async () => {
    const [face] = await facesIn(fixture('turned.jpg'))

    // Upright, as in officer.jpg, the face is in the upper half of the middle.
    expect(face?.box.x).toBeGreaterThan(80)
    expect(face?.box.y).toBeGreaterThan(60)
    expect(face?.box.y).toBeLessThan(150)
  })

  it('of a tilted face shows it once', async () => {
    const tilted = await sharp(fixture('officer.jpg')).rotate(30, { background: '#777' }).png().toBuffer()

    expect(await facesIn(tilted)).toHaveLength(1)
  })

  it.each(['really-a-png.jpg', 'truncated.jpg'])('%s shows one face', async (name) => {
    expect(await facesIn(fixture(name))).toHaveLength(1)
  })

  it.each([
    ['grey', (image: Sharp) => image.grayscale().png({ palette: false })],
    ['with 16 bits', (image: Sharp) => image.toColourspace('rgb16').png()],
    ['transparent', (image: Sharp) => image.ensureAlpha(0.9).png()],
    ['for print', (image: Sharp) => image.toColourspace('cmyk').tiff()],
    ['an AVIF', (image: Sharp) => image.avif({ effort: 0 })],
  ])('that is %s is read as well', async (_, convert) => {
    const image = await convert(sharp(fixture('officer.jpg'))).toBuffer()

    expect(await pictureKind(image)).toBe('picture')
    expect(await readPixels(image)).toMatchObject({ width: 360, height: 384 })
    expect((await readPixels(image)).data).toHaveLength(360 * 384 * 3)
  })
})

describe('the same face', () => {
  it('is known again mirrored, darker, smaller and grey, and the other is not', async () => {
    const one = (name: string) => sharp(fixture(name)).resize(300, 300, { position: 'top' })
    const tiles = await Promise.all([
      one('astronaut.jpg').toBuffer(),
      one('officer.jpg').flop().toBuffer(),
      one('officer.jpg').modulate({ brightness: 0.6 }).toBuffer(),
      one('astronaut.jpg').flop().grayscale().toBuffer(),
    ])
    const sheet = await sharp({ create: { width: 600, height: 600, channels: 3, background: '#777' } })
      .composite(tiles.map((input, at) => ({ input, left: (at % 2) * 300, top: Math.floor(at / 2) * 300 })))
      .png()
      .toBuffer()

    const before = finder.tensors()
    const people = await peopleIn(sheet)

    expect(people.map(({ sightings }) => sightings.length)).toEqual([2, 2])
    // Only the networks stay in memory.
    expect(finder.tensors()).toBe(before)
  })

  it('is not looked for where faces shall not be compared', async () => {
    const faces = await finder.find(await readPixels(fixture('two-people.jpg')), {
      ...options,
      compare: false,
    })

    expect(faces.map(({ features }) => features)).toEqual([undefined, undefined])
  })
})

describe('the picture of a face', () => {
  it('that is cut off at the edge is as large as all', async () => {
    const pixels = await readPixels(fixture('officer.jpg'))

    const crop = await cropFace(pixels, { x: 300, y: -20, width: 200, height: 220 })

    expect(await sharp(crop).metadata()).toMatchObject({ format: 'jpeg', width: 90, height: 90 })
  })
})

describe('the networks', () => {
  it('leave the errors of the thread to whoever runs the plugin', () => {
    expect(errorListeners()).toEqual(listenersBefore)
  })
})

describe('work that is no longer wanted', () => {
  it('ends between two faces, and gives its memory back', async () => {
    const pixels = await readPixels(fixture('two-people.jpg'))
    const before = finder.tensors()

    const finding = finder.find(pixels, { ...options, signal: AbortSignal.abort() })

    await expect(finding).rejects.toMatchObject({ name: 'AbortError' })
    expect(finder.tensors()).toBe(before)
  })
})

describe.skipIf(ffmpeg === undefined)('a film', () => {
  it('gives each person once, with the times', async () => {
    const { cards } = await run('film.mp4', { options: { frames: 4 } })

    expect(cards).toMatchObject([
      {
        duration: 16,
        entries: [
          {
            appears: [
              { start: 0, end: 4 },
              { start: 12, end: 16 },
            ],
          },
          { appears: [{ start: 4, end: 8 }] },
        ],
      },
    ])
  })

  it('without people gives no card', async () => {
    const { cards } = await run('slides.mp4', { options: { frames: 1 } })

    expect(cards).toEqual([])
  })
})

describe('what this machine cannot decode', () => {
  it('is looked at in the picture that Box has of it', async () => {
    const { cards } = await run('phone.heic', {
      representations: { jpg: fixture('officer.jpg') },
    })

    expect(cards).toMatchObject([{ entries: [{ text: 'Face 1' }] }])
  })

  it.each([
    ['phone.heic', {}, 'HEIC cannot be decoded here'],
    ['film.mp4', { frames: 0 }, 'the file is a film'],
  ])('%s gives no card, and a warning', async (name, given, warning) => {
    const { cards, warnings } = await run(name, { options: given })

    expect(cards).toEqual([])
    expect(warnings).toEqual([expect.stringContaining(warning)])
  })
})

describe('files that are neither pictures nor films', () => {
  it.each(['empty.jpg', 'not-a-picture.jpg'])('are refused: %s', async (name) => {
    await expect(run(name)).rejects.toMatchObject({
      code: 'skills_invalid_file_format_error',
      message: `“${name}” is neither a picture nor a film, or it is damaged.`,
    })
  })

  it('may be half a film, which is said', async () => {
    await expect(run('truncated.mp4')).rejects.toMatchObject({
      code: 'custom_error',
      message: '“truncated.mp4” is not complete: the index of the film is missing.',
    })
  })

  it('may claim more pixels than can be held', async () => {
    const bomb = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#fff' } })
      .png()
      .toBuffer()
    // The header of a PNG: its length and name, width, height, five bytes, a checksum.
    bomb.writeUInt32BE(60_000, 16)
    bomb.writeUInt32BE(50_000, 20)
    bomb.writeUInt32BE(crc32(bomb.subarray(12, 29)), 29)

    await expect(pictureKind(bomb)).rejects.toMatchObject({
      code: 'skills_invalid_file_size_error',
      message: 'The picture has 3000 megapixels; faces are looked for in those of up to 120.',
    })
  })
})
