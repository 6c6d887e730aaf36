const unread = new Set([
  'script',
  'style',
  'noscript',
  'template',
  'svg',
  'math',
  'iframe',
  'object',
  'select',
  'nav',
])

/** Elements inside of a sentence; every other one ends a phrase. */
const inline = new Set(
  'a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q s samp small span strike strong sub sup time tt u var wbr'.split(
    ' ',
  ),
)

/** Browsers nest elements 512 deep. Past this a page is hostile, and each element would cost as much as all around it. */
const MAX_DEPTH = 2000
const SLICE = 16_384

/** The visible text of an HTML page, broken or not, with its title first. */
export async function textOfHtml(source: string): Promise<string> {
  const { Parser } = await import('htmlparser2')
  let text = ''
  let hidden = 0
  let depth = 0
  const parser = new Parser({
    onopentagname(name) {
      depth++
      if (unread.has(name)) hidden++
      else if (!inline.has(name)) text += '\n'
    },
    onclosetag(name) {
      depth--
      if (unread.has(name)) hidden = Math.max(0, hidden - 1)
      else if (!inline.has(name)) text += '\n'
    },
    ontext(part) {
      // Line breaks of the source are mere blanks in HTML.
      if (hidden === 0) text += part.replace(/\s+/g, ' ')
    },
  })
  for (let start = 0; start < source.length && depth < MAX_DEPTH; start += SLICE) {
    parser.write(source.slice(start, start + SLICE))
  }
  parser.end()
  return text
}
