import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { entriesOf, runPlugin, titlesOf } from '../../../test/support/plugin-context.ts'
import exif from '../index.ts'
import { previewOf } from './preview-of.ts'

const fixture = (name: string) => fileURLToPath(new URL(`fixtures/${name}`, import.meta.url))

describe('a photograph with all its metadata', () => {
  it('is told of in rows that a person reads', async () => {
    const outcome = await runPlugin(exif, fixture('full.jpg'))

    expect(entriesOf(outcome, 'Photo')).toEqual([
      'Title: Evening',
      'Description: Evening at the bay',
      'Taken: 2024-05-03 18:42:10 +02:00',
      'Location: Sydney',
      'Place: -33.85678, 151.21530 (39 m above sea level)',
      'Map: https://www.openstreetmap.org/?mlat=-33.85678&mlon=151.21530#map=15/-33.85678/151.21530',
      'Camera: FUJIFILM X-T4',
      'Lens: FUJIFILM XF35mmF2 R WR',
      'Exposure: 1/250 s, f/2.8, ISO 200, −0.3 EV, 35 mm (53 mm in 35 mm format)',
      'Flash: Did not fire',
      'Size: 480 × 320 (0.2 megapixels), JPEG, 15 KB',
      'Color profile: Display P3',
      'Artist: Coastline Pictures',
      'Copyright: © 2024 Coastline Pictures',
      'Software: Darkroom 3.1',
    ])
  })

  it('has the keywords of XMP and IPTC as pills, each once', async () => {
    const outcome = await runPlugin(exif, fixture('full.jpg'))

    expect(entriesOf(outcome, 'Keywords')).toEqual(['bay', 'sail boats', 'evening'])
  })

  it('has a preview that is a small square without metadata', async () => {
    const outcome = await runPlugin(exif, fixture('full.jpg'))

    const preview = await sharp(previewOf(outcome)).metadata()
    expect(preview).toMatchObject({ format: 'png', width: 90, height: 90 })
    expect(preview.exif ?? preview.xmp ?? preview.iptc).toBeUndefined()
  })

  it('says nothing of the place where the operator wants that', async () => {
    const outcome = await runPlugin(exif, fixture('full.jpg'), { options: { place: false } })

    const said = JSON.stringify(outcome.cards)
    for (const trace of ['Sydney', '33.85', '151.2', 'openstreetmap', 'Location', 'Place']) {
      expect(said).not.toContain(trace)
    }
    expect(entriesOf(outcome, 'Photo')).toContain('Camera: FUJIFILM X-T4')
  })

  it('has no preview where the operator wants none', async () => {
    const outcome = await runPlugin(exif, fixture('full.jpg'), { options: { thumbnail: false } })

    expect(titlesOf(outcome)).toEqual(['Photo', 'Keywords'])
  })

  it('leaves the size of the file out where it is not known', async () => {
    const outcome = await runPlugin(exif, fixture('full.jpg'), { sized: false })

    expect(entriesOf(outcome, 'Photo')).toContain('Size: 480 × 320 (0.2 megapixels), JPEG')
  })
})

describe('a picture of an agency, with all that XMP has', () => {
  it('is told of in its main language, then in the others', async () => {
    const outcome = await runPlugin(exif, fixture('agency.jpg'))

    expect(entriesOf(outcome, 'Photo')).toEqual([
      'Title: 1984 & after',
      'Description: The lighthouse at dusk',
      'Origin: Edited with AI',
      'Taken: 2024-05-03 18:42:10 +02:00',
      'Location: Old Harbour, Skagen, Denmark',
      'Place: 57.74460, 10.65030',
      'Map: https://www.openstreetmap.org/?mlat=57.74460&mlon=10.65030#map=15/57.74460/10.65030',
      'People: Keeper One, Keeper Two',
      'Rating: ★★★★☆',
      'Label: Approved',
      'Size: 300 × 200, JPEG, 6 KB',
      'Artist: Coastline Pictures',
      'Credit: Coastline Pictures',
      'Usage terms: Editorial use only',
      'Software: Adobe Lightroom 13.2, Adobe Photoshop 25.6',
      'Last saved: 2024-05-05 09:10:00 +02:00 (2 times)',
      'Description (de): Der Leuchtturm bei Dämmerung',
      'Description (ja): 夕暮れの灯台',
    ])
    expect(entriesOf(outcome, 'Keywords')).toEqual(['lighthouse', '2024'])
  })

  it('loses the place that XMP has, too, where the operator wants that', async () => {
    const outcome = await runPlugin(exif, fixture('agency.jpg'), { options: { place: false } })

    const said = JSON.stringify(outcome.cards)
    for (const trace of ['57.7', '10.65', 'Skagen', 'Old Harbour', 'Denmark'])
      expect(said).not.toContain(trace)
  })
})

