import { describePlugin } from 'box-skill-runner/testing'
import * as vitest from 'vitest'
import plugin from '../dist/index.js'

const fixture = (name: string) => new URL(`fixtures/${name}`, import.meta.url)

describePlugin(plugin, {
  fixtures: [
    'holiday.zip',
    'harbour-1.2.tar.gz',
    'harbour-gnu.tar',
    'harbour.tar.bz2',
    'harbour.tar.xz',
    'harbour.tar.zst',
    'scans.7z',
    'scans.cab',
    'scans.iso',
    'minutes.rar',
    'parcels.zip',
  ].map(fixture),
  test: vitest,
})
