import { BoxRefusal, notFound } from './refusal.ts'
import { mintSecret } from './secrets.ts'

/** `owner` may do anything; `read` and `write` are those of one event and one file. */
export type TokenKind = 'owner' | 'read' | 'write'

/** What a request wants to do. */
export type Right = 'manage' | 'readFile' | 'readCards' | 'writeCards'

export interface Token {
  readonly kind: TokenKind
  readonly value: string
  /** The only file that the token opens; undefined for the owner's. */
  readonly fileId: string | undefined
  /** The invocation that the token was made for. */
  readonly invocationId: string | undefined
  /** Milliseconds since the epoch. */
  readonly expiresAt: number
}

export interface TokenStore {
  issue(token: Omit<Token, 'value'>): Token
  /** The token that an `Authorization` header names, expired or not; undefined where it names none that we know. */
  find(header: string | undefined): Token | undefined
  /**
   * The token of a request that wants `right` on `fileId` (any file where undefined). Refuses as Box does: 401 for an
   * unknown or expired token, 403 for a right that the token does not have, 404 for a file that it does not open.
   */
  authorize(header: string | undefined, right: Right, fileId?: string): Token
}

/** The scopes of a Skills event's tokens: `gcm` opens the metadata, `item_read` and `item_upload` the file. */
const rights: Readonly<Record<TokenKind, readonly Right[]>> = {
  owner: ['manage', 'readFile', 'readCards', 'writeCards'],
  read: ['readFile', 'readCards'],
  write: ['readCards', 'writeCards'],
}

/** Makes and checks tokens; `now` gives milliseconds since the epoch. */
export function createTokenStore(now: () => number): TokenStore {
  const tokens = new Map<string, Token>()
  const find = (header: string | undefined) => {
    const value = /^Bearer (\S+)$/i.exec(header ?? '')?.[1]
    return value === undefined ? undefined : tokens.get(value)
  }
  return {
    issue(token) {
      const issued = { ...token, value: mintSecret(`${token.kind}-token`) }
      tokens.set(issued.value, issued)
      return issued
    },
    find,
    authorize(header, right, fileId) {
      const token = find(header)
      if (token === undefined || token.expiresAt <= now()) throw unauthorized(token)
      if (!rights[token.kind].includes(right)) throw insufficientScope(token.kind, right)
      if (token.fileId !== undefined && fileId !== undefined && token.fileId !== fileId)
        throw notFound(`file ${fileId}`)
      return token
    },
  }
}

function unauthorized(expired: Token | undefined): BoxRefusal {
  const what = expired === undefined ? 'invalid' : 'expired'
  return new BoxRefusal(401, 'unauthorized', `The access token provided is ${what}.`, {
    headers: { 'www-authenticate': challenge('invalid_token', `The access token provided is ${what}.`) },
  })
}

function insufficientScope(kind: TokenKind, right: Right): BoxRefusal {
  const message = 'The request requires higher privileges than provided by the access token.'
  return new BoxRefusal(403, 'insufficient_scope', message, {
    contextInfo: { message: `a ${kind} token does not allow ${right}` },
    headers: { 'www-authenticate': challenge('insufficient_scope', message) },
  })
}

function challenge(error: string, description: string): string {
  return `Bearer realm="Service", error="${error}", error_description="${description}"`
}
