import { open } from 'node:fs/promises'

/** What a file is by its first bytes; `zip` and `ole` are containers whose content says more. */
export type ContentKind = 'pdf' | 'zip' | 'ole' | 'rtf' | 'html' | 'eml' | 'empty' | 'other'

/** Enough for the comments before a page, and for the headers that mail servers put before those of the sender. */
const HEAD_BYTES = 8192

/** Readers of PDF allow some bytes before the mark. */
const PDF_HEAD_BYTES = 1024

/** Headers of which a message has at least two; hardly any other text does. */
const mailHeaders =
  /^(?:from|to|cc|subject|date|received|return-path|delivered-to|reply-to|sender|message-id|mime-version|content-type|dkim-signature|authentication-results|x-[\w-]+|list-[\w-]+):/gim

/**
 * Looks at the beginning of a file.
 *
 * @param extension - Decides only where the content does not: a piece of HTML without its frame.
 */
export async function contentKind(path: string, extension: string): Promise<ContentKind> {
  const head = await headOf(path)
  if (head.length === 0) return 'empty'
  if (/^504b(?:0304|0506)/.test(head.toString('hex', 0, 4))) return 'zip'
  if (head.toString('hex', 0, 8) === 'd0cf11e0a1b11ae1') return 'ole'
  if (head.subarray(0, PDF_HEAD_BYTES).includes('%PDF-')) return 'pdf'
  const text = decoded(head).trimStart()
  if (text.startsWith('{\\rtf')) return 'rtf'
  if (isHtml(text, extension)) return 'html'
  return isMail(text) ? 'eml' : 'other'
}

async function headOf(path: string): Promise<Buffer> {
  const handle = await open(path)
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await handle.close()
  }
}

function decoded(head: Buffer): string {
  if (head[0] === 0xff && head[1] === 0xfe) return new TextDecoder('utf-16le').decode(head)
  if (head[0] === 0xfe && head[1] === 0xff) return new TextDecoder('utf-16be').decode(head)
  return head.toString('latin1').replace(/^\u00ef\u00bb\u00bf/, '')
}

function isHtml(text: string, extension: string): boolean {
  const start = text.replace(/^<\?xml[^>]*>\s*/, '').replace(/^(?:<!--[\s\S]*?-->\s*)*/, '')
  if (/^<(?:!doctype\s+html|html|head|body)\b/i.test(start)) return true
  // A tag or comment at the very beginning may be longer than the head, as one that holds a picture is.
  return /^x?html?$/.test(extension) && /^<(?:[a-z]|!--)|<[a-z][^<>]*>/i.test(start) && !text.includes('\0')
}

/** A header first, perhaps behind the line with which mailboxes divide messages. */
function isMail(text: string): boolean {
  const lines = text.replace(/^From [^\n]*\n/, '')
  const [block = ''] = lines.split(/\r?\n\r?\n/)
  return /^[\w-]+:/.test(lines) && (block.match(mailHeaders)?.length ?? 0) >= 2
}
