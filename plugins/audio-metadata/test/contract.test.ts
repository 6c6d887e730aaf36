import { describePlugin } from 'box-skill-runner/testing'
import * as vitest from 'vitest'
import plugin from '../dist/index.js'

const fixture = (name: string) => new URL(`fixtures/${name}`, import.meta.url)

describePlugin(plugin, {
  fixtures: [
    'song.mp3',
    'episode.mp3',
    'book.m4b',
    'memo.m4a',
    'album.flac',
    'talk.opus',
    'wave.ogg',
    'field.wav',
    'plain.aiff',
    'old.wma',
    'stream.aac',
    'phone.au',
    'dictation.amr',
  ].map(fixture),
  test: vitest,
})
