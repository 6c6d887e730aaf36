import type { ErrorCode } from '../../core/errors/registry.ts'
import type { EndState } from '../../core/invocation/state.ts'
import { boxCalls, type CallName } from './box-calls.ts'
import { type FaultName, faultKinds } from './box-fault-kinds.ts'

/** What becomes of an invocation for which a call meets a fault each time. */
export interface Outcome {
  /** `retrying`: it waits for its next try, and succeeds once the fault has passed. All others are ends. */
  readonly state: EndState | 'retrying'
  readonly code: ErrorCode | undefined
  /** How often the call was made before that. */
  readonly made: number
  /** What this skill shows beside the file at that moment: its cards, nothing, or the words of a status card. */
  readonly seen: string
  /** It waits for about two minutes, since Box said so. */
  readonly inMinutes?: true
  /** What the table says besides. */
  readonly note?: string
}

export const itsCards = 'its cards'
export const nothing = 'nothing'

const later = (made: number, code: ErrorCode, seen: string): Outcome => ({
  state: 'retrying',
  code,
  made,
  seen,
})
const failed = (made: number, code: ErrorCode, seen: string): Outcome => ({
  state: 'failed',
  code,
  made,
  seen,
})
/** The fault does no harm, or is made up for at once. */
const fine = (made: number): Outcome => ({ state: 'succeeded', code: undefined, made, seen: itsCards })
const inMinutes = (outcome: Outcome): Outcome => ({ ...outcome, inMinutes: true })

const forGood = (why: string) => `This file could not be processed: ${why}.`
const yet = (why: string, when = 'in about a minute') =>
  `The plugin "…" could not process this file yet: ${why}. It will be tried again ${when}.`
const unreachable = 'Box could not be reached'
const busy = 'Box is busy'
const unready = 'Box was not done preparing the file'

/** The faults that meet the same outcome, in the order in which they are told of. */
type Rows = readonly (readonly [Outcome, ...FaultName[]])[]

const rejected = 'SKR_BOX_REJECTED'
const limited = 'SKR_BOX_RATE_LIMITED'
const down = 'SKR_BOX_UNAVAILABLE'
const noAnswer = 'SKR_BOX_UNREACHABLE'
const badAnswer = 'SKR_BOX_BAD_ANSWER'
const timeout = 'SKR_BOX_TIMEOUT'
const refusedRedirect = 'SKR_BOX_REDIRECT_REFUSED'
const contended = 'SKR_BOX_CARDS_CONTENDED'
const soon = [429, '429 in a second'] as const
const inTwoMinutes = ['429 in minutes', '429 until a date'] as const
const outages = [500, 502, 503, 504] as const

/** Refusals of the API to a call that reads: people are told, since cards can be written all the same. */
const refusedReading: Rows = [
  [failed(1, rejected, forGood('Box refused a request')), 400],
  [failed(1, 'SKR_BOX_UNAUTHORIZED', forGood('Box no longer grants access to it')), 401],
  [failed(1, 'SKR_BOX_FORBIDDEN', forGood('Box does not allow it')), 403],
]
const unfound = failed(1, 'SKR_BOX_NOT_FOUND', forGood('Box did not find it'))
const absent: Outcome = { ...fine(1), note: 'the plugin is told that Box has none' }

/** What passes, met by any call that reads. */
const laterReading: Rows = [
  [later(1, 'SKR_BOX_CONFLICT', yet(busy)), 409, 412],
  [later(3, limited, yet(busy)), ...soon],
  [inMinutes(later(1, limited, yet(busy, 'in about 2 minutes'))), ...inTwoMinutes],
  [failed(1, limited, forGood(busy)), '429 beyond the token'],
  [failed(1, down, forGood(unreachable)), '503 beyond the token'],
  [later(3, down, yet(unreachable)), ...outages],
  [later(3, 'SKR_BOX_NOT_READY', yet(unready)), 202],
  [later(3, noAnswer, yet(unreachable)), 'reset before', 'reset after'],
  [later(1, timeout, yet(unreachable)), 'silent', 'slow answer'],
]
const misled: Rows = [[failed(1, refusedRedirect, forGood(unreachable)), 'circle']]
/** Content may be anything, and may come from anywhere: HTTP has no sign of what Box meant to send. */
const content: Rows = [
  ...misled,
  [{ ...fine(1), note: 'no token goes there' }, 'foreign host'],
  [{ ...fine(1), note: 'it is taken for the content' }, 'not JSON', 'other JSON'],
]
/** Bodies that are content. */
const contentBody: Rows = [
  [later(1, 'SKR_FILE_DOWNLOAD_TIMEOUT', yet('the file took too long to arrive from Box')), 'slow body'],
  [later(3, badAnswer, yet(unreachable)), 'half body', 'too short'],
  [{ ...fine(1), note: 'the rest is not read' }, 'too long'],
  ...content,
]
/** Answers that have to be JSON of a certain form, and come from the API alone. */
const jsonBody: Rows = [
  [later(1, timeout, yet(unreachable)), 'slow body'],
  [later(3, badAnswer, yet(unreachable)), 'half body', 'too short', 'too long', 'not JSON'],
  [later(1, badAnswer, yet(unreachable)), 'other JSON'],
  ...misled,
  [failed(1, refusedRedirect, forGood(unreachable)), 'foreign host'],
]

