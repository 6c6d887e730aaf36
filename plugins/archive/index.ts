import { definePlugin } from 'box-skill-runner/plugin'
import { archiveCards } from './cards.ts'
import { lookInside } from './look-inside.ts'
import { openFile } from './source.ts'

/** What lies in an archive, and what to be warned of before it is unpacked. */
export default definePlugin({
  name: 'archive',
  version: '0.1.0',
  description: 'What lies in an archive, and what to be warned of before it is unpacked.',
  extensions: [
    ...['zip', 'zipx', 'jar', 'war', 'ear', 'apk', 'ipa', 'whl', 'nupkg', 'vsix', 'xpi', 'cbz', 'kmz'],
    ...['tar', 'gz', 'tgz', 'bz2', 'tbz', 'tbz2', 'xz', 'txz', 'zst', 'tzst'],
    ...['7z', 'rar', 'cbr', 'cab', 'iso'],
  ],
  options: {
    type: 'object',
    additionalProperties: false,
    properties: {
      largest: {
        type: 'integer',
        minimum: 0,
        maximum: 50,
        default: 5,
        description: 'How many of the largest files are shown of an archive with more than 20.',
      },
      depth: {
        type: 'integer',
        minimum: 0,
        maximum: 3,
        default: 1,
        description: 'Levels of archives inside of the archive that are looked into, too; 0 for none.',
      },
      maxEntries: {
        type: 'integer',
        minimum: 1,
        maximum: 1_000_000,
        default: 100_000,
        description: 'Files and folders that are looked at in all; of more, people are warned.',
      },
      maxUnpackedMb: {
        type: 'integer',
        minimum: 1,
        maximum: 10_000_000,
        default: 10_000,
        description:
          'Unpacked size in megabytes from which on people are warned; of a packed TAR no more is read.',
      },
      maxSeconds: {
        type: 'integer',
        minimum: 1,
        maximum: 3600,
        default: 30,
        description: 'Longest time spent on reading, in seconds; what was found by then is shown.',
      },
    },
  },
  async setup() {
    // The format that most archives have; what the others need is loaded with the first of them.
    await import('yauzl')
  },
  async run({ file, options, cards, signal, progress }) {
    progress(0, 'Reading the archive')
    const source = openFile(await file.path())
    try {
      signal.throwIfAborted()
      const found = await lookInside(source, file.name, {
        signal,
        depth: options.depth,
        largest: options.largest,
        maxEntries: options.maxEntries,
        maxUnpackedBytes: options.maxUnpackedMb * 1_000_000,
        maxMs: options.maxSeconds * 1000,
      })
      progress(1)
      return archiveCards(found, source.size, cards)
    } finally {
      source.close()
    }
  },
})
