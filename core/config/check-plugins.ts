import type { RunnerError } from '../errors/error.ts'
import type { ConfigDocument } from './document.ts'
import { type Findings, finding } from './findings.ts'
import type { Environment } from './interpolate.ts'
import type { Path } from './path.ts'
import { entriesOf, itemsOf, memberOf, numberOf, textsOf } from './shape.ts'

/** Checks `plugins` against the rest of the file and the environment: threads, secrets, isolation, and whether anyone uses them. */
export function checkPlugins(document: ConfigDocument, env: Environment): Findings {
  const plugins = entriesOf(memberOf(document.value, 'plugins'))
  const used = new Set(
    itemsOf(memberOf(document.value, 'routes')).flatMap((route) => itemsOf(memberOf(route, 'plugins'))),
  )
  const unused = plugins.filter(([name]) => !used.has(name))
  const secrets = plugins.map(([name, plugin]) =>
    checkSecrets(document, ['plugins', name, 'secrets'], memberOf(plugin, 'secrets'), env),
  )
  return {
    problems: [
      ...plugins.flatMap(([name, plugin]) =>
        checkThreads(document, ['plugins', name, 'threads'], memberOf(plugin, 'threads')),
      ),
      ...secrets.flatMap(({ problems }) => problems),
      ...plugins.flatMap(([name, plugin]) =>
        checkIsolation(document, ['plugins', name, 'permissions'], plugin),
      ),
    ],
    warnings: [
      ...unused.map(([name]) => finding(document, 'SKR_CONFIG_UNUSED_PLUGIN', ['plugins', name], {}, 'key')),
      ...secrets.flatMap(({ warnings }) => warnings),
    ],
  }
}

/** Only a limit that stands in the file is one; else the pool is made large enough. */
function checkThreads(document: ConfigDocument, path: Path, value: unknown): readonly RunnerError[] {
  const threads = numberOf(value)
  const limit = numberOf(memberOf(memberOf(document.value, 'pool'), 'threads'))
  if (threads === undefined || limit === undefined || threads <= limit) return []
  return [finding(document, 'SKR_CONFIG_TOO_MANY_THREADS', path, { threads, limit })]
}

/** Whoever writes permissions believes that they hold. */
function checkIsolation(document: ConfigDocument, path: Path, plugin: unknown): readonly RunnerError[] {
  const idle = document.isWritten(path) && memberOf(plugin, 'isolation') !== 'process'
  return idle ? [finding(document, 'SKR_CONFIG_PERMISSIONS_IDLE', path, {}, 'key')] : []
}

function checkSecrets(document: ConfigDocument, path: Path, secrets: unknown, env: Environment): Findings {
  const ownKeys = new Set(keyPaths(document).flatMap((keyPath) => document.variablesAt(keyPath)))
  const granted = textsOf(secrets)
    .map(([index, name]) => ({ path: [...path, index], name }))
    .filter((secret) => isVariableName(secret.name) && document.variablesAt(secret.path).length === 0)
  const runners = granted.filter(({ name }) => ownKeys.has(name))
  const missing = granted.filter(
    ({ name }) => !ownKeys.has(name) && (!Object.hasOwn(env, name) || env[name] === undefined),
  )
  return {
    problems: runners.map((secret) =>
      finding(document, 'SKR_CONFIG_RUNNER_SECRET', secret.path, { name: secret.name }),
    ),
    warnings: missing.map((secret) =>
      finding(document, 'SKR_CONFIG_SECRET_NOT_SET', secret.path, { name: secret.name }),
    ),
  }
}

/** Where the runner's own keys stand. */
function keyPaths(document: ConfigDocument): readonly Path[] {
  const apps = entriesOf(memberOf(memberOf(document.value, 'box'), 'apps')).map(([name]) => [
    'box',
    'apps',
    name,
  ])
  const keys = [['box'], ...apps].flatMap((app) =>
    ['primary', 'secondary'].map((key) => [...app, 'signatureKeys', key]),
  )
  return [...keys, ['queue', 'sealKey']]
}

/** What is no such name may be a secret that was put here by mistake; the schema refuses it without showing it. */
function isVariableName(text: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(text)
}
