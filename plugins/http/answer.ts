import type { Readable } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import { SkillError } from 'box-skill-runner/plugin'
import { shortly } from './plain-text.ts'

/** Headers of an answer, names in lower case; of several by one name the first. */
export type AnswerHeaders = Readonly<Record<string, string | undefined>>

/** What a service has answered. */
export interface Answer {
  readonly status: number
  readonly headers: AnswerHeaders
  /** The address that gave it, after redirects. */
  readonly url: URL
  /** The parsed JSON; `{ text }` for a text; undefined where there is nothing. */
  readonly value: unknown
  readonly bytes: number
}

/**
 * Reads a body to its end.
 *
 * @throws `SkillError` where it is longer than `limit`, also after unpacking, or cannot be unpacked.
 */
export async function readBody(body: Readable, headers: AnswerHeaders, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let length = 0
  try {
    for await (const bytes of unpacked(body, headers['content-encoding'] ?? '')) {
      length += bytes.length
      if (length > limit)
        throw unusable(`The answer of the service has more than ${limit} bytes ("maxAnswerBytes").`)
      chunks.push(bytes)
    }
  } finally {
    letGo(body)
  }
  return Buffer.concat(chunks)
}

/** Ends a body that nobody reads to its end; one that was read is left as it is. */
export function letGo(body: Readable): void {
  // It reports that it was ended as an error, which nobody needs to know.
  body.on('error', () => undefined)
  body.destroy()
}

/**
 * What the bytes of an answer mean: JSON where they say so or leave it open, a text where they are one.
 *
 * @throws `SkillError` for JSON that is none, and for what is neither JSON nor a text, such as a picture.
 */
export function meaningOf(bytes: Buffer, contentType: string | undefined): unknown {
  const [type = '', ...parameters] = (contentType ?? '').toLowerCase().split(';')
  const name = type.trim()
  const isJson = name === 'application/json' || name.endsWith('+json') || name === 'text/json'
  const isText =
    name.startsWith('text/') ||
    name === 'application/xml' ||
    name.endsWith('+xml') ||
    name === 'application/x-ndjson'
  if (bytes.length === 0) return undefined
  const text = decoded(bytes, charsetOf(parameters), isJson)
  if (isJson) return parsed(text)
  if (isText) return { text }
  if (name !== '' && name !== 'application/octet-stream')
    throw unusable(`The service answers with ${name.slice(0, 80)}, which is neither JSON nor a text.`)
  return /^\s*[[{]/.test(text) ? parsed(text) : { text }
}

/** Services are asked not to pack their answers; some do nevertheless. */
async function* unpacked(body: Readable, encoding: string): AsyncGenerator<Buffer> {
  const packing = encoding.trim().toLowerCase()
  if (packing === '' || packing === 'identity') {
    yield* body
    return
  }
  const unpacker = unpackers[packing]?.()
  if (unpacker === undefined)
    throw unusable(`The service packs its answer in an unknown way: ${shortly(packing)}.`)
  body.on('error', (error) => unpacker.destroy(error))
  try {
    yield* body.pipe(unpacker)
  } catch (error) {
    // That the connection broke off is told by whoever knows its errors.
    if (error === body.errored) throw error
    throw unusable(
      `The service says that its answer is packed as ${packing}, but it cannot be unpacked.`,
      error,
    )
  }
}

const unpackers: Readonly<Record<string, () => ReturnType<typeof createGunzip>>> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
}

function charsetOf(parameters: readonly string[]): string {
  const charset = parameters.map((one) => /^\s*charset="?([\w.:-]{1,40})"?\s*$/.exec(one)?.[1]).find(Boolean)
  return charset ?? 'utf-8'
}

/** JSON is UTF-8, whatever an answer says; a label that nobody knows is taken for UTF-8, too. */
function decoded(bytes: Buffer, charset: string, isJson: boolean): string {
  try {
    return new TextDecoder(isJson ? 'utf-8' : charset).decode(bytes)
  } catch {
    // RangeError: the label is not one of the standard's.
    return new TextDecoder().decode(bytes)
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw unusable(
      `The service says that it answers in JSON, but this is none: ${shortly(text.slice(0, 120))}`,
      error,
    )
  }
}

function unusable(message: string, cause?: unknown): SkillError {
  return new SkillError('skills_invocations_error', message, { cause })
}
