import type { TokenKind } from './tokens.ts'

/**
 * What a request is about: `download` the content call, which answers with a redirect; `downloadHost` the host it
 * leads to; `representation` asking for, polling and fetching one; `writeCards` the Skills API; `metadata` the
 * `boxSkillsCards` calls; `upload` new files and versions; `other` the rest.
 */
export type RequestKind =
  | 'download'
  | 'downloadHost'
  | 'representation'
  | 'writeCards'
  | 'metadata'
  | 'upload'
  | 'other'

/** A request as a fault's `when` sees it. */
export interface FaultRequest {
  readonly kind: RequestKind
  readonly method: string
  readonly path: string
  /** From the path, else from the token or from the link. */
  readonly fileId: string | undefined
  readonly token: TokenKind | undefined
}

/** Something that goes wrong: for which requests, how often, and how. */
export type Fault = FaultScope & FaultEffect

export interface FaultScope {
  readonly on: RequestKind | 'any'
  /** How many requests it hits; all of them until it is removed where left out. */
  readonly times?: number
  readonly when?: (request: FaultRequest) => boolean
  /** A wait before anything else happens. */
  readonly latencyMs?: number
}

/** What happens instead of the right answer. Nothing but `latencyMs`: the right answer, late. */
export type FaultEffect =
  | {
      /** Answers with this status and does nothing. The body is Box's error body, and empty below 400. */
      readonly status: number
      /** `Retry-After`: seconds, or a time that is sent as an HTTP date. */
      readonly retryAfter?: number | Date
      readonly code?: string
      readonly message?: string
      /** Sent in place of Box's body. */
      readonly body?: string
      /** Of `body`; HTML where left out. */
      readonly contentType?: string
    }
  | {
      /**
       * Drops the connection: resets it `before` anything is done or `after` the work was done, without any answer, or
       * closes it in the `middle` of the answer's body.
       */
      readonly drop: 'before' | 'middle' | 'after'
    }
  /** Never answers and leaves the connection open. */
  | { readonly silent: true }
  /** Does the work and announces a body longer (above 0) or shorter (below 0) by so many bytes than the one it sends. */
  | { readonly contentLengthOff: number }
  /** Does the work and sends its answer a byte each `everyMs`: the whole of it, or its body only. */
  | { readonly trickle: 'answer' | 'body'; readonly everyMs: number }
  /** Answers 302 to this address and does nothing. */
  | { readonly redirectTo: string }
  | { readonly latencyMs: number }

/** A fault that was switched on. */
export interface ActiveFault {
  readonly fault: Fault
  /** Requests hit so far. */
  hits(): number
  remove(): void
}

/** Switches faults on and off. The first that fits a request hits it, in the order of adding. */
export interface Faults {
  add(fault: Fault): ActiveFault
  clear(): void
}

export interface FaultList extends Faults {
  /** The fault that hits this request, counted as used. */
  take(request: FaultRequest): Fault | undefined
}

/** An empty list of faults. */
export function createFaults(): FaultList {
  const active = new Map<Fault, { hits: number }>()
  return {
    add(added) {
      const fault = { ...added } // The same object may be added twice.
      const count = { hits: 0 }
      active.set(fault, count)
      return { fault, hits: () => count.hits, remove: () => void active.delete(fault) }
    },
    clear: () => active.clear(),
    take(request) {
      for (const [fault, count] of active) {
        if (fault.on !== 'any' && fault.on !== request.kind) continue
        if (fault.times !== undefined && count.hits >= fault.times) continue
        if (fault.when !== undefined && !fault.when(request)) continue
        count.hits++
        return fault
      }
      return undefined
    },
  }
}
