import { randomBytes } from 'node:crypto'

/** What Box answers instead of doing what was asked. Turned into Box's error body by the sandbox's servers. */
export class BoxRefusal extends Error {
  override readonly name = 'BoxRefusal'
  readonly status: number
  readonly code: string
  readonly contextInfo: Readonly<Record<string, unknown>> | undefined
  readonly headers: Readonly<Record<string, string>>

  constructor(status: number, code: string, message: string, extra: RefusalExtra = {}) {
    super(message)
    this.status = status
    this.code = code
    this.contextInfo = extra.contextInfo
    this.headers = extra.headers ?? {}
  }
}

export interface RefusalExtra {
  /** Box's `context_info`. */
  readonly contextInfo?: Readonly<Record<string, unknown>>
  readonly headers?: Readonly<Record<string, string>>
}

/** One thing that is wrong with a request, as Box lists them in `context_info.errors`. */
export interface ParameterProblem {
  readonly reason: 'invalid_parameter' | 'missing_parameter'
  /** A path into the request, such as `metadata.cards[0].entries`. */
  readonly name: string
  readonly message: string
}

/** 404: there is no such thing, or the token may not see it, which Box does not tell apart. */
export function notFound(what: string): BoxRefusal {
  return new BoxRefusal(404, 'not_found', `Not Found: ${what}`)
}

/** 400 with each problem in `context_info.errors`. */
export function badRequest(code: string, problems: readonly ParameterProblem[]): BoxRefusal {
  const message = problems.map((problem) => `${problem.name} ${problem.message}`).join('; ')
  return new BoxRefusal(400, code, message, { contextInfo: { errors: problems } })
}

/** The JSON that Box sends with an error. */
export function errorBody(refusal: Pick<BoxRefusal, 'status' | 'code' | 'message' | 'contextInfo'>): object {
  return {
    type: 'error',
    status: refusal.status,
    code: refusal.code,
    ...(refusal.contextInfo === undefined ? {} : { context_info: refusal.contextInfo }),
    help_url: 'https://developer.box.com/guides/api-calls/permissions-and-errors/common-errors/',
    message: refusal.message,
    request_id: randomBytes(8).toString('hex'),
  }
}

/** Box's error code for a status, where the cause has none of its own. */
export function codeOf(status: number): string {
  return codes[status] ?? (status >= 500 ? 'internal_server_error' : 'bad_request')
}

const codes: Readonly<Record<number, string>> = {
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not_found',
  405: 'method_not_allowed',
  409: 'conflict',
  412: 'precondition_failed',
  413: 'request_entity_too_large',
  415: 'unsupported_media_type',
  429: 'rate_limit_exceeded',
  502: 'bad_gateway',
  503: 'unavailable',
  504: 'gateway_timeout',
}
