import { mkdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join, relative, resolve, sep } from 'node:path'
import closeWithGrace from 'close-with-grace'
import { formatProblem } from '../config/explain.ts'
import { type LoadedConfig, loadConfig } from '../config/load.ts'
import { messageOf } from '../errors/error.ts'
import { printable } from '../errors/printable.ts'
import { createLog } from '../observe/log.ts'
import { startRunner } from '../runner.ts'
import type { CardWrite } from '../sandbox/cards.ts'
import type { Sandbox } from '../sandbox/sandbox.ts'
import { startSandbox } from '../sandbox/start.ts'
import { mirrorFolder } from './mirror-folder.ts'
import { cardLines } from './print-cards.ts'

interface DevOptions {
  readonly config: string
  readonly state: string
  readonly port: string
  readonly verbose?: boolean
}

export async function dev(folderGiven: string, options: DevOptions): Promise<void> {
  const folder = resolve(folderGiven)
  const state = resolve(options.state)
  const cardsFolder = join(state, 'cards')
  // The sandbox begins empty each time, so what was left of the last one would speak of files that are not there.
  await rm(cardsFolder, { recursive: true, force: true })
  await rm(join(state, 'queue'), { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  await mkdir(cardsFolder, { recursive: true })

  const file = await loadConfig(options.config, process.env, { local: true })
  for (const warning of file.warnings) console.error(formatProblem(warning))
  const sandbox = await startSandbox()
  const loaded = inSandbox(
    file,
    sandbox,
    join(state, 'queue', 'queue.db'),
    Number.parseInt(options.port, 10) || 0,
  )
  const log = createLog(options.verbose === true ? 'debug' : 'warn', {
    pretty: process.stdout.isTTY === true,
  })
  const runner = await startRunner({ loaded, env: process.env, log, allowTypeScript: true }).catch(
    async (error: unknown) => {
      await sandbox.close()
      throw error
    },
  )
  sandbox.deliverTo(`${runner.url}/skills`)
  console.log(`Sandbox (a local Box): ${sandbox.url}`)
  console.log(`Runner:                ${runner.url}/skills`)
  console.log(`Put files into:        ${shown(folder)}   (each one counts as an upload; Ctrl-C ends this)`)
  console.log(`Their cards as JSON:   ${shown(cardsFolder)}\n`)
  const mirror = mirrorFolder(folder, sandbox, (problem) => console.error(problem))
  const show = createShow(sandbox, mirror.pathOf, cardsFolder)
  sandbox.subscribe((change) => {
    if (change.type === 'cards') show(change.write)
  })
  closeWithGrace({ logger: log, delay: 15_000 }, async ({ err }) => {
    if (err) console.error(err)
    console.log('\nStopping …')
    await mirror.close()
    await runner.stop()
    await sandbox.close()
  })
}

function shown(folder: string): string {
  return `${relative('.', folder) || '.'}${sep}`
}

/** The same config against the sandbox: its address, its keys, a queue of its own, and no allow lists. */
function inSandbox(file: LoadedConfig, sandbox: Sandbox, queuePath: string, port: number): LoadedConfig {
  const { config } = file
  const app = { signatureKeys: sandbox.keys, allow: { skillIds: [], enterpriseIds: [] } }
  return {
    ...file,
    config: {
      ...config,
      server: { ...config.server, host: '127.0.0.1', port, shutdownGraceMs: 2000 },
      box: {
        ...config.box,
        apiUrl: sandbox.url,
        tokenHosts: [],
        signature: 'required',
        apps: { default: app },
      },
      queue: { ...config.queue, path: queuePath, sealKey: '' },
    },
  }
}

/** Prints each write of cards and keeps the cards as JSON, in the same folders as the files. */
function createShow(
  sandbox: Sandbox,
  pathOf: (fileId: string) => string | undefined,
  cardsFolder: string,
): (write: CardWrite) => void {
  return (write) => {
    const path = pathOf(write.fileId) ?? sandbox.file(write.fileId)?.name ?? write.fileId
    const name = printable(path, 200)
    if (write.status === 'processing') return console.log(`${name}: processing …`)
    console.log(`${name}: ${write.status ?? write.via}`)
    for (const line of cardLines(write.cards, process.stdout.isTTY === true)) console.log(`  ${line}`)
    console.log()
    keep(write, join(cardsFolder, `${pathOf(write.fileId) ?? write.fileId}.json`)).catch((error: unknown) =>
      console.error(`The cards of ${name} could not be kept as JSON: ${messageOf(error)}`),
    )
  }
}

async function keep(write: CardWrite, path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, `${JSON.stringify(write, undefined, 2)}\n`)
}
