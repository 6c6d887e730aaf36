import { describePlugin } from 'box-skill-runner/testing'
import * as vitest from 'vitest'
import plugin from '../dist/index.js'

const fixture = (name: string) => new URL(`fixtures/${name}`, import.meta.url)

describePlugin(plugin, {
  fixtures: [
    ...['full.jpg', 'phone.heic', 'tagged.png', 'tagged.tiff', 'tagged.webp', 'tagged.avif'],
    ...['animated.gif', 'poster.psd', 'camera.dng'],
  ].map(fixture),
  test: vitest,
})
