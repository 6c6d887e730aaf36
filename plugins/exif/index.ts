import { definePlugin } from 'box-skill-runner/plugin'
import { keywordsOf } from './captions.ts'
import { readPhoto } from './photo.ts'
import { makePreview } from './preview.ts'
import { photoRows } from './rows.ts'

/** Where, when and with what a picture was taken, as rows; its keywords as pills; a preview as a round picture. */
export default definePlugin({
  name: 'exif',
  version: '0.1.0',
  description: 'Where, when, how and with what a picture was made, with a thumbnail.',
  extensions: [
    ...['jpg', 'jpeg', 'heic', 'heif', 'tif', 'tiff', 'png', 'webp', 'avif', 'gif', 'psd', 'psb'],
    ...['dng', 'cr2', 'nef', 'arw', 'pef', 'srw', 'orf', 'rw2'],
  ],
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
    const { default: sharp } = await import('sharp')
    // Each picture is opened once: a cache of them would only fill the memory of the process.
    sharp.cache(false)
  },
  async run({ file, options, cards, log, signal, progress }) {
    progress(0, 'Reading the file')
    const path = await file.path()
    signal.throwIfAborted()
    const photo = await readPhoto(path, file.name, log)
    signal.throwIfAborted()

    progress(0.5, 'Making the preview')
    const preview = options.thumbnail ? await makePreview({ path, photo, file, log, signal }) : undefined
    signal.throwIfAborted()

    const rows = await photoRows(photo, { place: options.place, bytes: file.size })
    const keywords = keywordsOf(photo.tags)
    progress(1)
    return [
      ...(preview
        ? [cards.timeline({ title: 'Preview', entries: [{ text: file.name, image: preview }] })]
        : []),
      cards.rows({ title: 'Photo', values: rows }),
      ...(keywords.length > 0 ? [cards.keyword({ title: 'Keywords', entries: keywords })] : []),
    ]
  },
})
