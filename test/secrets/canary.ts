/** A secret that was planted, or the mark that all secrets of a kind begin with. */
export interface Canary {
  /** For messages, which must not tell the secret itself. */
  readonly name: string
  readonly text: string
}

/** One way to write a secret down. */
interface Form {
  readonly form: string
  readonly bytes: Buffer
}

/** Where a secret was found. */
export interface Finding {
  readonly canary: string
  readonly form: string
  /** What was searched: a file, an output, an answer. */
  readonly place: string
}

/** Shorter pieces of base64 or hex would be found by chance. */
const leastBytes = 10

/**
 * The usual forms of a secret: as it is, in UTF-16, in hex, in base64 wherever it stands in what was encoded, in an address,
 * in JSON, and in JSON within JSON. Forms that look the same are kept once.
 */
function formsOf(text: string): readonly Form[] {
  const utf8 = Buffer.from(text)
  const written: readonly (readonly [form: string, bytes: Buffer | string])[] = [
    ['plain', utf8],
    ['UTF-16', Buffer.from(text, 'utf16le')],
    ['hex', utf8.toString('hex')],
    ['hex, upper case', utf8.toString('hex').toUpperCase()],
    ...[0, 1, 2].flatMap((shift) => {
      const piece = base64Within(utf8, shift)
      return [
        [`base64, ${shift} bytes in`, piece],
        [`base64url, ${shift} bytes in`, piece.replaceAll('+', '-').replaceAll('/', '_')],
      ] as const
    }),
    ['URL-encoded', encodeURIComponent(text)],
    ['URL-encoded, lower case', encodeURIComponent(text).replace(/%../g, (code) => code.toLowerCase())],
    ['as a form sends it', new URLSearchParams([['', text]]).toString().slice(1)],
    ['JSON', inJson(text)],
    ['JSON in JSON', inJson(inJson(text))],
  ]
  const forms = new Map<string, Form>()
  for (const [form, given] of written) {
    const bytes = Buffer.from(given as string)
    const key = bytes.toString('latin1')
    if (bytes.length >= leastBytes && !forms.has(key)) forms.set(key, { form, bytes })
  }
  return [...forms.values()]
}

/** The characters of base64 that depend on nothing but `bytes`, where `shift` other bytes (modulo 3) stand before them. */
function base64Within(bytes: Buffer, shift: number): string {
  const whole = Buffer.concat([Buffer.alloc(shift), bytes])
  const from = Math.ceil((shift * 8) / 6)
  const to = Math.floor((whole.length * 8) / 6)
  return whole.toString('base64').slice(from, to)
}

function inJson(text: string): string {
  return JSON.stringify(text).slice(1, -1)
}

/** Looks for canaries in bytes; the forms are made once. */
export interface Search {
  readonly canaries: readonly Canary[]
  in(place: string, content: string | Uint8Array): readonly Finding[]
}

/** A search for these canaries in each of their forms. Throws for one that is too short to be told from chance. */
export function createSearch(canaries: readonly Canary[]): Search {
  const all = canaries.map(({ name, text }) => {
    if (Buffer.byteLength(text) < leastBytes + 2) throw new RangeError(`the canary "${name}" is too short`)
    return { name, forms: formsOf(text) }
  })
  return {
    canaries,
    in(place, content) {
      const bytes =
        typeof content === 'string'
          ? Buffer.from(content)
          : Buffer.from(content.buffer, content.byteOffset, content.byteLength)
      return all.flatMap(({ name, forms }) =>
        forms.filter((form) => bytes.includes(form.bytes)).map(({ form }) => ({ canary: name, form, place })),
      )
    },
  }
}
