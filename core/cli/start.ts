import closeWithGrace from 'close-with-grace'
import { formatProblem } from '../config/explain.ts'
import { type LoadedConfig, loadConfig } from '../config/load.ts'
import { watchConfig } from '../config/watch.ts'
import { messageOf } from '../errors/error.ts'
import { Problems } from '../errors/problems.ts'
import { createLog, type Log } from '../observe/log.ts'
import { type Runner, startRunner } from '../runner.ts'
import { version } from './version.ts'

/** After the grace for running work, closing the threads and the queue may take this much longer. */
const closingMs = 10_000

/** Serves Box's events until it is told to stop. */
export async function start(options: { config: string; watch?: boolean }): Promise<void> {
  const loaded = await loadConfig(options.config, process.env)
  const { config } = loaded
  const log = createLog(config.log.level, { pretty: process.stdout.isTTY === true })
  warn(loaded, log)
  const runner = await startRunner({ loaded, env: process.env, log, allowTypeScript: false })
  const reload = reloader(options.config, runner, log)
  const watcher =
    options.watch === true
      ? watchConfig(options.config, (problem) =>
          problem === undefined ? reload() : log.error(formatProblem(problem)),
        )
      : undefined
  process.on('SIGHUP', reload)
  closeWithGrace(
    { delay: config.server.shutdownGraceMs + closingMs, logger: log, skip: ['SIGHUP'] },
    async ({ signal, err }) => {
      if (err) log.fatal({ err }, 'stopping after an error that nobody caught')
      else log.info(`${signal}: stopping; running work has ${config.server.shutdownGraceMs / 1000} s`)
      watcher?.close()
      await runner.stop()
      log.info('stopped')
    },
  )
  greet(runner, loaded, log)
}

function greet(runner: Runner, { config }: LoadedConfig, log: Log): void {
  log.info(`skill-runner ${version} listens on ${runner.url}`)
  for (const app of Object.keys(config.box.apps)) {
    log.info(
      `invocation URL of ${app === 'default' ? 'the skill' : `the app "${app}"`}: POST ${runner.url}/skills${app === 'default' ? '' : `/${app}`}`,
    )
  }
  for (const route of config.routes) {
    log.info(
      `${[...route.extensions, ...route.kinds.map((kind) => `(${kind})`)].join(' ')} -> ${route.plugins.join(', ')}`,
    )
  }
  if (config.box.signature === 'off')
    log.warn(
      '"signature" is "off": ANYBODY who reaches this port can start invocations. Never do this on a network.',
    )
}

function warn({ warnings }: LoadedConfig, log: Log): void {
  for (const warning of warnings) log.warn({ code: warning.code }, formatProblem(warning))
}

/** Reloads one after the other; a config that is not good leaves the old one in force. */
function reloader(file: string, runner: Runner, log: Log): () => void {
  let last = Promise.resolve()
  return () => {
    last = last.then(async () => {
      try {
        const loaded = await loadConfig(file, process.env)
        warn(loaded, log)
        await runner.reload(loaded)
        log.info('the new config is in force')
      } catch (error) {
        const problems =
          error instanceof Problems ? error.problems.map(formatProblem).join('\n') : messageOf(error)
        log.error(`the new config is not taken over, the old one stays in force:\n${problems}`)
      }
    })
  }
}
