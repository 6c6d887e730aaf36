import { describePlugin } from 'box-skill-runner/testing'
import * as vitest from 'vitest'
import plugin from '../dist/index.js'

const fixture = (name: string) => new URL(`fixtures/${name}`, import.meta.url)

describePlugin(plugin, {
  // The other formats are read in barcodes.test.ts.
  fixtures: ['sheet.png', 'code.bmp', 'invoices.pdf'].map(fixture),
  // The machine that tests may have other work.
  timeoutMs: 60_000,
  test: vitest,
})
