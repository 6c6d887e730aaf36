import { describePlugin } from 'box-skill-runner/testing'
import * as vitest from 'vitest'
import plugin from '../dist/index.js'

const fixture = (name: string) => new URL(`fixtures/${name}`, import.meta.url)

describePlugin(plugin, {
  fixtures: [
    'harbour.srt',
    'minato.shift_jis.srt',
    'interview.vtt',
    'rolling.vtt',
    'broadcast.ttml',
    'song.lrc',
    'film.ass',
    'film.microdvd.sub',
    'film.subviewer.sub',
    'upload.sbv',
  ].map(fixture),
  test: vitest,
})
