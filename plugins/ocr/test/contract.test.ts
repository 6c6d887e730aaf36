import { describePlugin } from 'box-skill-runner/testing'
import * as vitest from 'vitest'
import plugin from '../dist/index.js'

const fixture = (name: string) => new URL(`fixtures/${name}`, import.meta.url)

describePlugin(plugin, {
  // The other formats and directions are read in ocr.test.ts.
  fixtures: ['notice.png', 'scanned.pdf'].map(fixture),
  // The model is loaded anew in each thread, and the machine that tests may have other work.
  timeoutMs: 60_000,
  test: vitest,
})
