import type { Attachment, Document, DocumentPart, ReadLimits } from '../document.ts'
import { propertiesOf } from '../properties.ts'
import { oneLine, paragraphs } from '../text/one-line.ts'
import { textCollector } from '../text/text-collector.ts'
import { textFlow } from '../text/text-flow.ts'
import { htmlText } from '../web/html-text.ts'
import { walkHtml } from '../web/walk-html.ts'

/** A mailbox as a message names it; either may be `''`. */
export interface Person {
  readonly name: string
  readonly address: string
}

/** A message, whichever program has written it. */
export interface Message {
  readonly kind: 'eml' | 'msg'
  readonly subject: string | undefined
  readonly from: Person | undefined
  readonly to: readonly Person[]
  readonly copy: readonly Person[]
  /** ISO 8601, in the zone of the sender where that is known. */
  readonly sent: string | undefined
  /** Its texts in order, each as it is or as HTML. */
  readonly texts: readonly MessageText[]
  readonly attachments: readonly Attachment[]
  readonly isEncrypted: boolean
}

export interface MessageText {
  readonly isHtml: boolean
  readonly text: string
}

/** Names of a list that are shown. */
const MAX_PEOPLE = 5
const MAX_ATTACHMENTS = 500

/** Begins of what a reply takes over from the messages before, as mail programs write them. */
const earlier = [
  /^ ?>/m,
  /^-{2,} ?(?:Original Message|Forwarded message|Ursprüngliche Nachricht|Message d'origine|Mensaje original|Mensagem original|Messaggio originale) ?-{2,}/im,
  /^_{20,}$/m,
  /^(?:On|Am|Le|El|Em|Il) .{5,120}(?:wrote|schrieb.{0,40}|a écrit|escribió|escreveu|ha scritto) ?:$/m,
]

/** The label of what a message takes over from others. */
const EARLIER = 'Earlier messages'

/** What mail programs put in front of each line that they take over, and above all of them. */
const quotationMarks = /^ ?(?:> ?)+|^(?:-{2,}.{1,40}-{2,}|_{20,})$/gm

/** Makes a document of a message: what was written now, then what it takes over from earlier ones. */
export async function messageDocument(message: Message, limits: ReadLimits): Promise<Document> {
  const { text, complete } = await bodyText(message.texts, limits)
  const attachments = message.attachments
    .slice(0, MAX_ATTACHMENTS)
    .map(({ name, size }) => ({ name: safeName(name), size }))
  return {
    kind: message.kind,
    properties: {
      ...propertiesOf({
        subject: message.subject,
        from: message.from === undefined ? undefined : personText(message.from),
        to: peopleText(message.to),
        copy: peopleText(message.copy),
        sent: message.sent,
      }),
      ...(message.isEncrypted ? { Encryption: 'only the recipient can read the text' } : {}),
    },
    parts: messageParts(text),
    count: undefined,
    read: 1,
    cut: !complete,
    ...(attachments.length > 0 ? { attachments } : {}),
  }
}

async function bodyText(
  texts: readonly MessageText[],
  limits: ReadLimits,
): Promise<{ readonly text: string; readonly complete: boolean }> {
  const collector = textCollector(limits.maxChars)
  const found: string[] = []
  let complete = true
  for (const { isHtml, text } of texts) {
    if (isHtml) {
      const flow = textFlow(collector, 1)
      const html = htmlText(flow, { tables: false })
      complete = (await walkHtml([text], html.visitor, limits.signal)) && complete
      found.push(...flow.parts().map((part) => part.text))
    } else {
      collector.add(text)
      found.push(collector.take())
    }
  }
  return { text: paragraphs(found.join('\n')), complete: complete && !collector.full() }
}

function messageParts(text: string): DocumentPart[] {
  const starts = earlier.map((mark) => text.search(mark)).filter((start) => start >= 0)
  const start = Math.min(...starts, text.length)
  const parts: DocumentPart[] = [
    { label: undefined, text: text.slice(0, start).trim() },
    { label: EARLIER, text: text.slice(start).replace(quotationMarks, '').trim() },
  ]
  return parts.filter((part) => part.text !== '')
}

function personText({ name, address }: Person): string {
  if (name === '' || name === address) return address
  return address === '' ? name : `${name} <${address}>`
}

function peopleText(people: readonly Person[]): string | undefined {
  const shown = people.slice(0, MAX_PEOPLE).map(personText).join(', ')
  const left = people.length - MAX_PEOPLE
  return left > 0 ? `${shown} and ${left} more` : shown
}

/** Without what turns the direction of writing, by which `fdp.exe` looks like `exe.pdf`. */
function safeName(name: string): string {
  return oneLine(name.replace(/[\u202a-\u202e\u2066-\u2069]/g, '')).slice(0, 200) || 'Unnamed'
}
