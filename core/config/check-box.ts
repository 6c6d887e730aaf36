import type { RunnerError } from '../errors/error.ts'
import type { ConfigDocument } from './document.ts'
import { type Findings, finding } from './findings.ts'
import type { Path } from './path.ts'
import { entriesOf, memberOf } from './shape.ts'

/** Below this many characters a signature or seal key can be guessed; the keys that Box generates have 32. */
const minKeyChars = 16

/** Checks `box`: are there keys for every app, and are they fit to be keys, and where would tokens be sent? */
export function checkBox(document: ConfigDocument): Findings {
  const box = memberOf(document.value, 'box')
  const required = memberOf(box, 'signature') === 'required'
  const others = entriesOf(memberOf(box, 'apps'))
  const apps: readonly App[] = [
    ...defaultApp(box),
    ...others.filter(([name]) => name !== 'default').map(([name, app]): App => [['box', 'apps', name], app]),
  ]
  const reserved = others.some(([name]) => name === 'default')
  return {
    problems: [
      ...apps.flatMap(([path, app]) => checkKeys(document, path, memberOf(app, 'signatureKeys'), required)),
      ...(reserved
        ? [finding(document, 'SKR_CONFIG_RESERVED_NAME', ['box', 'apps', 'default'], {}, 'key')]
        : []),
      ...checkApiUrl(document, memberOf(box, 'apiUrl')),
    ],
    warnings: [
      ...(memberOf(box, 'signature') === 'off'
        ? [finding(document, 'SKR_CONFIG_SIGNATURE_OFF', ['box', 'signature'], {})]
        : []),
      ...apps.flatMap(([path, app]) => {
        const keys = memberOf(app, 'signatureKeys')
        return ['primary', 'secondary'].flatMap((key) =>
          shortKey(document, [...path, 'signatureKeys', key], memberOf(keys, key)),
        )
      }),
      ...shortKey(document, ['queue', 'sealKey'], memberOf(memberOf(document.value, 'queue'), 'sealKey')),
    ],
  }
}

type App = readonly [path: Path, app: unknown]

/** The app of `POST /skills`: there wherever something is said of it, and where there is no other. */
function defaultApp(box: unknown): readonly App[] {
  const isThere = hasDefaultApp({
    signatureKeys: memberOf(box, 'signatureKeys'),
    allow: memberOf(box, 'allow'),
    apps: Object.fromEntries(entriesOf(memberOf(box, 'apps'))),
  })
  return isThere ? [[['box'], box]] : []
}

/** Whether the app of `POST /skills` exists: it has keys or allow lists of its own, or is the only one. */
export function hasDefaultApp(box: {
  readonly signatureKeys?: unknown
  readonly allow?: unknown
  readonly apps: object
}): boolean {
  return box.signatureKeys !== undefined || box.allow !== undefined || Object.keys(box.apps).length === 0
}

function checkKeys(
  document: ConfigDocument,
  app: Path,
  keys: unknown,
  required: boolean,
): readonly RunnerError[] {
  const path = [...app, 'signatureKeys']
  if (keys === undefined) {
    const example = `"signatureKeys": { "primary": "\${BOX_PRIMARY_KEY}" }`
    return required ? [finding(document, 'SKR_CONFIG_NO_KEYS', path, { example }, 'key')] : []
  }
  const [primary, secondary] = [
    knownText(document, [...path, 'primary'], keys),
    knownText(document, [...path, 'secondary'], keys),
  ]
  const problems: RunnerError[] = []
  if (required && primary?.trim() === '')
    problems.push(finding(document, 'SKR_CONFIG_EMPTY_KEY', [...path, 'primary'], {}))
  if (primary && primary === secondary)
    problems.push(finding(document, 'SKR_CONFIG_SAME_KEYS', [...path, 'secondary'], {}))
  return problems
}

/** A text under `holder` whose variables are all known. */
function knownText(document: ConfigDocument, path: Path, holder: unknown): string | undefined {
  const value = memberOf(holder, String(path.at(-1)))
  return typeof value === 'string' && !document.isUnresolved(path) ? value : undefined
}

function shortKey(document: ConfigDocument, path: Path, key: unknown): readonly RunnerError[] {
  const tooShort = typeof key === 'string' && key.trim() !== '' && key.length < minKeyChars
  return tooShort ? [finding(document, 'SKR_CONFIG_SHORT_KEY', path, { min: minKeyChars })] : []
}

function checkApiUrl(document: ConfigDocument, apiUrl: unknown): readonly RunnerError[] {
  const path = ['box', 'apiUrl']
  if (typeof apiUrl !== 'string' || document.isUnresolved(path)) return []
  const url = URL.canParse(apiUrl) ? new URL(apiUrl) : undefined
  if (
    url === undefined ||
    !/^https?:$/.test(url.protocol) ||
    url.username ||
    url.password ||
    /[?#]/.test(apiUrl)
  ) {
    return [finding(document, 'SKR_CONFIG_BAD_URL', path, {})]
  }
  const problems: RunnerError[] = []
  if (url.protocol === 'http:' && !isLoopback(url.hostname))
    problems.push(finding(document, 'SKR_CONFIG_INSECURE_URL', path, {}))
  if (/\/2\.0\/*$/.test(url.pathname))
    problems.push(finding(document, 'SKR_CONFIG_API_URL_VERSION', path, {}))
  return problems
}

/** `URL` has brought every spelling of an IPv4 address into its usual form. */
function isLoopback(hostname: string): boolean {
  return (
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    hostname === '[::1]' ||
    /^127(\.\d{1,3}){3}$/.test(hostname)
  )
}
