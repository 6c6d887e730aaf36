import { shortly } from './plain-text.ts'

/** What a service says about a failure, in at most 200 characters: the message within its JSON, or its text without tags. */
export function excerptOf(bytes: Buffer): string {
  const text = bytes.toString('utf8')
  return shortly(messageIn(text) ?? shownText(text))
}

/** The places where services put it; the first that holds a text counts. */
function messageIn(text: string): string | undefined {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    // It is a text.
    return undefined
  }
  const places = [['error', 'message'], ['error'], ['message'], ['detail'], ['title'], ['error_description']]
  const found = places
    .map((path) => path.reduce<unknown>(memberOf, value))
    .find((one) => typeof one === 'string')
  return typeof found === 'string' ? found : JSON.stringify(value)
}

function memberOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Readonly<Record<string, unknown>>)[key]
    : undefined
}

/**
 * What a page shows: no tags, nothing of its styles and scripts. Cut at each `<`, since an expression that looks for the end
 * of a tag takes quadratic time on a page of nothing but beginnings.
 */
function shownText(page: string): string {
  const [start = '', ...pieces] = page.split('<')
  let hiddenIn: string | undefined
  const texts = pieces.map((piece) => {
    const name = /^\/?[a-z]{1,10}/i.exec(piece)?.[0].toLowerCase()
    if (hiddenIn !== undefined && name !== `/${hiddenIn}`) return ''
    hiddenIn = name === 'style' || name === 'script' ? name : undefined
    if (hiddenIn !== undefined) return ''
    const end = name === undefined ? -1 : piece.indexOf('>')
    return end === -1 ? `<${piece}` : ` ${piece.slice(end + 1)}`
  })
  return [start, ...texts].join('')
}