describe('pictures that are no photographs', () => {
  it('tell of a Photoshop file when it was begun and saved', async () => {
    const outcome = await runPlugin(exif, fixture('poster.psd'))

    expect(entriesOf(outcome, 'Photo')).toEqual([
      'Title: Poster, second draft',
      'Created: 2024-02-01 08:00:00 +01:00',
      'Size: 96 × 64, PSD, 8 KB',
      'Software: Adobe Photoshop 25.6',
      'Last saved: 2024-02-03 17:30:00 +01:00',
    ])
    expect(entriesOf(outcome, 'Keywords')).toEqual(['poster', 'été'])
    expect(previewOf(outcome)).toBeDefined()
  })

  it('tell how long an animation is', async () => {
    const outcome = await runPlugin(exif, fixture('animated.gif'))

    expect(entriesOf(outcome, 'Photo')).toEqual(['Size: 48 × 32, GIF, 2 KB', 'Animation: 4 frames, 1.2 s'])
  })

  it('tell the pages of a scan', async () => {
    const page = await sharp(fixture('plain.png')).resize(60, 40).removeAlpha().raw().toBuffer()
    const raw = { width: 60, height: 120, channels: 3, pageHeight: 40 } as const
    const scan = join(await mkdtemp(join(tmpdir(), 'exif-test-')), 'scan.tiff')
    await sharp(Buffer.concat([page, page, page]), { raw })
      .tiff()
      .toFile(scan)

    const outcome = await runPlugin(exif, scan)

    expect(entriesOf(outcome, 'Photo')).toContain('Pages: 3')
    await rm(dirname(scan), { recursive: true })
  })
})

describe('pictures of all formats', () => {
  it.each([
    ['phone.heic', 'HEIC', 'Camera: FUJIFILM X-T4', 'Place: 48.85822, 2.29450 (35 m above sea level)'],
    ['tagged.webp', 'WebP', 'Camera: FUJIFILM X-T4', 'Place: 35.65858, 139.74543 (0 m above sea level)'],
    ['tagged.tiff', 'TIFF', 'Camera: Scan 1', 'Taken: 2001-02-03 04:05:06'],
    ['tagged.avif', 'AVIF', 'Camera: Example Drone 2', 'Taken: 2022-12-24 07:08:09'],
    ['tagged.png', 'PNG', 'Camera: Scanner 9', 'Artist: Archive'],
  ])('reads the metadata of %s', async (name, format, ...rows) => {
    const found = entriesOf(await runPlugin(exif, fixture(name)), 'Photo')

    expect(found).toEqual(expect.arrayContaining(rows))
    expect(found?.find((row) => row.startsWith('Size:'))).toContain(format)
  })

  it.each(['plain.png', 'plain.webp', 'plain.avif'])(
    'tells the size of %s, which has no metadata',
    async (name) => {
      const outcome = await runPlugin(exif, fixture(name))

      expect(entriesOf(outcome, 'Photo')).toEqual([expect.stringMatching(/^Size: 300 × 200, \w+, \d+ KB$/)])
      expect(previewOf(outcome)).toBeDefined()
    },
  )

  it('draws a transparent picture', async () => {
    const outcome = await runPlugin(exif, fixture('transparent.png'))

    expect(entriesOf(outcome, 'Photo')).toEqual(['Size: 64 × 48, PNG, 226 bytes'])
    expect(previewOf(outcome)).toBeDefined()
  })

  it('goes by the content where the name says something else', async () => {
    const outcome = await runPlugin(exif, fixture('really-a-png.jpg'))

    expect(entriesOf(outcome, 'Photo')).toEqual(['Size: 300 × 200, PNG, 6 KB'])
  })
})

