import { availableParallelism, tmpdir } from 'node:os'
import { isAbsolute, join, resolve } from 'node:path'
import { hasDefaultApp } from './check-box.ts'
import type {
  AllowConfig,
  AppConfig,
  BoxConfig,
  PluginInstanceConfig,
  RouteConfig,
  RunnerConfig,
} from './config.ts'
import type { AppForm, ConfigFile } from './file-form.ts'

/** Turns a checked file into what the runner works with. `folder` is the absolute path of the one that the file lies in. */
export function resolveConfig(file: ConfigFile, folder: string): RunnerConfig {
  return {
    server: file.server,
    box: resolveBox(file.box),
    queue: { ...file.queue, path: resolve(folder, file.queue.path) },
    retry: file.retry,
    cards: file.cards,
    files: {
      ...file.files,
      tempDir:
        file.files.tempDir === undefined
          ? join(tmpdir(), 'skill-runner')
          : resolve(folder, file.files.tempDir),
    },
    pool: { ...file.pool, threads: file.pool.threads ?? defaultThreads(file.plugins) },
    log: file.log,
    plugins: Object.fromEntries(
      Object.entries(file.plugins).map(([name, plugin]): [string, PluginInstanceConfig] => [
        name,
        {
          ...plugin,
          use: resolveUse(plugin.use, folder),
          threads: plugin.threads,
          permissions: {
            ...plugin.permissions,
            readPaths: plugin.permissions.readPaths.map((path) => resolve(folder, path)),
            writePaths: plugin.permissions.writePaths.map((path) => resolve(folder, path)),
          },
        },
      ]),
    ),
    routes: file.routes.map(
      (route): RouteConfig => ({
        ...route,
        extensions: [...new Set(route.extensions.map((extension) => extension.toLowerCase()))],
        minFileBytes: route.minFileBytes,
        maxFileBytes: route.maxFileBytes,
      }),
    ),
  }
}

function resolveBox({ signatureKeys, allow, ...box }: ConfigFile['box']): BoxConfig {
  const own: AppForm = { ...(signatureKeys && { signatureKeys }), ...(allow && { allow }) }
  const apps = { ...(hasDefaultApp({ ...own, apps: box.apps }) ? { default: own } : {}), ...box.apps }
  return {
    ...box,
    apiUrl: box.apiUrl.replace(/(?<!\/)\/+$/, ''),
    tokenHosts: box.tokenHosts.map((host) => host.toLowerCase()),
    apps: Object.fromEntries(Object.entries(apps).map(([name, app]) => [name, resolveApp(app)])),
  }
}

function resolveApp({ signatureKeys, allow }: AppForm): AppConfig {
  const anyone: AllowConfig = { skillIds: [], enterpriseIds: [] }
  return { signatureKeys: signatureKeys ?? { primary: '', secondary: '' }, allow: allow ?? anyone }
}

/** Enough for the instance that asks for most, on machines with fewer processors, too. */
function defaultThreads(plugins: ConfigFile['plugins']): number {
  return Math.max(availableParallelism(), ...Object.values(plugins).map(({ threads }) => threads ?? 1))
}

/** A path is absolute afterwards; the name of a package stays what it is. */
function resolveUse(use: string, folder: string): string {
  return isAbsolute(use) || /^\.\.?(?:[/\\]|$)/.test(use) ? resolve(folder, use) : use
}
