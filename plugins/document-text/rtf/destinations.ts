/** What the text in a group is. */
export type Destination =
  | 'text'
  | 'note'
  | 'drawing'
  | 'fonts'
  | 'styles'
  | 'info'
  | 'unseen'
  | InfoField
  | InfoTime

export type InfoField = 'title' | 'author' | 'subject' | 'keywords' | 'generator'
export type InfoTime = 'creatim' | 'revtim'

/** Groups whose text is not that of the document, by the control word at their beginning; those marked with `\*` are unseen unless they are here. */
const destinations: Readonly<Record<string, Destination>> = {
  fonttbl: 'fonts',
  stylesheet: 'styles',
  info: 'info',
  title: 'title',
  author: 'author',
  subject: 'subject',
  keywords: 'keywords',
  generator: 'generator',
  creatim: 'creatim',
  revtim: 'revtim',
  footnote: 'note',
  // Unseen but for the text in it.
  shpinst: 'drawing',
  fldinst: 'unseen',
  ...unseen(
    'annotation atnauthor atnid atnref bkmkend bkmkstart colorschememapping colortbl comment company datafield datastore',
    'doccomm docvar falt filetbl footer footerf footerl footerr formfield ftncn ftnsep ftnsepc aftncn aftnsep aftnsepc',
    'header headerf headerl headerr hlinkbase latentstyles levelnumbers leveltext listname listoverridetable listtable',
    'manager mmathPr nextfile nonshppict objalias objclass objdata objname objsect objtime operator panose pgdsctbl pict',
    'pntext printim private propname revtbl rsidtbl shppict sp staticval tc themedata txe upr userprops xe xmlnstbl xmlopen',
  ),
}

/** Whether the text in a group is a property of the document. */
export function isInfo(destination: Destination): destination is InfoField | InfoTime {
  return isTime(destination) || infoFields.has(destination)
}

export function isTime(destination: Destination): destination is InfoTime {
  return destination === 'creatim' || destination === 'revtim'
}

const infoFields: ReadonlySet<Destination> = new Set(['title', 'author', 'subject', 'keywords', 'generator'])

/**
 * What the text in a group is that begins with `word`, inside of a group of `outer`.
 *
 * @param starred - Whether `\*` stands before the word: who does not know it has to leave the group out.
 */
export function destinationOf(word: string, outer: Destination, starred: boolean): Destination {
  if (outer === 'unseen') return 'unseen'
  if (outer === 'drawing') return word === 'shptxt' ? 'text' : 'drawing'
  return Object.hasOwn(destinations, word) ? (destinations[word] ?? outer) : starred ? 'unseen' : outer
}

function unseen(...words: readonly string[]): Record<string, Destination> {
  return Object.fromEntries(words.flatMap((line) => line.split(' ')).map((word) => [word, 'unseen']))
}
