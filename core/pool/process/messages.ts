import type { ValidateFunction } from 'ajv'
import { strictAjv } from '../../config/strict-ajv.ts'
import type { WireError } from '../../errors/wire.ts'
import type { Described, DescribeTask } from '../../registry/describe-here.ts'
import type { FromWorker, Reply, RunTask, ToWorker, WorkerData } from '../protocol.ts'
import type { WorkerLogLine } from '../worker-scope.ts'

/** What the runner says to a process. A run is known by its number. */
export type ToProcess =
  | { readonly type: 'describe'; readonly task: DescribeTask }
  | { readonly type: 'begin'; readonly data: WorkerData }
  | { readonly type: 'run'; readonly run: number; readonly task: Omit<RunTask, 'port'> }
  | { readonly type: 'tell'; readonly run: number; readonly message: ToWorker }
  | { readonly type: 'url'; readonly run: number; readonly answer: UrlAnswer }
  | { readonly type: 'teardown' }

/** The file's address, or why there is none. */
export type UrlAnswer = { readonly url: string } | { readonly error: WireError }

/** What a process tells of one run on the way; the rest of `FromWorker` is the runner's own part. */
export type RunNews = Extract<FromWorker, { type: 'started' | 'progress' | 'need' }>

/** What a process says. It is a stranger: nothing of it is believed before `readFromProcess`. */
export type FromProcess =
  | { readonly type: 'line'; readonly line: WorkerLogLine }
  | { readonly type: 'told'; readonly run: number; readonly message: RunNews }
  | { readonly type: 'want-url'; readonly run: number }
  | { readonly type: 'ended'; readonly run: number; readonly reply: Reply }
  | { readonly type: 'torn-down' }
  | { readonly type: 'description'; readonly said: Described }

const text = (maxLength: number) => ({ type: 'string', maxLength })
const number = { type: 'number', minimum: 0, maximum: Number.MAX_SAFE_INTEGER }
const only = (properties: Readonly<Record<string, object>>, optional: readonly string[] = []) => ({
  type: 'object',
  additionalProperties: false,
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
  properties,
})
const one = (type: string, rest: Readonly<Record<string, object>> = {}, optional?: readonly string[]) =>
  only({ type: { const: type }, ...rest }, optional)

const key = {
  type: 'string',
  pattern: '^(content|representation:(extracted_text|jpg|mp3|mp4|embedded_metadata))$',
}
const reason = only(
  {
    code: { type: 'string', minLength: 1, maxLength: 110 },
    message: text(1010),
    fix: text(1010),
    retryable: { type: 'boolean' },
    retryAt: number,
    stack: text(4010),
  },
  ['fix', 'retryAt', 'stack'],
)
const line = only(
  {
    level: { enum: ['debug', 'info', 'warn', 'error'] },
    message: text(8200),
    fields: text(16_400),
    invocationId: text(1000),
  },
  ['fields', 'invocationId'],
)

/** By their `type`, so that a wrong message costs one check. The description is checked by whoever asked for it. */
const schemas = {
  line: one('line', { line }),
  told: one('told', {
    run: number,
    message: {
      anyOf: [
        one('started'),
        one('progress', { fraction: { type: 'number', minimum: 0, maximum: 1 }, message: text(200) }, [
          'message',
        ]),
        one('need', { key }),
      ],
    },
  }),
  'want-url': one('want-url', { run: number }),
  ended: one('ended', {
    run: number,
    reply: {
      anyOf: [
        only({ ok: { const: true }, json: { type: 'string' }, durationMs: number }),
        only({ ok: { const: false }, reason, durationMs: number }),
      ],
    },
  }),
  'torn-down': one('torn-down'),
  description: one('description', { said: { type: 'object' } }),
}

/** Compiling takes some 60 ms, which only those pay who have such a process. */
function compileChecks(): ReadonlyMap<string, ValidateFunction> {
  const ajv = strictAjv()
  return new Map(Object.entries(schemas).map(([type, schema]) => [type, ajv.compile(schema)]))
}

let checks: ReturnType<typeof compileChecks> | undefined

/** A message that came from a process; undefined where no honest process would send it. */
export function readFromProcess(message: unknown): FromProcess | undefined {
  const type: unknown =
    typeof message === 'object' && message !== null && 'type' in message ? message.type : undefined
  checks ??= compileChecks()
  const check = typeof type === 'string' ? checks.get(type) : undefined
  if (check?.(message) !== true) return undefined
  const read = message as FromProcess
  return read.type === 'line' && !isJson(read.line.fields) ? undefined : read
}

function isJson(text: string | undefined): boolean {
  try {
    if (text !== undefined) JSON.parse(text)
    return true
  } catch {
    return false
  }
}
