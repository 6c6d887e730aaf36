// Draws the pictures of docs/plugins.md, one for each plugin: its cards for a file, as the sidebar shows them.
// `npm run build && npx tsx --conditions=source test/docs/draw-plugin-cards.ts [PLUGIN…]`; needs a Chromium.

import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import sharp from 'sharp'
import { startBrowser } from '../support/browser.ts'
import { runCommand } from '../support/command.ts'
import { root } from './blocks.ts'

interface Example {
  /** Below the plugin's fixtures, or the repository where it starts with `/`. */
  readonly file: string
  readonly options?: Readonly<Record<string, unknown>>
}

/** A service on this machine that answers as a classifier, and as an OpenAI-compatible server, would. */
const service = createServer((request, response) => {
  request.resume()
  response.setHeader('content-type', 'application/json')
  response.end(JSON.stringify(request.url === '/classify' ? classified : completed))
}).listen(0, '127.0.0.1')
await new Promise((resolve) => service.once('listening', resolve))
const origin = `http://127.0.0.1:${(service.address() as AddressInfo).port}`
const classified = {
  class: 'Invoice',
  confidence: 0.97,
  fields: { Supplier: 'North Mole Press', Total: '€ 1,904.00', Due: '2026-03-31' },
}
const answer = {
  description:
    'A white lighthouse with a red lantern room stands by the sea at dusk, in front of dark hills.',
  labels: ['lighthouse', 'dusk', 'coast', 'sea', 'hills'],
}
const completed = {
  id: 'example',
  object: 'chat.completion',
  created: 0,
  model: 'example',
  choices: [
    {
      index: 0,
      finish_reason: 'stop',
      message: { role: 'assistant', content: JSON.stringify(answer), refusal: null },
    },
  ],
  usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
}

const examples: Readonly<Record<string, Example>> = {
  archive: { file: 'hostile.zip' },
  'audio-metadata': { file: 'book.m4b' },
  barcodes: { file: 'sheet.png' },
  'colors-and-quality': { file: 'coffee.jpg' },
  'document-text': { file: '/samples/harbour-report.pdf' },
  exif: { file: '/samples/lighthouse-at-dusk.jpg' },
  faces: { file: 'two-people.jpg' },
  http: {
    file: 'invoice.pdf',
    options: {
      url: `${origin}/classify`,
      cards:
        '[{"type": "keyword", "title": "Class", "entries": [class]}, {"type": "rows", "title": "Invoice", "values": fields}]',
    },
  },
  keywords: { file: '/samples/a-short-history-of-the-lighthouse.txt' },
  ocr: { file: 'notice.png' },
  openai: { file: 'lighthouse.jpg', options: { baseURL: `${origin}/v1` } },
  pii: { file: 'payroll.csv' },
  subtitles: { file: 'interview.vtt' },
  'video-metadata': { file: 'harbour.mp4' },
}

/** What fits on a screen beside the text. */
const maxHeight = 640

const wanted = process.argv.slice(2)
const folder = await mkdtemp(join(tmpdir(), 'plugin-cards-'))
const browser = await startBrowser()
const tab = await browser.open()
try {
  for (const [plugin, { file, options }] of Object.entries(examples)) {
    if (wanted.length > 0 && !wanted.includes(plugin)) continue
    const page = join(folder, `${plugin}.html`)
    const path = file.startsWith('/') ? file.slice(1) : join('plugins', plugin, 'test/fixtures', file)
    const args = ['run', path, '--plugin', `./plugins/${plugin}`, '--html', page]
    const { code, output } = await runCommand(
      [...args, ...(options ? ['--options', JSON.stringify(options)] : [])],
      { cwd: root, env: { PATH: process.env.PATH ?? '' } },
    )
    if (code !== 0) throw new Error(output)
    const target = join(root, 'docs/images/plugins', `${plugin}.png`)
    await tab.setViewportSize({ width: 440, height: 900 })
    await tab.goto(pathToFileURL(page).href)
    const box = await tab.locator('.sidebar').first().boundingBox()
    if (box === null) throw new Error(`${page} shows no cards`)
    const drawn = await tab.screenshot({
      clip: { ...box, height: Math.min(box.height, maxHeight) },
      fullPage: true,
    })
    await sharp(drawn).png({ palette: true, quality: 90, effort: 10 }).toFile(target)
    console.log(target)
  }
} finally {
  await browser.close()
  service.close()
  await rm(folder, { recursive: true, force: true })
}
