import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative, resolve, sep } from 'node:path'
import { formatProblem } from '../config/explain.ts'
import { type LoadedConfig, loadConfig } from '../config/load.ts'
import { createLog } from '../observe/log.ts'
import { startRunner } from '../runner.ts'
import type { Sandbox } from '../sandbox/sandbox.ts'
import { startSandbox } from '../sandbox/start.ts'
import { mirrorFolder } from './mirror-folder.ts'
import { createCardPrinter } from './print-writes.ts'

export interface DevOptions {
  readonly config: string
  /** Of the invocation URL; 0 takes a free one. */
  readonly port: string
  readonly verbose?: boolean
}

/** Where the cards are kept as JSON, below the working folder. */
const cardsFolderName = join('.skill-runner', 'cards')

/**
 * Starts a sandbox, a runner that serves it, and the mirror of a folder into it, and prints the cards as they are written.
 * Everything begins empty: the sandbox forgets at its end, so what was kept of an earlier session speaks of files that are
 * not there any more.
 */
export async function openDevSession(
  folderGiven: string,
  options: DevOptions,
  env: Readonly<Record<string, string | undefined>>,
): Promise<{ close(): Promise<void> }> {
  const file = await loadConfig(options.config, env, { local: true })
  for (const warning of file.warnings) console.error(formatProblem(warning))
  const folder = resolve(folderGiven)
  const cardsFolder = resolve(cardsFolderName)
  await mkdir(folder, { recursive: true })
  await rm(cardsFolder, { recursive: true, force: true })
  const queueFolder = await mkdtemp(join(tmpdir(), 'skill-runner-dev-'))

  const sandbox = await startSandbox()
  const closeSandbox = async () => {
    await sandbox.close()
    await rm(queueFolder, { recursive: true, force: true })
  }
  const loaded = inSandbox(
    file,
    sandbox,
    join(queueFolder, 'queue.db'),
    Number.parseInt(options.port, 10) || 0,
  )
  const log = createLog(options.verbose === true ? 'debug' : 'warn', {
    pretty: process.stdout.isTTY === true,
  })
  const runner = await startRunner({ loaded, env, log, allowTypeScript: true }).catch(
    async (error: unknown) => {
      await closeSandbox()
      throw error
    },
  )
  sandbox.deliverTo(`${runner.url}/skills`)
  console.log(`Sandbox (a local Box): ${sandbox.url}`)
  console.log(`Runner:                ${runner.url}/skills`)
  console.log(`Put files into:        ${shown(folder)}   (each one counts as an upload; Ctrl-C ends this)`)
  console.log(`Their cards as JSON:   ${shown(cardsFolder)}\n`)
  const mirror = mirrorFolder(folder, sandbox, (problem) => console.error(problem))
  const print = createCardPrinter(cardsFolder, mirror.pathOf)
  sandbox.subscribe((change) => {
    if (change.type === 'cards') print(change.write)
  })
  return {
    async close() {
      await mirror.close()
      await runner.stop()
      await closeSandbox()
    },
  }
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
