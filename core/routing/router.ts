import type { RouteConfig, RunnerConfig } from '../config/config.ts'
import { printable } from '../errors/printable.ts'
import type { InvocationFile } from '../invocation/invocation.ts'
import { extensionOf, extensionsOf } from './extension.ts'
import { kindOf } from './kinds.ts'

/** What is to be done with one file. */
export type RouteDecision =
  | {
      readonly kind: 'run'
      /** Instance names, in the order in which their cards stand. */
      readonly plugins: readonly string[]
      /** Largest download: the size may be unknown, or the event may be wrong. */
      readonly maxFileBytes: number
      /** Which of the config's routes it was. */
      readonly routeIndex: number
    }
  | {
      readonly kind: 'ignored'
      /** For the operator: why no route took the file. */
      readonly reason: string
    }
  | { readonly kind: 'too-large'; readonly size: number; readonly limit: number }

export interface Router {
  /**
   * Finds the most specific route whose conditions the file meets: the one with the longest matching extension, else one
   * by kind, else one for `*`; among equals the first. Where only limits of size stand in the way, the largest of them
   * is named. A file of unknown size meets every condition of size.
   */
  route(file: InvocationFile, skillId: string): RouteDecision
}

/** Makes the router of a config. Pure: nothing is read but the config and the file. */
export function createRouter(config: Pick<RunnerConfig, 'routes' | 'files'>): Router {
  const limitOf = (route: RouteConfig) => route.maxFileBytes ?? config.files.maxFileBytes
  return {
    route(file, skillId) {
      const candidates = bySpecificity(config.routes, file.name)
      const open = candidates.filter(([route]) => meets(route, file, skillId))
      const fits = open.find(([route]) => file.size === undefined || file.size <= limitOf(route))
      if (fits !== undefined) {
        const [route, routeIndex] = fits
        return { kind: 'run', plugins: route.plugins, maxFileBytes: limitOf(route), routeIndex }
      }
      if (open.length > 0 && file.size !== undefined) {
        return {
          kind: 'too-large',
          size: file.size,
          limit: Math.max(...open.map(([route]) => limitOf(route))),
        }
      }
      return { kind: 'ignored', reason: whyIgnored(candidates.length, file.name) }
    },
  }
}

/** Names the plugins that a decision waits for: work of one lane is held up together. `''` where nothing runs. */
export function lane(decision: RouteDecision): string {
  return decision.kind === 'run' ? decision.plugins.join('+') : ''
}

type Candidate = readonly [route: RouteConfig, index: number]

/** The routes that want files of this name, the most specific first, and in the config's order among equals. */
function bySpecificity(routes: readonly RouteConfig[], name: string): readonly Candidate[] {
  const extensions = extensionsOf(name)
  const kind = kindOf(extensions.at(-1) ?? '')
  return routes
    .flatMap((route, index) => {
      const rank = rankOf(route, extensions, kind)
      return rank === undefined ? [] : [{ candidate: [route, index] as const, rank }]
    })
    .sort((a, b) => a.rank - b.rank)
    .map(({ candidate }) => candidate)
}

/** Position among the ways to match, 0 for the longest extension; undefined where the route wants no such file. */
function rankOf(route: RouteConfig, extensions: readonly string[], kind: string): number | undefined {
  if (route.kinds.length > 0 && !route.kinds.some((wanted) => wanted === kind)) return undefined
  const exact = extensions.findIndex((extension) => route.extensions.includes(extension))
  if (exact >= 0) return exact
  if (route.kinds.length > 0 && route.extensions.length === 0) return extensions.length
  if (!route.extensions.includes('*')) return undefined
  return route.kinds.length > 0 ? extensions.length : extensions.length + 1
}

function meets(route: RouteConfig, file: InvocationFile, skillId: string): boolean {
  if (route.skillIds.length > 0 && !route.skillIds.includes(skillId)) return false
  if (route.parentFolderIds.length > 0 && !route.parentFolderIds.some((id) => id === file.parentId))
    return false
  return route.minFileBytes === undefined || file.size === undefined || file.size >= route.minFileBytes
}

function whyIgnored(candidates: number, name: string): string {
  const extension = printable(extensionOf(name), 40)
  const files = extension === '' ? 'files without an extension' : `"${extension}" files`
  return candidates === 0
    ? `No route takes ${files}.`
    : `No route that takes ${files} holds for this skill, folder and size.`
}
