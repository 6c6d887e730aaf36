import type { XmlVisitor } from '../archive/xml.ts'
import type { TextFlow } from '../text/text-flow.ts'

/** What a page says of itself, and the text that a reader sees of it. */
export interface HtmlText {
  readonly visitor: XmlVisitor
  title(): string
  /** What the `meta` elements say, by their name in lower case; `lang` is that of the page. */
  meta(): ReadonlyMap<string, string>
}

/** Elements of which a reader sees no text, and the ways to other pages. */
const unseen = new Set(
  'script style template noscript nav svg math iframe object canvas audio video select textarea button datalist rp rt'.split(
    ' ',
  ),
)
const blocks = new Set(
  'address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure footer form header hr legend li main ol p pre section summary table tr ul'.split(
    ' ',
  ),
)
const MAX_META = 50

/**
 * Reads HTML into `flow`, divided at its headings.
 *
 * @param tables - Whether tables hold data; in e-mail they are the frame of the page.
 */
export function htmlText(flow: TextFlow, { tables }: { readonly tables: boolean }): HtmlText {
  const meta = new Map<string, string>()
  let title = ''
  let inTitle = false
  let preformatted = 0
  let depth = 0
  /** The depth of the outermost element that is not seen. */
  let unseenAt: number | undefined

  const block = (name: string, isOpen: boolean) => {
    if (tables && isOpen && name === 'table') flow.tables.openTable()
    else if (tables && isOpen && name === 'tr') flow.tables.openRow()
    else if (tables && isOpen && isCell(name)) flow.tables.openCell()
    else if (tables && !isOpen && name === 'table') flow.tables.closeTable()
    else if (blocks.has(name) || (tables && isCell(name))) flow.endParagraph()
    else if (isCell(name)) flow.addBlank()
  }
  return {
    visitor: {
      open(name, attributes) {
        depth++
        if (unseenAt !== undefined) return
        if (name === 'html' && attributes.lang) meta.set('lang', attributes.lang)
        else if (name === 'meta') readMeta(meta, attributes)
        else if (name === 'title') inTitle = title === ''
        else if (name === 'br') flow.add('\n')
        else if (unseen.has(name) || isHidden(attributes)) unseenAt = depth
        else if (/^h[1-6]$/.test(name)) {
          flow.endHeading()
          flow.beginHeading(Number(name[1]))
        } else {
          if (name === 'pre') preformatted++
          block(name, true)
        }
      },
      close(name) {
        if (unseenAt === depth) unseenAt = undefined
        else if (unseenAt === undefined) {
          if (name === 'title') inTitle = false
          else if (/^h[1-6]$/.test(name)) {
            flow.endHeading()
            flow.endParagraph()
          } else {
            if (name === 'pre') preformatted--
            block(name, false)
          }
        }
        depth--
      },
      text(piece) {
        if (unseenAt !== undefined) return
        if (inTitle) title = (title + piece).slice(0, 1000)
        else if (piece.trim() === '' && preformatted === 0) flow.addBlank()
        else flow.add(preformatted > 0 ? piece : piece.replace(/\s+/g, ' '))
      },
      enough: flow.full,
    },
    title: () => title,
    meta: () => meta,
  }
}

function readMeta(
  meta: Map<string, string>,
  { name, property, content }: Readonly<Record<string, string>>,
): void {
  const key = (name ?? property)?.toLowerCase()
  if (key !== undefined && content !== undefined && !meta.has(key) && meta.size < MAX_META)
    meta.set(key, content.slice(0, 1000))
}

function isCell(name: string): boolean {
  return name === 'td' || name === 'th'
}

function isHidden({ hidden, style }: Readonly<Record<string, string>>): boolean {
  return hidden !== undefined || (style !== undefined && /display\s*:\s*none|mso-hide\s*:\s*all/i.test(style))
}
