import { describePlugin } from 'box-skill-runner/testing'
import * as vitest from 'vitest'
import plugin from '../dist/index.js'

const fixture = (name: string) => new URL(`fixtures/${name}`, import.meta.url)

describePlugin(plugin, {
  // Of each kind one that is soon read; the other formats are read in barcodes.test.ts.
  fixtures: ['wifi.png', 'code.bmp', 'invoices.pdf'].map(fixture),
  options: { maxPages: 2 },
  // The machine that tests may have other work.
  timeoutMs: 60_000,
  test: vitest,
})
