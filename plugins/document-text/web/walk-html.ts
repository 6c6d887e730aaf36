import { setImmediate } from 'node:timers/promises'
import type { XmlVisitor } from '../archive/xml.ts'

/** Pages nest some dozen elements, badly written ones a few hundred; each level makes the next one dearer. */
const MAX_DEPTH = 1000
/** A page of a thousand printed pages has a fifth of that. */
const MAX_TAGS = 500_000
const SLICE = 16_384

/**
 * Walks over HTML, however bad it is, up to where it becomes hostile. Nothing outside is ever loaded, and no script runs.
 *
 * @returns Whether all of it was read.
 * @throws the reason of `signal` where that aborts.
 */
export async function walkHtml(
  chunks: AsyncIterable<string> | Iterable<string>,
  visitor: XmlVisitor,
  signal: AbortSignal,
): Promise<boolean> {
  const { Parser } = await import('htmlparser2')
  let depth = 0
  let tags = 0
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        depth++
        tags++
        visitor.open?.(name, attributes)
      },
      onclosetag(name) {
        depth--
        visitor.close?.(name)
      },
      ontext: (text) => visitor.text?.(text),
    },
    { recognizeSelfClosing: true, recognizeCDATA: true },
  )
  for await (const chunk of chunks) {
    for (let start = 0; start < chunk.length; start += SLICE) {
      // Where the chunks are in memory already, nothing else would let the abort in.
      await setImmediate()
      signal.throwIfAborted()
      parser.write(chunk.slice(start, start + SLICE))
      if (visitor.enough?.() || depth > MAX_DEPTH || tags > MAX_TAGS) return false
    }
  }
  parser.end()
  return true
}
