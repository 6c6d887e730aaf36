import type { SkillFile } from 'box-skill-runner/plugin'
import type { Email } from 'postal-mime'
import type { Attachment, Document, ReadLimits } from '../document.ts'
import { damaged } from '../refusals.ts'
import { type Message, type MessageText, messageDocument, type Person } from './message.ts'
import { type MimePart, mimeParts } from './mime-parts.ts'

/** Types of parts that prove who wrote the message; no attachments to a reader. */
const signatures = /^application\/(?:pgp-signature|(?:x-)?pkcs7-signature|pgp-encrypted)$/
const encrypted =
  /^content-type:\s*(?:multipart\/encrypted|application\/(?:x-)?pkcs7-mime(?!.*signed-data))/im

/** Bytes that a character of a text takes when it is coded: three in UTF-8, each written as `=E4`. */
const BYTES_PER_CHAR = 9

/** Reads an e-mail message (RFC 5322): its header, its text, and the names of what is attached. */
export async function readEml(file: SkillFile, limits: ReadLimits): Promise<Document> {
  const { default: PostalMime } = await import('postal-mime')
  const parse = (head: Buffer, body: Uint8Array): Promise<Email> =>
    PostalMime.parse(Buffer.concat([head, body]), { forceRfc822Attachments: true })

  let header: { readonly email: Email; readonly head: string } | undefined
  const texts: (MessageText & { readonly alternatives: readonly number[] })[] = []
  const attachments: Attachment[] = []
  try {
    const bodyBytes = limits.maxChars * BYTES_PER_CHAR
    for await (const part of mimeParts(withoutMailboxLine(file.stream()), bodyBytes, limits.signal)) {
      const email = await parse(part.head, part.body)
      header ??= { email, head: unfolded(part.head) }
      if (email.html !== undefined)
        texts.push({ isHtml: true, text: email.html, alternatives: part.alternatives })
      else if (email.text !== undefined)
        texts.push({ isHtml: false, text: email.text, alternatives: part.alternatives })
      else attachments.push(...attachmentsOf(email, part))
    }
  } catch (error) {
    limits.signal.throwIfAborted()
    throw damaged(file.name, error)
  }
  if (header === undefined) throw damaged(file.name)
  return messageDocument(
    {
      ...headerOf(header.email),
      texts: chosen(texts),
      attachments,
      isEncrypted: encrypted.test(header.head),
    },
    limits,
  )
}

function headerOf(email: Email): Omit<Message, 'texts' | 'attachments' | 'isEncrypted'> {
  const date = email.headers.find(({ key }) => key === 'date')?.value ?? ''
  return {
    kind: 'eml',
    subject: email.subject,
    from: peopleOf(email.from === undefined ? [] : [email.from])[0],
    to: peopleOf(email.to ?? []),
    copy: peopleOf(email.cc ?? []),
    sent: inZoneOfSender(email.date, date),
  }
}

function peopleOf(addresses: readonly NonNullable<Email['from']>[]): Person[] {
  return addresses.flatMap(({ name, address, group }) => group ?? [{ name, address: address ?? '' }])
}

/** `2025-03-04T09:12:00.000Z` and `Tue, 4 Mar 2025 10:12:00 +0100` → `2025-03-04T10:12+01:00`. */
function inZoneOfSender(iso: string | undefined, header: string): string | undefined {
  const [, sign, hours, minutes] = /([+-])(\d\d)([0-5]\d)\b/.exec(header) ?? []
  const time = Date.parse(iso ?? '')
  if (sign === undefined || Number.isNaN(time)) return iso
  const offset = (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -1 : 1)
  if (offset === 0) return iso
  return `${new Date(time + offset * 60_000).toISOString().slice(0, 16)}${sign}${hours}:${minutes}`
}

/** Of several forms of the same text the plain one, unless that is empty. */
function chosen(
  texts: readonly (MessageText & { readonly alternatives: readonly number[] })[],
): MessageText[] {
  const withPlain = new Set(
    texts.flatMap(({ isHtml, text, alternatives }) => (isHtml || text.trim() === '' ? [] : alternatives)),
  )
  return texts.filter(
    ({ isHtml, alternatives }) => !isHtml || !alternatives.some((number) => withPlain.has(number)),
  )
}

function attachmentsOf(email: Email, part: MimePart): Attachment[] {
  const isBase64 = email.headers.some(
    ({ key, value }) => key === 'content-transfer-encoding' && /base64/i.test(value),
  )
  return email.attachments
    .filter(({ mimeType, disposition, contentId }) => {
      // A picture that stands in the text.
      const isInText =
        contentId !== undefined && disposition !== 'attachment' && mimeType.startsWith('image/')
      return !isInText && !signatures.test(mimeType)
    })
    .map(({ filename, mimeType }) => ({
      name: filename ?? nameFor(mimeType),
      size: isBase64 ? Math.floor(part.size * 0.75) : part.size,
    }))
}

function nameFor(mimeType: string): string {
  switch (mimeType) {
    case 'message/rfc822':
      return 'Forwarded message'
    case 'text/calendar':
      return 'Invitation'
    default:
      return `Unnamed ${mimeType}`
  }
}

function unfolded(head: Buffer): string {
  return head.toString('latin1').replace(/\r?\n[ \t]+/g, ' ')
}

/** A message from a mailbox file has a line before its header that is no part of it. */
async function* withoutMailboxLine(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let isFirst = true
  for await (const chunk of chunks) {
    const isMailbox = isFirst && Buffer.from(chunk.subarray(0, 5)).toString('latin1') === 'From '
    yield isMailbox ? chunk.subarray(chunk.indexOf(0x0a) + 1) : chunk
    isFirst = false
  }
}
