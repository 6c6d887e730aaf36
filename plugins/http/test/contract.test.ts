import { describePlugin } from 'box-skill-runner/testing'
import * as vitest from 'vitest'
import plugin from '../dist/index.js'
import { formOf, startService } from './service.ts'

// A classifier that tells what it was sent, and takes a moment over it.
const service = await startService(async (request) => {
  const file = (await formOf(request)).get('file') as File
  await new Promise((resolve) => setTimeout(resolve, 100))
  return { body: { label: file.type, bytes: file.size } }
})
vitest.afterAll(() => service.close())

describePlugin(plugin, {
  fixtures: ['invoice.pdf', 'invoice.docx', 'lighthouse.jpg', 'greeting.mp3', 'minutes.md', 'prices.csv'].map(
    (name) => new URL(`fixtures/${name}`, import.meta.url),
  ),
  options: {
    url: `${service.origin}/classify`,
    cards: '{"type": "rows", "title": "Class", "values": {"Label": label, "Bytes": bytes}}',
  },
  test: vitest,
})
