import { findFfmpeg } from 'box-skill-plugin-video-metadata/frames'
import { describePlugin } from 'box-skill-runner/testing'
import * as vitest from 'vitest'
import plugin from '../dist/index.js'

const fixture = (name: string) => new URL(`fixtures/${name}`, import.meta.url)
const pictures = ['small.webp']
// Without ffmpeg a film has no cards.
const films = (await findFfmpeg()) === undefined ? [] : ['one-person.mp4']

describePlugin(plugin, {
  fixtures: [...pictures, ...films].map(fixture),
  // The networks are loaded anew in each thread, and a look takes half a second.
  options: { frames: 1 },
  timeoutMs: 60_000,
  test: vitest,
})
