import { describePlugin } from 'box-skill-runner/testing'
import * as vitest from 'vitest'
import plugin from '../dist/index.js'

const fixture = (name: string) => new URL(`fixtures/${name}`, import.meta.url)

describePlugin(plugin, {
  fixtures: ['harbour.mp4', 'phone.mov', 'trailer.mkv', 'clip.webm', 'old.avi', 'broadcast.m2ts'].map(
    fixture,
  ),
  test: vitest,
})
