import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, chown, copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Sandbox, startSandbox } from '../../core/testing.ts'
import { writePlugin } from '../support/js-plugin.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const inContainer = fileURLToPath(new URL('./in-container.sh', import.meta.url))
/** Namespaces are root's to make. */
const possible = process.platform === 'linux' && process.getuid?.() === 0
const running = new Set<ChildProcess>()
let port: number

let folder: string
let sandbox: Sandbox

const at = (name: string) => join(folder, name)

beforeAll(async () => {
  if (!possible) return
  folder = await mkdtemp(join(tmpdir(), 'container-'))
  sandbox = await startSandbox()
  port = await freePort()
  await mkdir(at('app'))
  execFileSync(join(root, 'container/stage.sh'), [root, at('app')], {
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  // Hard links: what is installed here has what is for development, too, and is not to be copied.
  execFileSync('cp', ['-al', join(root, 'node_modules'), at('app/node_modules')])
  execFileSync('cp', ['-al', join(root, 'core/node_modules'), at('app/core/node_modules')])
  await copyFile(join(root, 'container/healthcheck.mjs'), at('app/healthcheck.mjs'))
  await mkdir(at('data'), { mode: 0o700 })
  await chown(at('data'), 1000, 1000)
  await chmod(folder, 0o755)
  await mkdir(at('config'))
  await writePlugin(
    at('config/probe'),
    `const fs = await import('node:fs')
     const tries = { '/app/x': 0, '/usr/x': 0, '/config/x': 0, '/x': 0, '/tmp/x': 0, '/data/x': 0 }
     for (const path of Object.keys(tries)) {
       try { fs.writeFileSync(path, 'x'); fs.rmSync(path); tries[path] = 'written' } catch (error) { tries[path] = error.code }
     }
     const status = fs.readFileSync('/proc/self/status', 'utf8')
     const line = (name) => status.match(new RegExp('^' + name + ':\\\\s+(.*)$', 'm'))?.[1]
     return [cards.transcript({ title: 'Probe', entries: [
       JSON.stringify({ tries, uid: process.getuid(), pid: process.pid, caps: line('CapEff'), bounds: line('CapBnd'), noNewPrivs: line('NoNewPrivs') }),
       (await file.text()) ] })]`,
  )
  await writeFile(
    at('config/skill.config.json'),
    JSON.stringify({
      server: { host: '127.0.0.1', port, shutdownGraceMs: 500 },
      box: { apiUrl: sandbox.url, signatureKeys: { primary: `$\{PRIMARY}` } },
      queue: { path: '/data/queue.db' },
      plugins: {
        probe: { use: './probe' },
        exif: { use: 'box-skill-plugin-exif' },
        keywords: { use: 'box-skill-plugin-keywords' },
      },
      routes: [
        { extensions: ['txt'], plugins: ['probe'] },
        { extensions: ['jpg'], plugins: ['exif'] },
        { extensions: ['md'], plugins: ['keywords'] },
      ],
    }),
  )
}, 300_000)
afterAll(async () => {
  if (!possible) return
  for (const child of running) child.kill('SIGKILL')
  await sandbox.close()
  await rm(folder, { recursive: true, force: true })
})

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port: free } = probe.address() as AddressInfo
  probe.close()
  return free
}

