import { formatProblem } from '../config/explain.ts'
import { type LoadedConfig, loadConfig } from '../config/load.ts'
import { fail } from '../errors/error.ts'
import { printable } from '../errors/printable.ts'
import { registerPlugins } from '../registry/registry.ts'
import { checkPlugin } from './check-plugin.ts'
import { checkUrl } from './check-url.ts'
import { exitCodes } from './report.ts'
import { routeLine } from './route-line.ts'

/** Checks the config and its plugins, a plugin for its author, or a deployed runner. Resolves to the exit code. */
export async function check(
  plugin: string | undefined,
  options: { config: string; url?: string; app: string },
): Promise<number> {
  if (plugin !== undefined && options.url !== undefined)
    throw fail('SKR_CLI_CHECK_ONE_THING', { plugin: printable(plugin, 200) })
  if (plugin !== undefined) return checkPlugin(plugin)
  const loaded = await loadConfig(options.config, process.env)
  if (options.url !== undefined) return checkDeployed(options.url, options.app, loaded)
  const plugins = await registerPlugins({
    loaded,
    env: process.env,
    allowTypeScript: false,
  })
  for (const warning of loaded.warnings) console.log(formatProblem(warning))
  for (const [name, { description, config }] of Object.entries(plugins)) {
    console.log(
      `${name}: ${description.name} ${description.version} from ${config.use}, loaded in ${Math.round(description.loadMs)} ms`,
    )
    for (const warning of description.warnings) console.log(formatProblem(warning))
  }
  for (const route of loaded.config.routes) console.log(routeLine(route))
  console.log(`\n${options.config} is good.`)
  return 0
}

async function checkDeployed(url: string, appName: string, { config }: LoadedConfig): Promise<number> {
  const app = Object.hasOwn(config.box.apps, appName) ? config.box.apps[appName] : undefined
  if (app === undefined)
    throw fail('SKR_CLI_UNKNOWN_APP', { name: appName, known: Object.keys(config.box.apps).join(', ') })
  const passed = await checkUrl({
    url,
    keys: app.signatureKeys,
    ...(app.allow.skillIds[0] !== undefined && { skillId: app.allow.skillIds[0] }),
    ...(app.allow.enterpriseIds[0] !== undefined && { enterpriseId: app.allow.enterpriseIds[0] }),
    onStep: ({ ok, step, detail, code, fix }) => {
      console.log(`${ok ? (fix === undefined ? 'ok      ' : 'warning ') : 'FAILED  '} ${step}: ${detail}`)
      if (fix !== undefined) console.log(`         ${fix}${code === undefined ? '' : ` [${code}]`}`)
    },
  })
  console.log(
    passed ? '\nBox can deliver events to this URL.' : '\nBox would not get through to this runner yet.',
  )
  return passed ? 0 : exitCodes.failed
}
