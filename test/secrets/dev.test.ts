import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startCommand } from '../support/command.ts'
import { searchFolder, searchProcess } from './places.ts'
import { createRecord, type Record } from './record.ts'
import { type Stage, setStage } from './started-runner.ts'
import { ways } from './telltale.ts'

let stage: Stage
let record: Record

beforeAll(async () => {
  stage = await setStage()
  record = createRecord(stage.search)
  await writeFile(join(stage.plugin, 'release'), '')
  await mkdir(join(stage.folder, 'inbox'))
  const dev = startCommand(['dev', 'inbox', '--verbose', '--port', '0', '--console-port', '0'], {
    cwd: stage.folder,
    env: stage.env,
  })
  const [, page = ''] = await dev.printed(/Page:\s+(http:\/\/\S+)/)
  const [, runner = ''] = await dev.printed(/Runner:\s+(http:\/\/[^/\s]+)/)
  for (const way of ways) {
    await writeFile(join(stage.folder, 'inbox', `${way}.txt`), way)
    await dev.printed(new RegExp(`${way}\\.txt: (success|permanent_failure)`))
  }
  await takePage(page)
  await record.answer('metrics', `${runner}/metrics`)
  record.found('processes', searchProcess(stage.search, dev.child.pid as number))
  record.found('folder while it runs', searchFolder(stage.search, stage.folder))
  dev.child.kill('SIGINT')
  await dev.ended
  record.text('output', dev.output())
  record.found('folder after the end', searchFolder(stage.search, stage.folder))
}, 400_000)
afterAll(() => stage.close())

/** The page with all that it loads, its stream of events, and what its API says of each file. */
async function takePage(page: string): Promise<void> {
  const html = await record.answer('page', `${page}/`)
  for (const [, path] of html.matchAll(/(?:src|href)="(\/[^"]+)"/g))
    await record.answer('page', `${page}${path}`)
  const ending = new AbortController()
  const events = await fetch(`${page}/api/events`, { signal: ending.signal })
  const reader = (events.body as ReadableStream<Uint8Array>).getReader()
  let snapshot = ''
  while (!snapshot.includes('\n\n')) {
    const { value, done } = await reader.read()
    if (done) break
    snapshot += Buffer.from(value).toString()
  }
  ending.abort()
  record.text('events of the page', snapshot)
  const ids = new Set([...snapshot.matchAll(/"id":"(\d+)"/g)].map(([, id]) => id))
  for (const id of ids) await record.answer('API of the page', `${page}/api/files/${id}`)
  await record.answer('API of the page', `${page}/api/files/unknown`)
}

test('no secret is in the output, the page, its API, the metrics and the files of dev', () => {
  expect([
    ...new Set(record.findings.map(({ canary, form, place }) => `${canary}, ${form}: ${place}`)),
  ]).toEqual([])
})

test.each([
  'output',
  'page',
  'events of the page',
  'API of the page',
  'metrics',
  'processes',
  'folder while it runs',
  'folder after the end',
])('%s: was there to be searched', (place) => {
  expect(record.searched.get(place) ?? 0).toBeGreaterThan(0)
})
