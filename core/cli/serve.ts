import type { RunnerConfig } from '../config/config.ts'
import { formatProblem } from '../config/explain.ts'
import { type LoadedConfig, loadConfig } from '../config/load.ts'
import { watchConfig } from '../config/watch.ts'
import { isRunnerError, messageOf } from '../errors/error.ts'
import { Problems } from '../errors/problems.ts'
import { configSecrets } from '../observe/config-secrets.ts'
import { createLog, type Log } from '../observe/log.ts'
import { type Runner, startRunner } from '../runner.ts'
import { routeLine } from './route-line.ts'
import { version } from './version.ts'

export interface Serving {
  readonly config: RunnerConfig
  readonly runner: Runner
  readonly log: Log
  /** Takes the config file over again; a bad one is logged, and the old one stays. */
  reload(): void
  stop(): Promise<void>
}

/** Starts the runner of a config file and says in the log what it serves. */
export async function serve(
  options: { readonly config: string; readonly watch?: boolean },
  env: Readonly<Record<string, string | undefined>>,
): Promise<Serving> {
  const loaded = await loadConfig(options.config, env)
  const { config } = loaded
  // Those of earlier configs stay: what is in hand ends under them.
  const secrets = new Set(configSecrets(config, env))
  const log = createLog(config.log.level, { pretty: process.stdout.isTTY === true, secrets })
  warn(loaded, log)
  const runner = await startRunner({ loaded, env, log, allowTypeScript: false })
  const reload = reloader(options.config, env, runner, log, secrets)
  const watcher =
    options.watch === true
      ? watchConfig(options.config, (problem) =>
          problem === undefined ? reload() : log.error(formatProblem(problem)),
        )
      : undefined
  greet(runner, loaded, log)
  return {
    config,
    runner,
    log,
    reload,
    async stop() {
      watcher?.close()
      await runner.stop()
    },
  }
}

function greet(runner: Runner, { config }: LoadedConfig, log: Log): void {
  log.info(`skill-runner ${version} listens on ${runner.url}`)
  if (runner.statusUrl !== undefined) log.info(`/health and /metrics are on ${runner.statusUrl}`)
  for (const app of Object.keys(config.box.apps)) {
    const [name, path] = app === 'default' ? ['the skill', ''] : [`the app "${app}"`, `/${app}`]
    log.info(`invocation URL of ${name}: POST ${runner.url}/skills${path}`)
  }
  for (const route of config.routes) log.info(routeLine(route))
  if (config.queue.sealKey === '') {
    log.info(
      `tokens rest sealed with the key in ${config.queue.path}.key; "queue.sealKey" keeps it apart from the database`,
    )
  }
  if (config.box.signature === 'off') {
    log.warn(
      '"signature" is "off": ANYBODY who reaches this port can start invocations. Never do this on a network.',
    )
  }
}

function warn({ warnings }: LoadedConfig, log: Log): void {
  for (const warning of warnings) log.warn({ code: warning.code }, formatProblem(warning))
}

/** Reloads one after the other. */
function reloader(
  file: string,
  env: Readonly<Record<string, string | undefined>>,
  runner: Runner,
  log: Log,
  secrets: Set<string>,
): () => void {
  let last = Promise.resolve()
  const reload = async () => {
    try {
      const loaded = await loadConfig(file, env)
      for (const secret of configSecrets(loaded.config, env)) secrets.add(secret)
      warn(loaded, log)
      await runner.reload(loaded)
      log.info('the new config is in force')
    } catch (error) {
      log.error(`the new config is not taken over, the old one stays in force:\n${problemsOf(error)}`)
    }
  }
  return () => {
    last = last.then(reload)
  }
}

function problemsOf(error: unknown): string {
  if (error instanceof Problems) return error.problems.map(formatProblem).join('\n')
  return isRunnerError(error) ? formatProblem(error) : messageOf(error)
}
