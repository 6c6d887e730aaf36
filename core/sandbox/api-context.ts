import type { CardStore } from './cards.ts'
import type { DownloadLinks } from './download-host.ts'
import type { SandboxSkill } from './events.ts'
import type { Operations } from './operations.ts'
import type { Representations } from './representations.ts'
import type { Store } from './store.ts'
import type { Right, Token, TokenStore } from './tokens.ts'

/** What the calls of Box's API work on. */
export interface ApiContext {
  readonly now: () => number
  readonly store: Store
  readonly operations: Operations
  readonly tokens: TokenStore
  readonly cards: CardStore
  readonly representations: Representations
  /** Whether a representation is made only once its own address is asked. */
  readonly representationsOnDemand: boolean
  readonly downloads: Pick<DownloadLinks, 'linkTo'>
  readonly skill: SandboxSkill
  /** Where the API listens, without `/2.0`; known once it does. */
  readonly url: () => string
}

/** The checked token of a request; see `TokenStore.authorize`. */
export function authorized(
  context: Pick<ApiContext, 'tokens'>,
  request: { readonly headers: { readonly authorization?: string | undefined } },
  right: Right,
  fileId?: string,
): Token {
  return context.tokens.authorize(request.headers.authorization, right, fileId)
}
