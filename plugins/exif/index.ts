import { definePlugin } from 'box-skill-runner/plugin'
import { loadExifr } from './load-exifr.ts'
import { readPhoto } from './photo.ts'
import { makePreview } from './preview.ts'
import { photoKeywords, photoRows } from './rows.ts'

/** Where, when and with what a picture was taken, as rows; its keywords as pills; a preview as a round picture. */
export default definePlugin({
  name: 'exif',
  version: '0.1.0',
  description: 'Camera, time, place and exposure of a picture, with a thumbnail.',
  extensions: ['jpg', 'jpeg', 'heic', 'heif', 'tif', 'tiff', 'png', 'webp', 'avif'],
  options: {
    type: 'object',
    additionalProperties: false,
    properties: {
      place: {
        type: 'boolean',
        default: true,
        description: 'Show where the picture was taken. Set it to false to keep the place private.',
      },
      thumbnail: {
        type: 'boolean',
        default: true,
        description: 'Add a card with a small round picture.',
      },
    },
  },
  async setup() {
    loadExifr()
    await import('sharp')
  },
  async run({ file, options, cards, log, signal, progress }) {
    progress(0, 'Reading the file')
    const path = await file.path()
    signal.throwIfAborted()
    const photo = await readPhoto(path, file.name, log)
    signal.throwIfAborted()

    progress(0.5, 'Making the preview')
    const preview = options.thumbnail ? await makePreview({ path, photo, file, log }) : undefined
    signal.throwIfAborted()

    const keywords = photoKeywords(photo)
    progress(1)
    return [
      ...(preview
        ? [cards.timeline({ title: 'Preview', entries: [{ text: file.name, image: preview }] })]
        : []),
      cards.rows({ title: 'Photo', values: photoRows(photo, { place: options.place, bytes: file.size }) }),
      ...(keywords.length > 0 ? [cards.keyword({ title: 'Keywords', entries: keywords })] : []),
    ]
  },
})
