const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  hellip: '…',
  ldquo: '“',
  rdquo: '”',
  lsquo: '‘',
  rsquo: '’',
  mdash: '—',
  ndash: '–',
  lrm: '',
  rlm: '',
}

/**
 * The lines of a cue without tags (`<i>`, `<font color=…>`, `<00:01.500>`), the commands of SubStation that players
 * understand everywhere (`{\an8}`), and character references.
 */
export function plainLines(lines: readonly string[]): string[] {
  return lines.flatMap((line) =>
    decodeEntities(line.replace(/\{\\[^{}]*\}/g, '').replace(/<\/?[a-z\d][^<>]*>/gi, '')).split(/\\[Nn]|\n/),
  )
}

/** Replaces `&amp;` and the like, and `&#233;`, once. */
export function decodeEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,6}));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return entities[name.toLowerCase()] ?? whole
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal)
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : ''
  })
}
