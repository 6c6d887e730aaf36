import { readdirSync } from 'node:fs'
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import {
  babble,
  breakOff,
  type CallToBox,
  echo,
  garbage,
  leadTo,
  lureAway,
  type Misdeed,
} from './hostile-box.ts'
import { searchFolder, searchOpenFiles, searchProcess } from './places.ts'
import { createRecord, type Record } from './record.ts'
import { type Stage, setStage } from './started-runner.ts'
import { ways } from './telltale.ts'

const crash = fileURLToPath(new URL('./crash-with-token.mjs', import.meta.url))

let stage: Stage
let record: Record
/** Codes of the reasons that invocations ended or were put back with: each failure has to have happened. */
let reasons: ReadonlySet<string | undefined>
let log = ''

const misdeeds: readonly (readonly [name: string, misdeed: Misdeed])[] = [
  ...[400, 401, 404, 409, 500].map((status) => [`echo ${status}`, echo(status)] as const),
  ['echo 429', echo(429, { 'retry-after': '1' })],
  ['echo 202', echo(202, { 'retry-after': '60' })],
  ['lure away', lureAway],
  ['babble', babble],
  ['garbage', garbage],
  ['break off', breakOff],
  ['a link that is closed', leadTo('http://127.0.0.1:1')],
  ['a link that is gone', (call, response) => leadTo(stage.sandbox.downloadUrl)(call, response)],
]
const calls: readonly ((call: CallToBox) => boolean)[] = [
  ({ url }) => url.includes('/content'),
  ({ url }) => url.includes('representation'),
  ({ url }) => url.includes('/skill_invocations/'),
]

beforeAll(async () => {
  stage = await setStage()
  record = createRecord(stage.search)
  await run()
}, 600_000)
afterAll(() => stage.close())

/** Uploads a file, and has Box misbehave in the calls that are about it. */
async function upload(
  content: string,
  of?: (call: CallToBox) => boolean,
  misdeed?: Misdeed,
): Promise<string> {
  const { id } = await stage.uploadQuietly({ name: `file ${Math.random()}.txt`, content })
  const isAbout = ({ url, body }: CallToBox) => url.includes(`/${id}`) || body.includes(`"id":"${id}"`)
  if (of && misdeed) stage.box.misbehave((call) => of(call) && isAbout(call), misdeed)
  await stage.sandbox.send(stage.sandbox.event(id))
  return id
}

/** Waits until each of these files has ended, or at least failed once. */
async function triedOnce(what: string, fileIds: readonly string[]): Promise<void> {
  await until(what, async () => {
    const tried = (await stage.records()).filter(({ endedAt, reason }) => endedAt !== undefined || reason)
    const seen = new Set(tried.map(({ invocation }) => invocation.file.id))
    return fileIds.every((id) => seen.has(id))
  })
}

/** Waits for a condition; gives up after a minute. */
function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  return vi.waitFor(async () => expect(await holds(), what).toBe(true), { timeout: 120_000, interval: 100 })
}

async function run(): Promise<void> {
  const runner = await stage.start()
  const pid = runner.child.pid as number

  const wayward = await Promise.all(ways.map((way) => upload(way)))
  await triedOnce('wayward', wayward)

  const wronged = misdeeds.flatMap(([, misdeed]) => calls.map((call) => upload('extracted', call, misdeed)))
  await triedOnce('wronged', await Promise.all(wronged))

  await sendEvents(runner.url)

  const held = [await upload('well hold'), await upload('extracted hold')]
  await until('two files held', () => contents(stage.temp).length === 2)
  record.found('temp folder while files are worked on', searchFolder(stage.search, stage.temp))
  record.found('processes', searchProcess(stage.search, pid))
  record.found('open files', searchOpenFiles(stage.search, pid))
  record.found('database while the runner runs', searchFolder(stage.search, join(stage.folder, 'data')))
  await writeFile(join(stage.plugin, 'release'), '')
  await triedOnce('held', held)

  for (const path of ['/metrics', '/health/live', '/health/ready'])
    await record.answer(path.slice(1), `${runner.url}${path}`)
  await runCommands(runner.url)
  await stage.writeConfig('skill.config.json', {
    queue: { sealKey: `$\{SEAL_KEY}`, maxWaiting: `$\{SERVICE_KEY}` },
  })
  runner.child.kill('SIGHUP')
  await runner.printed(/not taken over/)
  await stage.writeConfig()

  runner.child.kill('SIGTERM')
  await runner.ended
  log = runner.output()
  record.text('log', log)
  record.found('folder after the end', searchFolder(stage.search, stage.folder))
  await crashAndKill()
}