/** Refusals of a call of a write: the card that would tell of one is tried, and refused alike. */
const refusedWriting: Rows = [
  [failed(2, rejected, nothing), 400],
  [failed(1, 'SKR_BOX_UNAUTHORIZED', nothing), 401],
  [failed(2, 'SKR_BOX_FORBIDDEN', nothing), 403],
  [failed(2, refusedRedirect, nothing), 'foreign host', 'circle'],
]
const gone: Outcome = { state: 'gone', code: 'SKR_BOX_NOT_FOUND', made: 1, seen: nothing }

/** What passes, met by any call of a write; `made` is how often one is made that may not reach Box twice. */
const laterWriting = (made: number): Rows => [
  [later(3, limited, nothing), ...soon],
  [inMinutes(later(1, limited, nothing)), ...inTwoMinutes],
  [failed(1, limited, nothing), '429 beyond the token'],
  [failed(1, down, nothing), '503 beyond the token'],
  [later(made, down, nothing), ...outages],
  [later(made, 'SKR_BOX_NOT_READY', nothing), 202],
  [later(made, noAnswer, nothing), 'reset before'],
  [later(1, timeout, nothing), 'silent'],
]
const taken: Outcome = { ...fine(1), seen: nothing, note: 'a 200 counts as taken' }

const rows: Readonly<Record<CallName, Rows>> = {
  content: [
    ...refusedReading,
    [unfound, 404],
    ...laterReading,
    [{ ...fine(1), note: 'its head is all that is read' }, 'slow body', 'half body', 'too short', 'too long'],
    ...content,
  ],
  link: [
    [later(3, 'SKR_BOX_LINK_REFUSED', yet(unreachable)), 400, 401, 403, 404],
    ...laterReading,
    ...contentBody,
  ],
  list: [...refusedReading, [unfound, 404], ...laterReading, ...jsonBody],
  poll: [...refusedReading, [absent, 404], ...laterReading, ...jsonBody],
  text: [...refusedReading, [absent, 404], ...laterReading, ...contentBody],
  put: [
    ...refusedWriting,
    [gone, 404],
    [later(1, 'SKR_BOX_CONFLICT', nothing), 409, 412],
    ...laterWriting(3),
    [later(3, noAnswer, itsCards), 'reset after'],
    [later(1, timeout, itsCards), 'slow answer'],
    [later(3, badAnswer, itsCards), 'half body', 'too short'],
    [later(3, badAnswer, nothing), 'not JSON'],
    [{ ...fine(1), note: 'the answer has no body' }, 'slow body', 'too long'],
    [taken, 'other JSON'],
  ],
  get: [
    ...refusedWriting,
    [later(5, contended, nothing), 404],
    [later(1, 'SKR_BOX_CONFLICT', nothing), 409, 412],
    ...laterWriting(3),
    [later(3, noAnswer, nothing), 'reset after'],
    [later(1, timeout, nothing), 'slow answer', 'slow body'],
    [later(3, badAnswer, nothing), 'half body', 'too short', 'too long', 'not JSON'],
    [later(1, badAnswer, nothing), 'other JSON'],
  ],
  post: [
    ...refusedWriting,
    [gone, 404],
    [later(5, contended, nothing), 409, 412],
    ...laterWriting(1),
    [later(1, noAnswer, itsCards), 'reset after'],
    [later(1, timeout, itsCards), 'slow answer', 'slow body'],
    [later(1, badAnswer, itsCards), 'half body', 'too short', 'too long'],
    [later(1, badAnswer, nothing), 'not JSON'],
    [taken, 'other JSON'],
  ],
  patch: [
    ...refusedWriting,
    [later(5, contended, nothing), 404, 409, 412],
    ...laterWriting(3),
    [later(3, noAnswer, itsCards), 'reset after'],
    [later(1, timeout, itsCards), 'slow answer', 'slow body'],
    [later(5, badAnswer, itsCards), 'half body', 'too short', 'too long'],
    [later(3, badAnswer, nothing), 'not JSON'],
    [taken, 'other JSON'],
  ],
}

/** One cell of the matrix. */
export interface Cell {
  readonly call: CallName
  readonly fault: FaultName
  readonly outcome: Outcome
}

/** Every fault of a call, in the order of its table. */
export function cellsOf(call: CallName): readonly Cell[] {
  return rows[call].flatMap(([outcome, ...faults]) => faults.map((fault) => ({ call, fault, outcome })))
}

export const callNames = Object.keys(boxCalls) as readonly CallName[]
export const faultNames = Object.keys(faultKinds).map((name) =>
  /^\d+$/.test(name) ? Number(name) : name,
) as readonly FaultName[]
