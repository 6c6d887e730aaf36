import { definePlugin } from 'box-skill-runner/plugin'
import { decodePicture } from './decode.ts'
import { fingerprintOf } from './fingerprint.ts'
import { readHeader } from './header.ts'
import { paletteOf } from './palette.ts'
import { colorList, headerRows, lookRows, transparencyOf } from './rows.ts'
import { sharpnessOf } from './sharpness.ts'
import { swatch, swatchText } from './swatch.ts'
import { tonesOf } from './tones.ts'

/** The main colours of a picture as round swatches, and how good it is, in rows; a fingerprint to find its copies by. */
export default definePlugin({
  name: 'colors-and-quality',
  version: '0.1.0',
  description: 'Main colours, sharpness, exposure, print size and a fingerprint of a picture.',
  extensions: ['jpg', 'jpeg', 'png', 'webp', 'gif', 'tif', 'tiff', 'avif', 'heic', 'heif'],
  options: {
    type: 'object',
    additionalProperties: false,
    properties: {
      colors: {
        type: 'integer',
        minimum: 0,
        maximum: 8,
        default: 5,
        description: 'Main colours to show at most; 0 leaves out the card with the colours.',
      },
      quality: {
        type: 'boolean',
        default: true,
        description: 'Say how sharp and bright the picture is, and how large it can be printed.',
      },
      fingerprint: {
        type: 'boolean',
        default: true,
        description: 'Show the perceptual hash, which is nearly the same for smaller or recompressed copies.',
      },
      maxMegapixels: {
        type: 'integer',
        minimum: 1,
        maximum: 1000,
        default: 120,
        description: 'Larger pictures are refused, since decoding takes memory for each pixel.',
      },
    },
  },
  async setup() {
    const { default: sharp } = await import('sharp')
    // Each picture is opened once: a cache of them would only fill the memory of the process.
    sharp.cache(false)
  },
  async run({ file, options, cards, log, signal, progress }) {
    progress(0, 'Reading the file')
    const path = await file.path()
    signal.throwIfAborted()
    const header = await readHeader(path, file.name)

    progress(0.1, 'Decoding the picture')
    const pixels = await decodePicture({ path, header, file, maxMegapixels: options.maxMegapixels, signal })
    if (pixels === undefined) {
      log.warn('HEIC cannot be decoded here, and Box has no picture of this file.')
      return options.quality ? [cards.rows({ title: 'Picture quality', values: headerRows(header) })] : []
    }

    progress(0.5, 'Looking at the colours')
    const tones = tonesOf(pixels)
    const palette = tones.monochrome ? [] : paletteOf(pixels, options.colors)
    signal.throwIfAborted()
    progress(0.6, 'Looking at the details')
    const sharpness = options.quality ? sharpnessOf(pixels) : undefined
    const fingerprint = options.fingerprint ? await fingerprintOf(pixels) : undefined
    signal.throwIfAborted()
    progress(1)

    const values = {
      ...(options.quality ? { ...lookRows({ tones, sharpness }), ...headerRows(header) } : {}),
      ...(options.colors > 0 ? { Colors: tones.monochrome ? 'Black and white' : colorList(palette) } : {}),
      ...(options.quality ? { Transparency: transparencyOf(tones.transparent) } : {}),
      Fingerprint: fingerprint,
    }
    const anyRow = Object.values(values).some((value) => value !== undefined && value !== '')
    return [
      ...(palette.length > 0
        ? [
            cards.timeline({
              title: 'Colors',
              entries: palette.map((color) => ({ text: swatchText(color), image: swatch(color) })),
            }),
          ]
        : []),
      ...(anyRow ? [cards.rows({ title: 'Picture quality', values })] : []),
    ]
  },
})