/** The image's own commands, in what a container would be. */
function start(command: readonly string[]) {
  const child = spawn(
    'unshare',
    [
      '--mount',
      '--pid',
      '--fork',
      '--kill-child',
      inContainer,
      at('app'),
      at('data'),
      at('config'),
      ...command,
    ],
    {
      env: {
        PATH: process.env.PATH,
        PRIMARY: sandbox.keys.primary,
        PORT: String(port),
        NODE_ENV: 'production',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  running.add(child)
  child.on('close', () => running.delete(child))
  let output = ''
  const take = (chunk: Buffer) => {
    output += chunk
  }
  child.stdout.on('data', take)
  child.stderr.on('data', take)
  return { child, output: () => output, closed: once(child, 'close') }
}

const serve = ['/app/core/bin/skill-runner.js', 'start', '--config', '/config/skill.config.json']

describe.skipIf(!possible)('under a read-only root, as a user without any rights', () => {
  test('the runner starts as process 1, is healthy, does its work, and stops on SIGTERM', async () => {
    const runner = start(serve)
    await expect.poll(runner.output, { timeout: 150_000 }).toContain('listens on')
    sandbox.deliverTo(`http://127.0.0.1:${port}/skills`)

    const health = start(['/app/healthcheck.mjs'])
    await health.closed
    expect({ code: health.child.exitCode, output: health.output() }).toEqual({ code: 0, output: '' })

    const probe = await sandbox.upload({ name: 'a.txt', content: 'hello' })
    const [card] = await sandbox.waitForCards(probe.id, { status: 'success', timeoutMs: 120_000 })
    const [found, text] = (card as unknown as { entries: { text: string }[] }).entries.map(
      (entry) => entry.text,
    )
    expect(text).toBe('hello')
    expect(JSON.parse(found ?? '')).toEqual({
      tries: {
        '/app/x': 'EROFS',
        '/usr/x': 'EROFS',
        '/config/x': 'EROFS',
        '/x': 'EROFS',
        '/tmp/x': 'written',
        '/data/x': 'written',
      },
      uid: 1000,
      pid: 1,
      caps: '0000000000000000',
      bounds: '0000000000000000',
      noNewPrivs: '1',
    })

    const photo = await sandbox.upload({
      name: 'photo.jpg',
      content: { path: join(root, 'samples/lighthouse-at-dusk.jpg') },
    })
    expect(
      JSON.stringify(await sandbox.waitForCards(photo.id, { status: 'success', timeoutMs: 120_000 })),
    ).toContain('Lighthouse')
    const words = await sandbox.upload({
      name: 'words.md',
      content: 'The lighthouse of the bay is a lighthouse of stone.',
    })
    await sandbox.waitForCards(words.id, { status: 'success', timeoutMs: 120_000 })

    const { pid } = runner.child
    const [inside] = (await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8')).trim().split(' ')
    process.kill(Number(inside), 'SIGTERM')
    await runner.closed
    expect(runner.output()).toContain('SIGTERM: stopping')
    expect(runner.output()).toMatch(/stopped[^\n]*\n?$/)
    expect(runner.child.exitCode).toBe(0)
    expect((await readdir(at('data'))).toSorted()).toEqual(['queue.db', 'queue.db.key'])
  }, 400_000)

  test('the health check fails where no runner answers', async () => {
    port = await freePort()
    const health = start(['/app/healthcheck.mjs'])
    await health.closed
    expect(health.child.exitCode).toBe(1)
  }, 120_000)
})

describe('the Containerfile', () => {
  const text = () => readFile(join(root, 'Containerfile'), 'utf8')

  test('names its base by its exact version, and runs as a user that is not root, in exec form', async () => {
    const lines = (await text()).split('\n')
    expect(lines).toContain('ARG NODE=docker.io/library/node:20.20.2-bookworm-slim')
    expect(lines.filter((line) => line.startsWith('FROM '))).toEqual([
      `FROM $\{NODE} AS build`,
      `FROM $\{NODE}`,
    ])
    expect(lines.filter((line) => line.startsWith('USER '))).toEqual(['USER 1000:1000'])
    expect(
      lines
        .filter((line) => /^(ENTRYPOINT|CMD|HEALTHCHECK) /.test(line))
        .every((line) => line.endsWith('"]')),
    ).toBe(true)
  })

  test('brings no secret into a layer: no file of one, and none by argument or environment', async () => {
    const given = (await text()).match(/^(ARG|ENV) .*$/gm) ?? []
    expect(given).toEqual([
      'ARG NODE=docker.io/library/node:20.20.2-bookworm-slim',
      'ENV NODE_ENV=production',
    ])
    for (const name of ['.containerignore', '.dockerignore']) {
      const lines = (await readFile(join(root, name), 'utf8')).trim().split('\n')
      expect(lines[0]).toBe('**')
      expect(lines).toEqual(expect.arrayContaining(['**/.env', '**/*.db', '**/node_modules']))
      expect(lines.filter((line) => line.startsWith('!')).toSorted()).toEqual(
        [
          '!.npmrc',
          '!container',
          '!core',
          '!package-lock.json',
          '!package.json',
          '!plugins',
          '!tsconfig.base.json',
          '!tsconfig.json',
        ].toSorted(),
      )
    }
  })
})
