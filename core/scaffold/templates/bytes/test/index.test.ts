import { describePlugin, runPlugin } from 'box-skill-runner/testing'
import * as vitest from 'vitest'
import plugin from '../index.ts'

const { expect, test } = vitest
const sample = new URL('../fixtures/{{sample}}', import.meta.url)

// What any plugin has to keep, such as coping with empty and broken files.
describePlugin(plugin, { fixtures: [sample], test: vitest })

test('shows the size and the checksum', async () => {
  const { cards } = await runPlugin(plugin, { file: { name: '{{sample}}', content: 'abc' } })

  expect(cards).toMatchObject([
    { entries: [{ text: 'Size: 3 bytes' }, { text: expect.stringMatching(/^sha256: ba7816bf/) }] },
  ])
})

test('makes the checksum that it is told to', async () => {
  const { cards } = await runPlugin(plugin, { file: sample, options: { algorithm: 'sha512' } })

  expect(JSON.stringify(cards)).toMatch(/sha512: [0-9a-f]{128}/)
})
