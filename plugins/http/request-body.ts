import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { SkillError, type SkillFile } from 'box-skill-runner/plugin'
import { mediaTypeOf } from './media-type.ts'
import type { Options } from './options.ts'
import type { Filled, Filler } from './placeholders.ts'
import { wellFormed } from './plain-text.ts'

/** What a request carries. It can be opened anew for each try, and is never in memory as a whole. */
export interface RequestBody {
  readonly contentType: string
  /** Bytes, so that services which want a `Content-Length` get one. */
  readonly length: number
  open(): Readable
}

/** A stretch of a body. */
type Part = Uint8Array | { readonly file: 'plain' | 'base64' }

/** The content of the file where it lies, and how long it is. */
interface Located {
  readonly path: string
  readonly size: number
}

/**
 * Makes the body that the options ask for; undefined where there is none. The file is downloaded only where the request
 * holds its content.
 *
 * @returns `'empty'` where the content is wanted and there is none.
 * @throws `SkillError` with `skills_invalid_file_size_error` for a file above `maxFileBytes`.
 */
export async function makeRequestBody(
  file: SkillFile,
  options: Options,
  filler: Filler,
): Promise<RequestBody | 'empty' | undefined> {
  if (options.send === 'nothing') return undefined
  const { contentType, parts } = await partsOf(file, options, filler)
  if (parts.every((part) => part instanceof Uint8Array)) return bodyOf(contentType, parts, undefined)
  if (file.size !== undefined) checkSize(file.size, options.maxFileBytes)
  if (file.size === 0) return 'empty'
  const path = await file.path()
  const { size } = await stat(path)
  checkSize(size, options.maxFileBytes)
  return size === 0 ? 'empty' : bodyOf(contentType, parts, { path, size })
}

async function partsOf(
  file: SkillFile,
  options: Options,
  filler: Filler,
): Promise<{ readonly contentType: string; readonly parts: readonly Part[] }> {
  const type = options.contentType ?? mediaTypeOf(file.extension)
  if (options.send === 'raw') return { contentType: type, parts: [{ file: 'plain' }] }
  if (options.send === 'json')
    return { contentType: 'application/json', parts: await jsonParts(options.json, filler) }
  const boundary = `----------------${randomUUID()}`
  const fields: Part[] = []
  for (const [name, template] of Object.entries(options.fields))
    fields.push(encode(`${partHead(boundary, name)}\r\n${await filler.text(template)}\r\n`))
  const head = `${partHead(boundary, options.field, file.name)}Content-Type: ${type}\r\n\r\n`
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    parts: [...fields, encode(head), { file: 'plain' }, encode(`\r\n--${boundary}--\r\n`)],
  }
}

function partHead(boundary: string, name: string, fileName?: string): string {
  const file = fileName === undefined ? '' : `; filename="${quoted(fileName)}"`
  return `--${boundary}\r\nContent-Disposition: form-data; name="${quoted(name)}"${file}\r\n`
}

/** As browsers write names into forms, by the URL standard; other control characters are left out. */
function quoted(name: string): string {
  return wellFormed(name)
    .replace(/[\r\n"]/g, (char) => encodeURIComponent(char))
    .replace(/\p{Cc}/gu, '')
}

/** The JSON, cut at the places of the content: base64 needs no escapes, so it can be put in while it is sent. */
async function jsonParts(template: unknown, filler: Filler): Promise<readonly Part[]> {
  const parts: Part[] = []
  let text = ''
  const put = (piece: Filled) => {
    if (typeof piece === 'string') {
      text += JSON.stringify(piece).slice(1, -1)
      return
    }
    parts.push(encode(text), { file: 'base64' })
    text = ''
  }
  async function write(value: unknown): Promise<void> {
    if (typeof value === 'string') {
      text += '"'
      for (const piece of await filler.pieces(value)) put(piece)
      text += '"'
    } else if (Array.isArray(value)) {
      text += '['
      for (const [index, item] of value.entries()) {
        if (index > 0) text += ','
        await write(item)
      }
      text += ']'
    } else if (typeof value === 'object' && value !== null) {
      text += '{'
      for (const [index, [key, item]] of Object.entries(value).entries()) {
        text += `${index > 0 ? ',' : ''}${JSON.stringify(key)}:`
        await write(item)
      }
      text += '}'
    } else {
      text += JSON.stringify(value)
    }
  }
  await write(template)
  return [...parts, encode(text)]
}

function bodyOf(contentType: string, parts: readonly Part[], file: Located | undefined): RequestBody {
  const sizeOf = (part: Part) => {
    if (part instanceof Uint8Array) return part.length
    const size = file?.size ?? 0
    return part.file === 'plain' ? size : Math.ceil(size / 3) * 4
  }
  return {
    contentType,
    length: parts.reduce((sum, part) => sum + sizeOf(part), 0),
    open: () => Readable.from(bytesOf(parts, file), { objectMode: false }),
  }
}

async function* bytesOf(parts: readonly Part[], file: Located | undefined): AsyncGenerator<Uint8Array> {
  for (const part of parts) {
    if (part instanceof Uint8Array) {
      if (part.length > 0) yield part
    } else if (file !== undefined) {
      // A file that grows meanwhile would make the body longer than was announced.
      const stream: AsyncIterable<Buffer> = createReadStream(file.path, { end: file.size - 1 })
      yield* part.file === 'plain' ? stream : base64Of(stream)
    }
  }
}

/** Three bytes make four characters, so only whole threes are written until the end. */
async function* base64Of(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0)
  for await (const chunk of chunks) {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
    const whole = bytes.length - (bytes.length % 3)
    rest = bytes.subarray(whole)
    if (whole > 0) yield Buffer.from(bytes.toString('base64', 0, whole), 'latin1')
  }
  if (rest.length > 0) yield Buffer.from(rest.toString('base64'), 'latin1')
}

function checkSize(size: number, limit: number): void {
  if (size <= limit) return
  throw new SkillError(
    'skills_invalid_file_size_error',
    `The file has ${size} bytes; at most ${limit} are sent to the service ("maxFileBytes").`,
  )
}

function encode(text: string): Uint8Array {
  return Buffer.from(text, 'utf8')
}
