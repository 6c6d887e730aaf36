import { findFfmpeg } from 'box-skill-plugin-video-metadata/frames'
import { definePlugin, type TimelineItem } from 'box-skill-runner/plugin'
import { type FaceFinder, openFaceFinder } from './find-faces.ts'
import { groupPeople, type Person } from './people.ts'
import { findSightings } from './sightings.ts'

let finder: Promise<FaceFinder> | undefined

/** The networks, which are loaded with the first picture of a worker. */
function loadedFinder(): Promise<FaceFinder> {
  finder ??= openFaceFinder().catch((error: unknown) => {
    finder = undefined
    throw error
  })
  return finder
}

/** The people in a picture or a film as round pictures, with the times at which they are seen. */
export default definePlugin({
  name: 'faces',
  version: '0.1.0',
  description: 'Faces in pictures and films, one entry a person, found on the machine.',
  extensions: [
    ...['jpg', 'jpeg', 'png', 'webp', 'heic', 'heif', 'avif', 'tif', 'tiff', 'gif'],
    ...[
      'mp4',
      'm4v',
      'mov',
      'qt',
      'mkv',
      'webm',
      'avi',
      'wmv',
      'mpg',
      'mpeg',
      'ts',
      'm2ts',
      'mts',
      '3gp',
      '3g2',
    ],
  ],
  options: {
    type: 'object',
    additionalProperties: false,
    properties: {
      people: {
        type: 'integer',
        minimum: 1,
        maximum: 100,
        default: 20,
        description: 'Most people on the card.',
      },
      minScore: {
        type: 'number',
        minimum: 0.1,
        maximum: 0.95,
        default: 0.4,
        description:
          'How sure the networks have to be that something is a face. A higher number leaves out faces that are small or seen from the side, a lower one shows things that are none.',
      },
      group: {
        type: 'boolean',
        default: true,
        description:
          'Compare the faces, and show each person once. false computes no biometric features; then each face is an entry of its own.',
      },
      frames: {
        type: 'integer',
        minimum: 0,
        maximum: 120,
        default: 24,
        description: 'Most frames of a film that are looked at; 0 leaves films out. Needs ffmpeg.',
      },
      ffmpeg: {
        type: 'string',
        minLength: 1,
        description: 'Absolute path of ffmpeg. Left out: it is looked for where programs usually are.',
      },
    },
  },
  async setup({ options }) {
    if (options.ffmpeg !== undefined) await findFfmpeg(options.ffmpeg)
  },
  async run({ file, options, cards, log, signal, progress }) {
    progress(0, 'Looking for faces')
    const { sightings, duration } = await findSightings({
      ...{ file, loadedFinder, options, log, signal },
      onProgress: (fraction) => progress(fraction * 0.95),
    })
    progress(1)
    const people = groupPeople(sightings)
    if (people.length === 0) return []

    const shown = people.slice(0, options.people)
    const entries = shown.map((person, at) => entryOf(person, at + 1))
    const card = cards.timeline({
      title: shown.length < people.length ? `Faces (${shown.length} of ${people.length})` : 'Faces',
      entries,
      ...(duration === undefined ? {} : { duration }),
    })
    // With this code Box shows its own word for the title, in the language of whoever looks, and no numbers.
    if (shown.length < people.length) return [card]
    return [{ ...card, skill_card_title: { code: 'skills_faces', message: 'Faces' } }]
  },
  async teardown() {
    const loaded = await finder
    loaded?.close()
    finder = undefined
  },
})

function entryOf({ best, sightings, appears }: Person, number: number): TimelineItem {
  // In a film the times say how often; in a picture a face is there several times only where it is printed so.
  const times = appears.length === 0 && sightings.length > 1 ? ` (${sightings.length} times)` : ''
  const text = `Face ${number}${times}`
  return { text, image: best.image, ...(appears.length > 0 ? { appears } : {}) }
}
