/** What to do while walking over XML. Names come without their prefix: `w:p` is `p`. */
export interface XmlVisitor {
  open?(name: string, attributes: Readonly<Record<string, string>>): void
  close?(name: string): void
  text?(text: string): void
  /** Asked after each piece of the stream: true where the rest is not wanted. */
  enough?(): boolean
}

/** Word nests a few dozen elements. Deeper means hostile, and each level would make the next one dearer. */
const MAX_DEPTH = 1000

/**
 * Walks over the XML in `chunks` as it comes. Entities that a document declares itself stay as they are: none are
 * expanded, and nothing outside is ever loaded.
 */
export async function readXml(chunks: AsyncIterable<Uint8Array>, visitor: XmlVisitor): Promise<void> {
  const { Parser } = await import('htmlparser2')
  let depth = 0
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        depth++
        visitor.open?.(local(name), attributes)
      },
      onclosetag(name) {
        depth--
        visitor.close?.(local(name))
      },
      ontext: (text) => visitor.text?.(text),
    },
    { xmlMode: true },
  )
  let decoder: InstanceType<typeof TextDecoder> | undefined
  for await (const chunk of chunks) {
    decoder ??= new TextDecoder(encodingOf(chunk), { fatal: true })
    const text = decoder.decode(chunk, { stream: true })
    for (let start = 0; start < text.length; start += SLICE) {
      parser.write(text.slice(start, start + SLICE))
      if (depth > MAX_DEPTH) throw new RangeError('The XML is nested too deep.')
      if (visitor.enough?.()) return
    }
  }
  parser.end()
}

const SLICE = 16_384

/** XML is UTF-8, or UTF-16 with a byte order mark; Office writes nothing else. */
function encodingOf(head: Uint8Array): string {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  return head[0] === 0xfe && head[1] === 0xff ? 'utf-16be' : 'utf-8'
}

function local(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}
