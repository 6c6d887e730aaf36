/** Where a browser looks for the encoding, and some more for pages with long comments. */
const HEAD_BYTES = 4096

/**
 * Decodes HTML as it comes: by its byte order mark, else as the page or its XML declaration says, else as UTF-8 where the
 * beginning is that, else as Windows-1252, as browsers do.
 */
export async function* decodeHtml(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let decoder: InstanceType<typeof TextDecoder> | undefined
  for await (const chunk of chunks) {
    decoder ??= new TextDecoder(encodingOf(chunk))
    yield decoder.decode(chunk, { stream: true })
  }
  yield decoder?.decode() ?? ''
}

/** The name of the encoding that the beginning of a page speaks for. */
export function encodingOf(head: Uint8Array): string {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be'
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8'
  const text = new TextDecoder('latin1').decode(head.subarray(0, HEAD_BYTES))
  const declared =
    /<meta[^>]+charset\s*=\s*["']?\s*([\w.:-]+)/i.exec(text)?.[1] ??
    /^\s*<\?xml[^>]+encoding\s*=\s*["']([\w.:-]+)/i.exec(text)?.[1]
  // A declaration that can be read as ASCII is not in UTF-16, whatever it says.
  if (declared !== undefined && isKnown(declared)) return /^utf-?16/i.test(declared) ? 'utf-8' : declared
  return isUtf8(head) ? 'utf-8' : 'windows-1252'
}

function isKnown(label: string): boolean {
  try {
    return new TextDecoder(label).encoding !== ''
  } catch {
    return false
  }
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true })
    return true
  } catch {
    return false
  }
}
