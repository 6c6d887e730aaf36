import { execFile } from 'node:child_process'
import { copyFile, mkdir, mkdtemp, readdir, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startSandbox } from '../../core/testing.ts'
import { startCommand } from '../support/command.ts'

/**
 * The whole way of somebody who has never seen this repository, with nothing but the published package: from an empty folder
 * to a plugin that runs under another runner. Each test goes on where the one before it ended.
 */

const core = fileURLToPath(new URL('../../core', import.meta.url))
/** Each step starts npm, and some download or translate. */
const longMs = 180_000
const install = ['install', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error']

let root: string
let operator: string
let author: string
let tarball: string

beforeAll(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), 'third-party-')))
  operator = join(root, 'operator')
  author = join(root, 'author', 'invoice-dates')
  await mkdir(operator)
  await mkdir(join(root, 'author'))
  await run('npm', ['pack', '--ignore-scripts', '--pack-destination', root], core)
  tarball = join(root, (await readdir(root)).find((name) => name.endsWith('.tgz')) ?? '')
  await run('npm', ['init', '--yes'], operator)
  await run('npm', [...install, tarball], operator)
}, longMs)
afterAll(() => rm(root, { recursive: true, force: true }))

/** Runs a command to its end and resolves to its standard output; where it fails, the error shows all that it printed. */
async function run(command: string, args: readonly string[], cwd: string): Promise<string> {
  const options = { cwd, env: outside(process.env), maxBuffer: 32 * 1024 * 1024 }
  const { stdout } = await promisify(execFile)(command, args, options).catch(({ message, stdout, stderr }) =>
    expect.unreachable(`${message}\n${stdout}\n${stderr}`),
  )
  return stdout
}

/** The environment without what npm and the test runner put into it for this repository. */
function outside(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const ours =
    /^(VITEST|TEST$|NODE_ENV$|NODE_V8_COVERAGE$|NODE_OPTIONS$|INIT_CWD$|npm_(package|lifecycle)_|npm_(command|execpath|node_execpath)$|npm_config_local_prefix$)/
  return Object.fromEntries(Object.entries(env).filter(([name]) => !ours.test(name)))
}

const npx = (args: string, cwd: string) => run('npx', ['--no-install', ...args.split(' ')], cwd)

test('a new plugin is written and installed', { timeout: longMs }, async () => {
  const said = await npx(`skill-runner new invoice-dates --yes --folder ${author}`, operator)
  await run('npm', [...install, '--save-dev', tarball], author)

  expect(said).toContain('npm install')
  expect(await readdir(author)).toContain('node_modules')
})

test('its own tests, type check and build pass', { timeout: longMs }, async () => {
  await run('npm', ['test'], author)
  await npx('tsc', author)
  await run('npm', ['run', 'build'], author)

  expect(await readdir(join(author, 'dist'))).toEqual(['index.d.ts', 'index.js'])
})

test('the check for authors finds nothing', { timeout: longMs }, async () => {
  const said = await npx('skill-runner check .', author)

  expect(said).toMatch(/^invoice-dates 0\.1\.0\n[\s\S]*\n\. is good\.\n$/)
})

test('it runs on a file', { timeout: longMs }, async () => {
  await copyFile(join(author, 'fixtures/sample.txt'), join(author, 'sample.txt'))

  const said = await npx('skill-runner run --plugin . sample.txt --json', author)

  expect(JSON.parse(said)).toMatchObject({
    file: 'sample.txt',
    status: 'succeeded',
    plugins: [{ name: 'invoice-dates', ok: true }],
    cards: [{ entries: [{ text: '2024-04-28' }, { text: '2024-05-03' }, { text: '2024-06-02' }] }],
  })
})

test('in plain JavaScript it is as good', { timeout: longMs }, async () => {
  const folder = join(author, 'plain')
  await npx(`skill-runner new plain-words --yes --javascript --folder ${folder}`, author)
  await npx('tsc', folder)

  expect(await npx('skill-runner check .', folder)).toMatch(/\n\. is good\.\n$/)
  expect(JSON.parse(await npx('skill-runner run --plugin . fixtures --json', folder))).toMatchObject({
    status: 'succeeded',
  })
  await rm(folder, { recursive: true })
})

test('packed and installed elsewhere, it serves events by the name of its package', {
  timeout: longMs,
}, async () => {
  await run('npm', ['pack', '--pack-destination', operator], author)
  await run('npm', [...install, './box-skill-plugin-invoice-dates-0.1.0.tgz'], operator)
  const sandbox = await startSandbox()
  await writeFile(
    join(operator, 'skill.config.json'),
    JSON.stringify({
      server: { host: '127.0.0.1', port: 0, shutdownGraceMs: 500 },
      box: { apiUrl: sandbox.url, signatureKeys: sandbox.keys },
      plugins: { dates: { use: 'box-skill-plugin-invoice-dates', options: { top: 1 } } },
      routes: [{ extensions: ['txt'], plugins: ['dates'] }],
    }),
  )
  const bin = join(operator, 'node_modules/box-skill-runner/bin/skill-runner.js')
  const runner = startCommand(['start'], { cwd: operator, bin })
  try {
    const [, url] = await runner.printed(/listens on (http:\/\/[\d.:]+)/)
    sandbox.deliverTo(`${url}/skills`)

    const file = await sandbox.upload({ name: 'invoice.txt', content: 'Issued on 2024-05-03.' })

    expect(await sandbox.waitForCards(file.id, { status: 'success', timeoutMs: 30_000 })).toMatchObject([
      { skill_card_type: 'keyword', entries: [{ text: '2024-05-03' }] },
    ])
  } finally {
    runner.child.kill('SIGKILL')
    await runner.ended
    await sandbox.close()
  }
})
