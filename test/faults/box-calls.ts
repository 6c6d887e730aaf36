import type { FaultRequest, RequestKind } from '../../core/sandbox/faults.ts'

/** One of the requests that the runner makes to Box. */
export interface BoxCall {
  /** What stands over its table. */
  readonly title: string
  readonly request: string
  /** How the sandbox counts it, and which of those requests are meant. */
  readonly kind: RequestKind
  readonly fits: (request: FaultRequest) => boolean
  readonly cardMode: 'replace' | 'merge'
  /** Of the file that has the call made. */
  readonly extension: 'txt' | 'csv'
  /** Whether a card of another skill stands on the file before: else there is nothing to read or to change. */
  readonly standing: boolean
}

const any = () => true
const path = (pattern: RegExp) => (request: FaultRequest) => pattern.test(request.path)
const method = (name: string) => (request: FaultRequest) => request.method === name
const reading = { cardMode: 'replace', standing: false } as const
const merging = { kind: 'metadata', cardMode: 'merge', extension: 'txt' } as const
const cards = '/2.0/files/{id}/metadata/global/boxSkillsCards'

export const boxCalls = {
  content: {
    ...reading,
    title: 'Asking for the content',
    request: 'GET /2.0/files/{id}/content',
    kind: 'download',
    fits: any,
    extension: 'txt',
  },
  link: {
    ...reading,
    title: 'The link that the content call redirects to',
    request: 'GET, on the download host',
    kind: 'downloadHost',
    fits: any,
    extension: 'txt',
  },
  list: {
    ...reading,
    title: 'Asking for a representation',
    request: 'GET /2.0/files/{id}?fields=representations,file_version',
    kind: 'representation',
    fits: path(/^\/2\.0\/files\/\d+$/),
    extension: 'csv',
  },
  poll: {
    ...reading,
    title: 'Waiting for a representation',
    request: "GET, the representation's `info.url`",
    kind: 'representation',
    fits: path(/\/representations\/[^/]+$/),
    extension: 'csv',
  },
  text: {
    ...reading,
    title: 'Fetching a representation',
    request: "GET, the representation's content address",
    kind: 'representation',
    fits: path(/\/content\//),
    extension: 'csv',
  },
  put: {
    ...reading,
    title: 'Writing cards, `"cardMode": "replace"`',
    request: 'PUT /2.0/skill_invocations/{skill}',
    kind: 'writeCards',
    fits: any,
    extension: 'txt',
  },
  get: {
    ...merging,
    title: 'Reading the cards that stand there, `"cardMode": "merge"`',
    request: `GET ${cards}`,
    fits: method('GET'),
    standing: true,
  },
  post: {
    ...merging,
    title: 'Writing the first cards, `"cardMode": "merge"`',
    request: `POST ${cards}`,
    fits: method('POST'),
    standing: false,
  },
  patch: {
    ...merging,
    title: 'Changing the cards that stand there, `"cardMode": "merge"`',
    request: `PUT ${cards}, a JSON patch`,
    fits: method('PUT'),
    standing: true,
  },
} as const satisfies Readonly<Record<string, BoxCall>>

export type CallName = keyof typeof boxCalls