/** Events that are refused, and one whose tokens have expired. */
async function sendEvents(url: string): Promise<void> {
  const { sandbox } = stage
  const fileId = await upload('well')
  const event = sandbox.event(fileId)
  const body = Buffer.from(event.body).toString()
  const token = JSON.parse(body).token.read.access_token
  const post = (path: string, init: RequestInit) =>
    record.answer('answers to refused events', `${url}${path}`, {
      method: 'POST',
      headers: event.headers,
      body,
      ...init,
    })
  await post('/skills', { body: body.replace('invoked', 'other') })
  await post('/skills', { body: `${body}}` })
  await post('/skills/unknown', {})
  await post(`/${token}?token=${token}`, {})
  await post('/skills', { headers: { ...event.headers, 'content-type': `text/${token}` } })
  await post('/skills', { headers: { ...event.headers, 'content-encoding': token } })
  await post('/skills', { headers: { ...event.headers, 'box-delivery-timestamp': token } })
  for (const broken of [
    { token: {} },
    { source: { id: token, name: 'x.txt', file_version: { id: token } } },
    { id: {} },
  ]) {
    const changed = Buffer.from(JSON.stringify({ ...JSON.parse(body), ...broken }))
    const { headers } = sandbox.sign({ ...event, body: changed })
    await post('/skills', { headers, body: changed })
  }
  const expiring = await stage.uploadQuietly({ name: 'expiring.txt', content: 'well' })
  const late = sandbox.event(expiring.id)
  const short = JSON.parse(Buffer.from(late.body).toString())
  for (const one of [short.token.read, short.token.write]) one.expires_in = Math.floor(Date.now() / 1000) - 10
  const shortened = Buffer.from(JSON.stringify(short))
  const { headers } = sandbox.sign({ ...late, body: shortened })
  await record.answer('answers to events', `${url}/skills`, { method: 'POST', headers, body: shortened })
  await triedOnce('expired tokens', [expiring.id])
}

/** The commands that an operator types, in each form of their output. */
async function runCommands(url: string): Promise<void> {
  const records = await stage.records()
  reasons = new Set(records.map(({ reason }) => reason?.code))
  const failed = records.filter(({ state }) => state === 'failed').map(({ invocation }) => invocation.id)
  await writeFile(join(stage.folder, 'local.txt'), 'throw')
  await stage.writeConfig('wrong.json', {
    server: { host: `$\{PRIMARY_KEY}`, port: `$\{SEAL_KEY}` },
    box: {
      cardMode: `$\{SERVICE_KEY}`,
      signatureKeys: { primary: `$\{PRIMARY_KEY}`, second: `$\{SECONDARY_KEY}` },
    },
    plugins: { telltale: { use: `./$\{SERVICE_KEY}`, options: { [stage.env.SERVICE_KEY ?? '']: 1 } } },
  })
  const commands = [
    'invocations list -n 1000',
    'invocations list -n 1000 --json',
    ...failed.flatMap((id) => [`invocations show ${id}`, `invocations show ${id} --json`]).slice(0, 4),
    ...failed.slice(0, 2).map((id) => `invocations retry ${id}`),
    'check',
    'check -c wrong.json',
    `check --url ${url}/skills`,
    'run local.txt',
    'run local.txt --json',
    'run local.txt --html report.html',
  ]
  const outputs = await Promise.all(commands.map(stage.run))
  for (const [index, { output }] of outputs.entries())
    record.text(`skill-runner ${commands[index]?.split(' ')[0]}`, output)
  // Its name has the secret in a key of the config, which is not a place for one; it is written by this test.
  await rm(join(stage.folder, 'wrong.json'))
}

/** A crash with a token in the error, and a SIGKILL while files are worked on. */
async function crashAndKill(): Promise<void> {
  const crashing = await stage.start({ NODE_OPTIONS: `--import=${crash}` })
  await upload('well')
  await crashing.ended
  record.text('output of a crash', crashing.output())
  await rm(join(stage.plugin, 'release'))
  const killed = await stage.start()
  await upload('well hold')
  await until('a file held', () => contents(stage.temp).length > 0)
  killed.child.kill('SIGKILL')
  await killed.ended
  record.text('output of a kill', killed.output())
  record.found('folder after a kill', searchFolder(stage.search, stage.folder))
}

/** The files that are worked on, downloaded to the end. */
function contents(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /content\.\w+$/.test(name),
  )
}

test('no secret is in anything that the runner wrote or answered', () => {
  expect([
    ...new Set(record.findings.map(({ canary, form, place }) => `${canary}, ${form}: ${place}`)),
  ]).toEqual([])
})

test.each([
  'log',
  'output of a crash',
  'output of a kill',
  'metrics',
  'health/live',
  'health/ready',
  'answers to refused events',
  'answers to events',
  'skill-runner invocations',
  'skill-runner check',
  'skill-runner run',
  'temp folder while files are worked on',
  'database while the runner runs',
  'folder after the end',
  'folder after a kill',
  'processes',
  'open files',
])('%s: was there to be searched', (place) => {
  expect(record.searched.get(place) ?? 0).toBeGreaterThan(0)
})

test('each failure has happened', () => {
  expect([...reasons]).toEqual(
    expect.arrayContaining([
      'SKR_RUN_FAILED',
      'SKR_RUN_CRASHED',
      'SKR_RUN_EXITED',
      'SKR_BOX_UNAUTHORIZED',
      'SKR_BOX_TOKEN_EXPIRED',
    ]),
  )
  expect(log).toContain('stopped')
})
