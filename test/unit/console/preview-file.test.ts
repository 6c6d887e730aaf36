import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { writePreview } from '../../../core/console/preview-file.ts'
import type { FilePreview } from '../../../core/console/view.ts'

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'preview-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const hostile = '</script><img src=x onerror=alert(1)>'
const files: readonly FilePreview[] = [
  {
    name: `${hostile}.txt`,
    state: 'partial',
    reason: undefined,
    plugins: [
      { name: 'good', durationMs: 12, error: undefined },
      { name: 'bad', durationMs: 1500, error: { code: 'SKR_RUN_FAILED', message: hostile, fix: 'Mend it.' } },
    ],
    cards: [
      {
        type: 'skill_card',
        skill_card_type: 'keyword',
        skill_card_title: { message: 'Words' },
        entries: [{ type: 'text', text: hostile }],
      },
    ],
  },
  { name: 'other.bin', state: 'ignored', reason: 'No route.', plugins: [], cards: [] },
]

async function written(): Promise<string> {
  const path = join(folder, 'out.html')
  await writePreview(path, files)
  return readFile(path, 'utf8')
}

test('a preview is whole without scripts: files, states, errors and cards', async () => {
  const html = await written()
  const body = html.slice(html.indexOf('<div id="preview">'), html.indexOf('<script'))
  expect(body).toMatch(/2 files/)
  expect(body).toMatch(/Partly done[\s\S]*good 12 ms[\s\S]*bad 1.5 s[\s\S]*Mend it\.[\s\S]*Words/)
  expect(body).toMatch(/other\.bin[\s\S]*No plugin[\s\S]*No route\./)
})

test('texts stay texts', async () => {
  const html = await written()
  expect(html).not.toContain('<img')
  expect(html.match(/<\/script>/g)).toHaveLength(2)
})

test('nothing comes from elsewhere, and only the page’s own script and style may run', async () => {
  const html = await written()
  const [, policy = ''] = html.match(/Content-Security-Policy" content="([^"]+)"/) ?? []
  const [, style = ''] = html.match(/<style>([\s\S]*?)<\/style>/) ?? []
  const [, script = ''] = html.match(/<script>([\s\S]*?)<\/script>/) ?? []
  const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`
  expect(policy).toContain("default-src 'none'")
  expect(policy).toContain(`script-src ${hash(script)}`)
  expect(policy).toContain(`style-src ${hash(style)}`)
  expect(html).not.toMatch(/<link|src="http|@import|url\(/)
})

test('a file that cannot be written is told', async () => {
  await expect(writePreview(join(folder, 'missing', 'out.html'), files)).rejects.toMatchObject({
    code: 'SKR_CONSOLE_HTML_NOT_WRITTEN',
  })
})
