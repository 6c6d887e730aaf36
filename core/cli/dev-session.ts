import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative, resolve, sep } from 'node:path'
import type { LoadedConfig } from '../config/load.ts'
import { createActivity } from '../console/activity.ts'
import { startConsole } from '../console/console.ts'
import { configSecrets } from '../observe/config-secrets.ts'
import { createLog } from '../observe/log.ts'
import { logPluginLine } from '../observe/plugin-line.ts'
import { type RunnerOptions, startRunner } from '../runner.ts'
import type { CardWrite } from '../sandbox/cards.ts'
import type { Sandbox } from '../sandbox/sandbox.ts'
import { startSandbox } from '../sandbox/start.ts'
import { mirrorFolder } from './mirror-folder.ts'
import { createCardPrinter } from './print-writes.ts'
import { routeLine } from './route-line.ts'

export interface DevOptions {
  /** Of the invocation URL; 0 takes a free one. */
  readonly port: string
  readonly verbose?: boolean
  /** Whether plugins are loaded as `start` loads them, from what was built, which takes less time than TypeScript. */
  readonly built?: boolean
  /** How plugins are described; see `RunnerOptions`. */
  readonly describe?: RunnerOptions['describe']
  /** Whether to serve the page. */
  readonly console?: boolean
  /** Of the page; the usual one, or a free one, where left out. */
  readonly consolePort?: string
}

export interface DevSession {
  /** Takes a new config over. Throws `Problems` and keeps the old one where a plugin does not load. */
  reload(file: LoadedConfig): Promise<void>
  /** Runs the files that came last again, and prints how their cards differ. Returns how many files these are. */
  rerun(): number
  close(): Promise<void>
}

/** Files that are run again after a change of the code. */
const rerunFiles = 10

/** Where the cards are kept as JSON, below the working folder. */
const cardsFolderName = join('.skill-runner', 'cards')

/**
 * Starts a sandbox, a runner that serves it, and the mirror of a folder into it, and prints the cards as they are written.
 * Everything begins empty: the sandbox forgets at its end, so what was kept of an earlier session speaks of files that are
 * not there any more.
 */
export async function openDevSession(
  folderGiven: string,
  file: LoadedConfig,
  options: DevOptions,
  env: Readonly<Record<string, string | undefined>>,
): Promise<DevSession> {
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
  const served = (config: LoadedConfig) =>
    inSandbox(config, sandbox, join(queueFolder, 'queue.db'), Number.parseInt(options.port, 10) || 0)
  const activity = createActivity()
  const logTo = {
    pretty: process.stdout.isTTY === true,
    onRecord: activity.record,
    secrets: new Set(configSecrets(file.config, env)),
  }
  const log = createLog(options.verbose === true ? 'debug' : 'warn', logTo)
  const pluginLog = createLog(options.verbose === true ? 'debug' : 'info', logTo)
  const runner = await startRunner({
    loaded: served(file),
    env,
    log,
    allowTypeScript: options.built !== true,
    onProgress: activity.progress,
    onPluginLine: (line) => logPluginLine(pluginLog, line),
    ...(options.describe && { describe: options.describe }),
  }).catch(async (error: unknown) => {
    await closeSandbox()
    throw error
  })
  sandbox.deliverTo(`${runner.url}/skills`)
  const mirror = mirrorFolder(folder, sandbox, (problem) => console.error(problem))
  const close = async () => {
    await mirror.close()
    await runner.stop()
    await closeSandbox()
  }
  const sessionOf = ({ config }: LoadedConfig) => ({
    folder: shown(folder),
    routes: config.routes.map(routeLine),
  })
  const page =
    options.console === false
      ? undefined
      : await startConsole({
          sandbox,
          queue: runner.queue,
          activity,
          pathOf: mirror.pathOf,
          session: sessionOf(file),
          port: portOf(options.consolePort),
          onError: (error) => log.error({ err: error }, 'the page could not be brought up to date'),
        }).catch(async (error: unknown) => {
          await close()
          throw error
        })
  if (page !== undefined) console.log(`Page:                  ${page.url}`)
  console.log(`Sandbox (a local Box): ${sandbox.url}`)
  console.log(`Runner:                ${runner.url}/skills`)
  console.log(`Put files into:        ${shown(folder)}   (each one counts as an upload; Ctrl-C ends this)`)
  console.log(`Their cards as JSON:   ${shown(cardsFolder)}\n`)
  const rerunning = new Set<string>()
  // A file that was dropped on the page has no path, but a name.
  const pathOf = (fileId: string) => mirror.pathOf(fileId) ?? sandbox.file(fileId)?.name
  const print = createCardPrinter(cardsFolder, pathOf, ({ fileId }) =>
    rerunning.delete(fileId) ? cardsBefore(sandbox.cardHistory(fileId)) : undefined,
  )
  sandbox.subscribe((change) => {
    if (change.type === 'cards') print(change.write)
  })
  return {
    async reload(file) {
      for (const secret of configSecrets(file.config, env)) logTo.secrets.add(secret)
      await runner.reload(served(file))
      page?.renew(sessionOf(file))
    },
    rerun() {
      const files = [...mirror.again(rerunFiles), ...uploadedOnly(sandbox, mirror.pathOf)]
      for (const fileId of files) rerunning.add(fileId)
      return files.length
    },
    async close() {
      await page?.close()
      await close()
    },
  }
}

/** Fires again for the files that came by the page and not by the folder. Returns their ids. */
function uploadedOnly(sandbox: Sandbox, pathOf: (fileId: string) => string | undefined): readonly string[] {
  const files = sandbox.files().filter(({ id }) => pathOf(id) === undefined)
  return files.slice(-rerunFiles).map(({ id }) => {
    void sandbox.send(sandbox.event(id))
    return id
  })
}

/** Undefined leaves the choice to the page. */
function portOf(given: string | undefined): number | undefined {
  return given === undefined ? undefined : Number.parseInt(given, 10) || 0
}

/** The cards of the run before the last one; undefined where there was none. */
function cardsBefore(history: readonly CardWrite[]): CardWrite['cards'] | undefined {
  return history.filter(({ status }) => status !== 'processing').at(-2)?.cards
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
