import { describePlugin } from 'box-skill-runner/testing'
import * as vitest from 'vitest'
import plugin from '../dist/index.js'

const fixture = (name: string) => new URL(`fixtures/${name}`, import.meta.url)

describePlugin(plugin, {
  // Of each kind one that is soon read; the other formats and directions are read in ocr.test.ts.
  fixtures: ['label.gif', 'scanned.pdf'].map(fixture),
  options: { maxPages: 1 },
  // The model is loaded anew in each thread, and the machine that tests may have other work.
  timeoutMs: 60_000,
  test: vitest,
})
