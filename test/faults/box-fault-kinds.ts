import type { FaultEffect } from '../../core/sandbox/faults.ts'

/** Where a redirect of a fault leads. */
export interface Elsewhere {
  /** A host that has nothing to do with Box, and answers everything with 200 and a text. */
  readonly foreign: string
  /** An address that redirects to itself. */
  readonly circle: string
}

/** One way in which an answer of Box can be wrong. */
export interface FaultKind {
  /** The end of a sentence that begins with "Box". */
  readonly words: string
  readonly effect: (elsewhere: Elsewhere) => FaultEffect
  /** Whether it is met with a wait: such faults are tried on a runner with short time-outs, and those on no others. */
  readonly slow?: true
}

const status = (code: number): FaultKind => ({
  words: `answers ${code}`,
  effect: () => ({ status: code }),
})

/** Of a token in the tests, milliseconds. */
export const tokenLifetimeMs = 30 * 60_000
const day = 86_400

export const faultKinds = {
  400: status(400),
  401: status(401),
  403: status(403),
  404: status(404),
  409: status(409),
  412: status(412),
  429: status(429),
  '429 in a second': {
    words: 'answers 429, `Retry-After: 1`',
    effect: () => ({ status: 429, retryAfter: 1 }),
  },
  '429 in minutes': {
    words: 'answers 429, `Retry-After: 120`',
    effect: () => ({ status: 429, retryAfter: 120 }),
  },
  '429 until a date': {
    words: 'answers 429, with a date in two minutes as `Retry-After`',
    effect: () => ({ status: 429, retryAfter: new Date(Date.now() + 120_000) }),
  },
  '429 beyond the token': {
    words: 'answers 429, `Retry-After` beyond the life of the token',
    effect: () => ({ status: 429, retryAfter: day }),
  },
  '503 beyond the token': {
    words: 'answers 503, a date as `Retry-After` beyond the life of the token',
    effect: () => ({ status: 503, retryAfter: new Date(Date.now() + day * 1000) }),
  },
  500: status(500),
  502: status(502),
  503: status(503),
  504: status(504),
  202: {
    words: 'answers 202, `Retry-After: 1`: not ready yet',
    effect: () => ({ status: 202, retryAfter: 1 }),
  },
  'reset before': {
    words: 'resets the connection before it does anything',
    effect: () => ({ drop: 'before' }),
  },
  'reset after': {
    words: 'resets the connection after it did the work',
    effect: () => ({ drop: 'after' }),
  },
  silent: {
    words: 'never answers',
    effect: () => ({ silent: true }),
    slow: true,
  },
  'slow answer': {
    words: 'sends its answer a byte at a time',
    effect: () => ({ trickle: 'answer', everyMs: 500 }),
    slow: true,
  },
  'slow body': {
    words: 'sends the body of its answer a byte at a time',
    effect: () => ({ trickle: 'body', everyMs: 500 }),
    slow: true,
  },
  'half body': {
    words: 'breaks off in the middle of the body',
    effect: () => ({ drop: 'middle' }),
  },
  'too short': {
    words: 'sends less than `Content-Length` announces',
    effect: () => ({ contentLengthOff: 10 }),
  },
  'too long': {
    words: 'sends more than `Content-Length` announces',
    effect: () => ({ contentLengthOff: -10 }),
  },
  'foreign host': {
    words: 'redirects to a foreign host',
    effect: ({ foreign }) => ({ redirectTo: foreign }),
  },
  circle: {
    words: 'redirects in a circle',
    effect: ({ circle }) => ({ redirectTo: circle }),
  },
  'not JSON': {
    words: 'answers 200 with a page of HTML',
    effect: () => ({ status: 200, body: '<html>Sign in to the network</html>' }),
  },
  'other JSON': {
    words: 'answers 200 with JSON of another form',
    effect: () => ({ status: 200, body: '{"hello":["world"]}', contentType: 'application/json' }),
  },
} as const satisfies Readonly<Record<string, FaultKind>>

export type FaultName = keyof typeof faultKinds
