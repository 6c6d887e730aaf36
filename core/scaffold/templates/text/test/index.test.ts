import { describePlugin, runPlugin } from 'box-skill-runner/testing'
import * as vitest from 'vitest'
import plugin from '../index.ts'

const { expect, test } = vitest
const sample = new URL('../fixtures/{{sample}}', import.meta.url)

// What any plugin has to keep, such as coping with empty and broken files.
describePlugin(plugin, { fixtures: [sample], test: vitest })

test('shows each date once, in order', async () => {
  const content = 'Due 2024-06-02, issued 2024-05-03, to be paid until 2024-06-02.'
  const { cards } = await runPlugin(plugin, { file: { name: '{{sample}}', content } })

  expect(cards).toMatchObject([{ entries: [{ text: '2024-05-03' }, { text: '2024-06-02' }] }])
})

test('shows no more dates than it is told to', async () => {
  const { cards } = await runPlugin(plugin, { file: sample, options: { top: 1 } })

  expect(cards).toMatchObject([{ entries: [{ text: '2024-04-28' }] }])
})