describe('what cameras do', () => {
  it('turns a picture as viewers do, and says so', async () => {
    const outcome = await runPlugin(exif, fixture('rotated.jpg'))

    expect(entriesOf(outcome, 'Photo')).toEqual([
      'Camera: Example Phone 7',
      expect.stringContaining('Size: 480 × 320'),
      'Orientation: Turned left',
    ])
    const { data } = await sharp(previewOf(outcome))
      .resize(1, 2, { fit: 'fill', kernel: 'nearest' })
      .removeAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true })
    const [topRed = 0, , topBlue = 0, bottomRed = 0, , bottomBlue = 0] = data
    expect(topRed).toBeGreaterThan(topBlue + 100)
    expect(bottomBlue).toBeGreaterThan(bottomRed + 100)
  })

  it('takes 0, 0 for no place', async () => {
    const outcome = await runPlugin(exif, fixture('null-island.jpg'))

    expect(entriesOf(outcome, 'Photo')?.join()).not.toContain('Place')
  })

  it('reads Japanese texts and emoji from EXIF, XMP and IPTC', async () => {
    const outcome = await runPlugin(exif, fixture('japanese.jpg'))

    expect(entriesOf(outcome, 'Photo')).toEqual(
      expect.arrayContaining(['Description: 夕暮れの灯台 🌅', 'Artist: 海岸写真']),
    )
    expect(entriesOf(outcome, 'Keywords')).toEqual(['灯台'])
  })

  it('takes the preview of a HEIC photo from the thumbnail inside', async () => {
    const outcome = await runPlugin(exif, fixture('phone-with-thumbnail.heic'))

    expect(titlesOf(outcome)).toEqual(['Preview', 'Photo'])
  })

  it('takes the preview of a HEIC photo without a thumbnail from Box', async () => {
    const outcome = await runPlugin(exif, fixture('phone.heic'), {
      representations: { jpg: fixture('phone-as-box-jpg.jpg') },
    })

    expect(titlesOf(outcome)).toEqual(['Preview', 'Photo'])
  })

  it('leaves the preview out where nobody can draw the photo', async () => {
    const outcome = await runPlugin(exif, fixture('phone.heic'))

    expect(titlesOf(outcome)).toEqual(['Photo'])
  })

  it('warns and goes on where what Box gives cannot be drawn', async () => {
    const outcome = await runPlugin(exif, fixture('phone.heic'), {
      representations: { jpg: fixture('not-an-image.jpg') },
    })

    expect(titlesOf(outcome)).toEqual(['Photo'])
    expect(outcome.warnings).toEqual(['The preview could not be drawn.'])
  })
})

describe('files that are no photographs', () => {
  it('reads what is left of a truncated photo', async () => {
    const outcome = await runPlugin(exif, fixture('truncated.jpg'))

    expect(entriesOf(outcome, 'Photo')).toContain('Camera: FUJIFILM X-T4')
  })

  it.each(['empty.jpg', 'not-an-image.jpg', 'drawing.svg.png'])('refuses %s in words', async (name) => {
    const run = runPlugin(exif, fixture(name))

    await expect(run).rejects.toMatchObject({
      code: 'skills_invalid_file_format_error',
      message: expect.stringContaining(
        `“${name}” cannot be read as a JPEG, HEIC, TIFF, PNG, WebP, AVIF, GIF, RAW or Photoshop picture`,
      ),
    })
  })

  it('is not begun where it is no longer wanted', async () => {
    const run = runPlugin(exif, fixture('full.jpg'), { signal: AbortSignal.abort() })

    await expect(run).rejects.toMatchObject({ name: 'AbortError' })
  })

  it('ends before the preview is drawn where it is no longer wanted', async () => {
    const controller = new AbortController()

    const run = runPlugin(exif, fixture('full.jpg'), {
      signal: controller.signal,
      onProgress: (fraction) => fraction === 0.5 && controller.abort(),
    })

    await expect(run).rejects.toMatchObject({ name: 'AbortError' })
  })
})
