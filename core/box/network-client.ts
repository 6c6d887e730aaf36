import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import type { FetchOptions, FetchOptionsInput, FetchResponse, NetworkClient } from 'box-node-sdk/networking'
import { fail } from '../errors/error.ts'
import type { Call, Transport } from './transport.ts'

type SerializedData = FetchOptions['data']

/**
 * Box's SDK over our transport. The SDK's own client opens a connection for each request, ignores `Retry-After`, has no
 * time-out and loses the status of a 401. Here the transport retries and makes the errors, so the SDK's retry strategy and
 * interceptors are not consulted. Multipart uploads are refused: the runner makes none.
 *
 * @param signal Ends its calls. `makeRequest` of the SDK 10.12 loses the `cancellationToken` that it is given.
 */
export function createNetworkClient(transport: Transport, signal?: AbortSignal): NetworkClient {
  return {
    async fetch(options) {
      const { signal: ownSignal = signal, ...rest } = await callOf(options)
      const call: Call = { ...rest, signal: ownSignal }
      if (options.responseFormat === 'binary') {
        const { status, headers, body } = await transport.open(call)
        return { url: options.url, status, headers, content: Readable.from(body) }
      }
      const wantsJson = options.responseFormat !== 'no_content' && call.expect !== 'redirect'
      const answer = await transport.request(wantsJson ? { ...call, expect: 'json' } : call)
      return responseOf(options.url, answer.status, answer.headers, answer.bytes, answer.json)
    },
  }
}

function responseOf(
  url: string,
  status: number,
  headers: Readonly<Record<string, string>>,
  bytes: Uint8Array,
  json: unknown,
): FetchResponse {
  // Parsed JSON is what the SDK calls serialized data; `undefined` stands for an empty body there too.
  return { url, status, headers, data: json as SerializedData, content: Readable.from([bytes]) }
}

async function callOf(options: FetchOptionsInput): Promise<Call> {
  const authorization = await options.auth?.retrieveAuthorizationHeader(options.networkSession)
  const body = await bodyOf(options)
  const contentType = body === undefined ? {} : { 'content-type': options.contentType ?? 'application/json' }
  const extra = { ...options.headers, ...options.networkSession?.additionalHeaders }
  return {
    method: methodOf(options.method),
    url: addressOf(options),
    token: authorization?.replace(/^Bearer /i, ''),
    headers: { ...contentType, ...lowerCased(extra) },
    body,
    signal: options.cancellationToken,
    expect: options.followRedirects === false ? 'redirect' : 'any',
  }
}

function methodOf(method: string): Call['method'] {
  const upper = method.toUpperCase()
  if (upper === 'GET' || upper === 'POST' || upper === 'PUT' || upper === 'DELETE' || upper === 'OPTIONS')
    return upper
  throw fail('SKR_BOX_CALL_NOT_SUPPORTED', { what: `method ${method}` })
}

function addressOf({ url, params = {} }: FetchOptionsInput): string {
  const query = new URLSearchParams(params).toString()
  return query === '' ? url : `${url}${url.includes('?') ? '&' : '?'}${query}`
}

/** Streams are read first: a call that is tried again needs its body again. */
async function bodyOf({
  data,
  fileStream,
  multipartData,
  contentType,
}: FetchOptionsInput): Promise<Call['body']> {
  if (multipartData !== undefined) throw fail('SKR_BOX_CALL_NOT_SUPPORTED', { what: 'multipart data' })
  if (fileStream !== undefined) return await buffer(fileStream)
  if (data === undefined) return undefined
  if (contentType !== 'application/x-www-form-urlencoded') return JSON.stringify(data)
  const fields = Object.entries(data ?? {}).filter(([, value]) => value !== undefined && value !== null)
  return new URLSearchParams(
    fields.map(([name, value]): [string, string] => [name, String(value)]),
  ).toString()
}

function lowerCased(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
}
