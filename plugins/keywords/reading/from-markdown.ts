/**
 * The text of a Markdown file without its marks, front matter, code blocks, HTML and the targets of its links. The
 * expressions have bounds, so that a hostile file costs no more time than any other of its size.
 */
export function textOfMarkdown(source: string): string {
  return withoutComments(source)
    .replace(/^---\r?\n[\s\S]*?\r?\n---\r?\n/, '')
    .replace(/^ {0,3}(```+|~~~+)[^\n]*\n[\s\S]*?(?:^ {0,3}\1[^\n]*$|$(?![\s\S]))/gm, '\n')
    .replace(/<\/?[a-z][^<>]*>/gi, ' ')
    .replace(/^ {0,3}\[[^\]\n]+\]:.*$/gm, '')
    .replace(
      /!?\[([^[\]\n]{0,500})\](?:\([^()\n]{0,2000}(?:\([^()\n]{0,500}\))?[^()\n]{0,500}\)|\[[^[\]\n]{0,500}\])/g,
      '$1',
    )
    .replace(/^ {0,3}(?:#{1,6}|>|[-*+]|\d{1,9}[.)])[ \t]+/gm, '\n')
    .replace(/^[-=*_:| \t]{3,}$/gm, '\n')
    .replace(/\|/g, '\n')
    .replace(/(\*{1,3}|_{2,3}|~~|`+)(?=\S)([^\n]{0,300}?\S)\1/g, '$2')
}

/** By hand, since an expression would search the whole file again for the end of each comment that has none. */
function withoutComments(source: string): string {
  const [first = '', ...rest] = source.split('<!--')
  return [first, ...rest.map(afterComment)].join(' ')
}

function afterComment(part: string): string {
  const end = part.indexOf('-->')
  return end < 0 ? part : part.slice(end + 3)
}
