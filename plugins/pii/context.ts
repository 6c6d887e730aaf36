import { headAt } from './columns.ts'
import type { TextWindow } from './finding.ts'

/** How far before and after a value its name is looked for, in characters. */
const before = 80
const after = 30

/** What stands around a value. */
export interface Context {
  /** The head of its column. */
  readonly head: string
  /** Back to a blank line. */
  readonly ahead: string
  /** To the end of the line. */
  readonly behind: string
}

/** Knows the words that tell what a value is. */
export interface Words {
  /** Whether one of them stands in this text. */
  in(text: string): boolean
  /** How far the nearest of them is from the value, in characters; undefined where there is none. */
  near(context: Context): number | undefined
  /** Whether one of them may stand anywhere in the window: quick, and says yes too often. */
  mayBeIn(window: TextWindow): boolean
}

/** Scripts that write words without spaces between them. */
const unspaced = /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/

/** Makes a matcher of words, which are pieces of regular expressions without groups. Case does not matter. */
export function wordsOf(words: readonly string[]): Words {
  const loose = words.map((word) => word.replaceAll(' ', '[ _-]?'))
  const spaced = loose.filter((word) => !unspaced.test(word))
  const alternatives = loose.filter((word) => unspaced.test(word))
  if (spaced.length > 0) alternatives.push(`(?<![\\p{L}\\p{N}])(?:${spaced.join('|')})(?!\\p{L})`)
  const exact = new RegExp(alternatives.join('|'), 'iu')
  const every = new RegExp(alternatives.join('|'), 'giu')
  const anywhere = new RegExp(loose.join('|'), 'iu')
  return {
    in: (text) => exact.test(text),
    near({ head, ahead, behind }) {
      if (exact.test(head)) return 0
      const last = [...ahead.matchAll(every)].at(-1)
      if (last !== undefined) return ahead.length - last.index
      const first = exact.exec(behind)
      return first === null ? undefined : before + first.index
    },
    mayBeIn: ({ text, columns }) =>
      anywhere.test(text) || (columns?.heads.some((head) => anywhere.test(head)) ?? false),
  }
}

/** What stands around the value from `start` to before `end`. */
export function contextOf({ text, columns }: TextWindow, start: number, end: number): Context {
  const ahead = text.slice(Math.max(0, start - before), start)
  const [behind = ''] = text.slice(end, end + after).split('\n', 1)
  return {
    head: columns === undefined ? '' : readable(headAt(columns, text, start)),
    ahead: readable(ahead.split(/\n[^\S\n]*\n/).at(-1) ?? ''),
    behind: readable(behind),
  }
}

/** The last `count` words before a value on its line, and the head of its column. */
export function nameBefore({ text, columns }: TextWindow, start: number, count: number): string {
  const line =
    text
      .slice(Math.max(0, start - before), start)
      .split('\n')
      .at(-1) ?? ''
  const words = readable(line).split(/(?<!\p{L})(?=\p{L})/u)
  const head = columns === undefined ? '' : readable(headAt(columns, text, start))
  return `${head} ${words.slice(-count).join('')}`
}

/** `customerSSN_number` has words in it, too. */
function readable(context: string): string {
  return context.replace(/(?<=\p{Ll})(?=\p{Lu})/gu, ' ').replaceAll('_', ' ')
}

const otherNumbers = wordsOf([
  'orders?',
  'order (?:no|number|id)',
  'bestell\\p{L}*',
  'auftrag\\p{L}*',
  'commande',
  'pedido',
  'ordine',
  'invoice',
  'rechnungs?\\p{L}*',
  'facture',
  'factura',
  'tracking',
  'sendung\\p{L}*',
  'parcel',
  'shipment',
  'isbn(?:-1[03])?',
  'issn',
  'ean',
  'upc',
  'gtin',
  'sku',
  'imei',
  'serial',
  'part (?:no|number)',
  'p/n',
  'artikel\\p{L}*',
  'article',
  'item',
  'model',
  'ref',
  'reference',
  'version',
  'build',
  'commit',
  'hash',
  'uuid',
  'guid',
  'timestamp',
  'time',
  'ticket',
  'case',
  'id',
  'doi',
])

/** Whether the number at `start` is named as something that is nobody's: an order, an article, a build. */
export function isOtherNumber(window: TextWindow, start: number): boolean {
  return otherNumbers.in(nameBefore(window, start, 3))
}

/** Whether the value is part of a web address, whose figures are ids of anything. */
export function isInAddress({ text }: TextWindow, start: number): boolean {
  return /:\/\/\S*$/.test(text.slice(Math.max(0, start - 200), start))
}
