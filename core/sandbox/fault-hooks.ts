import { STATUS_CODES } from 'node:http'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { setTimeout as delay } from 'node:timers/promises'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Fault, FaultList, FaultRequest } from './faults.ts'
import { codeOf, errorBody } from './refusal.ts'

export interface FaultHooks {
  readonly faults: FaultList
  readonly describe: (request: FastifyRequest) => FaultRequest
}

/** Lets the faults happen: those that come before the work on the way in, those of the answer on the way out. */
export function addFaultHooks(server: FastifyInstance, { faults, describe }: FaultHooks): void {
  const hit = new WeakMap<FastifyRequest, Fault>()

  server.addHook('onRequest', async (request, reply) => {
    const fault = faults.take(describe(request))
    if (fault === undefined) return
    hit.set(request, fault)
    if (fault.latencyMs !== undefined) await delay(fault.latencyMs, undefined, { ref: false })
    return replaceAnswer(fault, request, reply)
  })

  server.addHook('onSend', async (request, reply, payload) => {
    const fault = hit.get(request)
    return fault === undefined ? payload : spoilAnswer(fault, request, reply, payload)
  })
}

/** Answers, or makes sure that nobody does; undefined where the work is to be done. */
function replaceAnswer(fault: Fault, request: FastifyRequest, reply: FastifyReply): FastifyReply | undefined {
  if ('silent' in fault) return reply.hijack()
  if ('drop' in fault && fault.drop === 'before') {
    request.raw.socket.resetAndDestroy()
    return reply.hijack()
  }
  if ('redirectTo' in fault) return reply.redirect(fault.redirectTo, 302)
  if ('status' in fault) return answerStatus(fault, reply)
  return undefined
}

function answerStatus(fault: Extract<Fault, { readonly status: number }>, reply: FastifyReply): FastifyReply {
  const { status, retryAfter } = fault
  reply.code(status)
  if (retryAfter !== undefined)
    reply.header(
      'retry-after',
      typeof retryAfter === 'number' ? String(retryAfter) : retryAfter.toUTCString(),
    )
  if (fault.body !== undefined)
    return reply.type(fault.contentType ?? 'text/html; charset=utf-8').send(fault.body)
  if (status < 400) return reply.send()
  const message = fault.message ?? 'A fault of the sandbox'
  return reply.send(
    errorBody({ status, code: fault.code ?? codeOf(status), message, contextInfo: undefined }),
  )
}

function spoilAnswer(fault: Fault, request: FastifyRequest, reply: FastifyReply, payload: unknown): unknown {
  if ('drop' in fault && fault.drop === 'after') {
    request.raw.socket.resetAndDestroy()
    return payload
  }
  if ('trickle' in fault) return trickle(fault, request, reply, payload)
  const length = contentLength(reply, payload)
  if ('drop' in fault && fault.drop === 'middle')
    return announce(reply, Math.max(1, length), firstHalf(asStream(payload), length))
  if ('contentLengthOff' in fault)
    return announce(reply, Math.max(0, length + fault.contentLengthOff), asStream(payload))
  return payload
}

/** Sends `body` under a length that is not its own; the connection ends with it, since the two sides no longer agree on where the answer does. */
function announce(reply: FastifyReply, length: number, body: Readable): Readable {
  reply.header('content-length', length)
  reply.header('connection', 'close')
  return body
}

/** Writes the answer itself, since nothing else would send its head in pieces; never resolves, so that nobody writes it again. */
async function trickle(
  { trickle: part, everyMs }: Extract<Fault, { readonly everyMs: number }>,
  request: FastifyRequest,
  reply: FastifyReply,
  payload: unknown,
): Promise<never> {
  const body = await buffer(asStream(payload))
  reply.header('content-length', body.length).header('connection', 'close')
  const fields = Object.entries(reply.getHeaders()).map(([name, value]) => `${name}: ${value}\r\n`)
  const head = Buffer.from(
    `HTTP/1.1 ${reply.statusCode} ${STATUS_CODES[reply.statusCode]}\r\n${fields.join('')}\r\n`,
  )
  const { socket } = request.raw
  if (part === 'body') socket.write(head)
  for (const byte of part === 'body' ? body : Buffer.concat([head, body])) {
    if (socket.destroyed) break
    socket.write(Uint8Array.of(byte))
    await delay(everyMs, undefined, { ref: false })
  }
  socket.end()
  return new Promise(() => {})
}

function contentLength(reply: FastifyReply, payload: unknown): number {
  if (typeof payload === 'string' || payload instanceof Uint8Array) return Buffer.byteLength(payload)
  return Number(reply.getHeader('content-length') ?? 0)
}

/** As a stream, since fastify corrects the length of what it holds whole. */
function asStream(payload: unknown): Readable {
  if (payload instanceof Readable) return payload
  const whole = typeof payload === 'string' || payload instanceof Uint8Array ? [Buffer.from(payload)] : []
  return Readable.from(whole, { objectMode: false })
}

function firstHalf(source: Readable, length: number): Readable {
  async function* half() {
    let left = Math.floor(length / 2)
    for await (const chunk of source as AsyncIterable<Buffer>) {
      if (left === 0) return
      const part = chunk.subarray(0, left)
      left -= part.length
      yield part
    }
  }
  return Readable.from(half(), { objectMode: false })
}
