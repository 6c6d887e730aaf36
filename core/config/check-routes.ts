import { didYouMean } from '../errors/did-you-mean.ts'
import type { RunnerError } from '../errors/error.ts'
import { printable } from '../errors/printable.ts'
import type { ConfigDocument } from './document.ts'
import { type Findings, finding } from './findings.ts'
import { formatPath, type Path, quoted } from './path.ts'
import { routeKeys } from './schema-routes.ts'
import { entriesOf, isRecord, itemsOf, memberOf, numberOf, textsOf } from './shape.ts'
import { foundWords } from './value-words.ts'

/** Checks `routes`: do they name plugins that exist, say which files they are for, and can each be reached? */
export function checkRoutes(document: ConfigDocument): Findings {
  const routes = itemsOf(memberOf(document.value, 'routes'))
  const plugins = entriesOf(memberOf(document.value, 'plugins'))
  const fileLimit = numberOf(memberOf(memberOf(document.value, 'files'), 'maxFileBytes')) ?? 0
  const paths = routes.map((_, index) => ['routes', index])
  return {
    problems: paths.flatMap((path, index) => [
      ...unknownPlugins(
        document,
        path,
        routes[index],
        plugins.map(([name]) => name),
      ),
      ...withoutFiles(document, path, routes[index]),
      ...minOverMax(document, path, routes[index], 'minFileBytes', 'maxFileBytes'),
    ]),
    // Warnings are told only where there are no problems, so the routes have their proper shape here.
    warnings: paths.flatMap((path, index) => {
      const earlier = routes.slice(0, index).findIndex((other) => covers(other, routes[index], fileLimit))
      return earlier < 0
        ? []
        : [finding(document, 'SKR_CONFIG_SHADOWED_ROUTE', path, { earlier: formatPath(['routes', earlier]) })]
    }),
  }
}

/** Of the names in a message: dozens of them, and of more only the beginning is of use. */
const maxKnownChars = 1000

function unknownPlugins(
  document: ConfigDocument,
  route: Path,
  value: unknown,
  known: readonly string[],
): readonly RunnerError[] {
  return textsOf(memberOf(value, 'plugins')).flatMap(([index, name]) => {
    const path = [...route, 'plugins', index]
    // Without any plugin it is that which has to be mended first, and which the schema tells.
    if (known.length === 0 || known.includes(name) || document.isUnresolved(path)) return []
    const fromVariable = document.variablesAt(path).length > 0
    const suggestion = fromVariable ? '' : didYouMean(name, known)
    const params = {
      name: fromVariable ? foundWords(document, path, name) : quoted(name),
      suggestion,
      known: printable(known.join(', '), maxKnownChars),
    }
    return [finding(document, 'SKR_CONFIG_UNKNOWN_PLUGIN', path, params)]
  })
}

function withoutFiles(document: ConfigDocument, path: Path, route: unknown): readonly RunnerError[] {
  if (!isRecord(route) || ['extensions', 'kinds'].some((key) => !isEmptyList(memberOf(route, key)))) return []
  // A key with a slip in it may be the one that seems to be missing.
  if (Object.keys(route).some((key) => !routeKeys.includes(key))) return []
  return [finding(document, 'SKR_CONFIG_ROUTE_WITHOUT_FILES', path, {})]
}

function isEmptyList(value: unknown): boolean {
  return value === undefined || (Array.isArray(value) && value.length === 0)
}

/**
 * Whether every file that `later` takes goes to `earlier`, told by their conditions alone; when in doubt, no. The router
 * prefers a named extension to a kind, and a kind to `*`, and among equals the first route.
 */
function covers(earlier: unknown, later: unknown, fileLimit: number): boolean {
  const [first, second] = [extensionsOf(earlier), extensionsOf(later)]
  const goesByKind = second.includes(any) && itemsOf(memberOf(later, 'kinds')).length > 0
  const [from, to] = [sizesOf(earlier, fileLimit), sizesOf(later, fileLimit)]
  return (
    second.every((extension) => first.includes(extension)) &&
    !(goesByKind && itemsOf(memberOf(earlier, 'kinds')).length === 0) &&
    from.min <= to.min &&
    from.max >= to.max &&
    conditions.every((key) => admits(memberOf(earlier, key), memberOf(later, key)))
  )
}

const any = '*'
const conditions = ['kinds', 'skillIds', 'parentFolderIds']

/** Whether a condition that takes one of the values `wide`, or any where there are none, takes all that `narrow` does. */
function admits(wide: unknown, narrow: unknown): boolean {
  const [all, some] = [itemsOf(wide), itemsOf(narrow)]
  return all.length === 0 || (some.length > 0 && some.every((value) => all.includes(value)))
}

/** Without extensions, kinds decide alone: like `*`. */
function extensionsOf(route: unknown): readonly string[] {
  const extensions = textsOf(memberOf(route, 'extensions')).map(([, extension]) => extension.toLowerCase())
  return extensions.length === 0 ? [any] : extensions
}

function sizesOf(route: unknown, fileLimit: number): { readonly min: number; readonly max: number } {
  const [min, max] = ['minFileBytes', 'maxFileBytes'].map((key) => numberOf(memberOf(route, key)))
  return { min: min ?? 0, max: max ?? fileLimit }
}

/** A problem where the limit `minKey` of the object at `path` is above its limit `maxKey`. */
export function minOverMax(
  document: ConfigDocument,
  path: Path,
  holder: unknown,
  minKey: string,
  maxKey: string,
): readonly RunnerError[] {
  const [min, max] = [numberOf(memberOf(holder, minKey)), numberOf(memberOf(holder, maxKey))]
  if (min === undefined || max === undefined || min <= max) return []
  return [finding(document, 'SKR_CONFIG_MIN_OVER_MAX', [...path, minKey], { min, maxKey, max })]
}
