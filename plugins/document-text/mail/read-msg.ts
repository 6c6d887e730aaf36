import type { Attachment, Document, ReadLimits } from '../document.ts'
import { rtfText } from '../rtf/rtf-text.ts'
import { walkRtf } from '../rtf/walk-rtf.ts'
import { decodeAs } from '../text/code-pages.ts'
import { textCollector } from '../text/text-collector.ts'
import { textFlow } from '../text/text-flow.ts'
import { encodingOf } from '../web/decode-html.ts'
import type { CompoundFile } from './compound-file.ts'
import { unpackRtf } from './compressed-rtf.ts'
import { type MessageText, messageDocument, type Person } from './message.ts'
import { HEADER_BYTES, type MsgProperties, msgProperties } from './msg-properties.ts'

/** Numbers of the properties (MS-OXPROPS). */
const property = {
  messageClass: 0x001a,
  subject: 0x0037,
  submitted: 0x0039,
  delivered: 0x0e06,
  senderName: 0x0c1a,
  senderAddress: 0x0c1f,
  senderSmtp: 0x5d01,
  body: 0x1000,
  rtf: 0x1009,
  html: 0x1013,
  codePage: 0x3ffd,
  displayName: 0x3001,
  address: 0x3003,
  smtp: 0x39fe,
  recipientType: 0x0c15,
  attachmentData: 0x3701,
  shortFileName: 0x3704,
  fileName: 0x3707,
  contentId: 0x3712,
} as const

const MAX_PARTS = 1000
/** Of the names of people and files. */
const MAX_NAME_BYTES = 4096
const [TO, COPY] = [1, 2]

/** Reads an Outlook message: its header, its text, and the names of what is attached. */
export async function readMsg(file: CompoundFile, limits: ReadLimits): Promise<Document> {
  const maxBytes = limits.maxChars * 4
  const message = msgProperties(file, undefined, HEADER_BYTES.message, maxBytes)
  const codePage = message.number(property.codePage)
  const parts = (prefix: string) =>
    [...file.list()]
      .filter(([name, entry]) => entry.isFolder && name.startsWith(prefix))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .slice(0, MAX_PARTS)
      .map(([, entry]) => msgProperties(file, entry, HEADER_BYTES.other, MAX_NAME_BYTES, codePage))
  const recipients = parts('__recip_version1.0_#')
  const ofType = (type: number | undefined) =>
    recipients.filter((one) => one.number(property.recipientType) === type).map(recipientOf)
  const sender: Person = {
    name: message.text(property.senderName),
    address: smtpOf(message.text(property.senderSmtp), message.text(property.senderAddress)),
  }
  return messageDocument(
    {
      kind: 'msg',
      subject: message.text(property.subject),
      from: sender.name === '' && sender.address === '' ? undefined : sender,
      to: ofType(TO),
      copy: ofType(COPY),
      sent: message.time(property.submitted) ?? message.time(property.delivered),
      texts: await textsOf(message, limits),
      attachments: parts('__attach_version1.0_#').flatMap(attachmentOf),
      isEncrypted: /^IPM\.Note\.SMIME$/i.test(message.text(property.messageClass)),
    },
    limits,
  )
}

function recipientOf(recipient: MsgProperties): Person {
  return {
    name: recipient.text(property.displayName),
    address: smtpOf(recipient.text(property.smtp), recipient.text(property.address)),
  }
}

/** Inside of a company addresses are paths such as `/O=EXAMPLE/…/CN=ANNA`, which tell a reader nothing. */
function smtpOf(smtp: string, address: string): string {
  return smtp !== '' ? smtp : address.includes('@') ? address : ''
}

function attachmentOf(attachment: MsgProperties): Attachment[] {
  const name =
    attachment.text(property.fileName) ||
    attachment.text(property.displayName) ||
    attachment.text(property.shortFileName)
  const isInText =
    attachment.text(property.contentId) !== '' && /\.(?:png|jpe?g|gif|bmp|svg|webp)$/i.test(name)
  return isInText ? [] : [{ name, size: attachment.size(property.attachmentData) }]
}

/** Outlook keeps a message in up to three forms; all say the same. */
async function textsOf(message: MsgProperties, limits: ReadLimits): Promise<MessageText[]> {
  const plain = message.text(property.body)
  if (plain.trim() !== '') return [{ isHtml: false, text: plain }]
  const html = message.binary(property.html)
  if (html !== undefined) return [{ isHtml: true, text: decodeAs(encodingOf(html), html) }]
  const rtf = message.binary(property.rtf)
  if (rtf === undefined) return [{ isHtml: true, text: message.text(property.html) }]
  const flow = textFlow(textCollector(limits.maxChars), 1)
  const visitor = rtfText(flow, textFlow(textCollector(0), 1)).visitor
  await walkRtf(unpackRtf(rtf, limits.maxChars * 10), visitor, limits.signal)
  return flow.parts().map(({ text }) => ({ isHtml: false, text }))
}
