import { findFfmpeg } from 'box-skill-plugin-video-metadata/frames'
import { describePlugin } from 'box-skill-runner/testing'
import * as vitest from 'vitest'
import plugin from '../dist/index.js'

const fixture = (name: string) => new URL(`fixtures/${name}`, import.meta.url)
const pictures = ['small.webp']
// Without ffmpeg a film has no cards.
const films = (await findFfmpeg()) === undefined ? [] : ['film.mp4']

describePlugin(plugin, {
  fixtures: [...pictures, ...films].map(fixture),
  options: { frames: 2 },
  timeoutMs: 60_000,
  test: vitest,
})
