/** One word as it stands in the text. */
export interface Word {
  readonly text: string
  /** The article that is written together with it, as `l’` in `l’eau`. */
  readonly elision?: string
  /** Whether it follows the word before it without a space, as in Chinese or Japanese. */
  readonly glued: boolean
}

/** Words that stand together without punctuation or a line break between them. */
export type WordRun = readonly Word[]

/** Scripts that put no spaces between words. */
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u

/** A word with what may stand inside of one: `l'eau`, `well-known`, `v2.1`. */
const word = /[\p{L}\p{M}\p{N}]+(?:['’.\-_][\p{L}\p{M}\p{N}]+)*/gu

/** What French and Italian elide before a vowel; `O’Brien` is no such word. */
const elided =
  /^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu|un|all|dall|dell|nell|sull|coll|gl|quell|quest|bell|sant)$/i

/** Characters that ICU segments at once: each segment holds a copy of all that was handed in. */
const MAX_SEGMENTED = 500

/** Splits a text into runs of words. Where a script has no spaces, ICU's dictionaries find the words. */
export function wordRuns(text: string, language: string): WordRun[] {
  const segmenter = new Intl.Segmenter(language === 'und' ? undefined : language, { granularity: 'word' })
  const runs: WordRun[] = []
  let run: Word[] = []
  let end = 0
  for (const match of text.matchAll(word)) {
    if (!/^[^\S\r\n]*$/.test(text.slice(end, match.index)) && run.length > 0) {
      runs.push(run)
      run = []
    }
    const glued = end === match.index && run.length > 0
    if (unspaced.test(match[0])) pushSegments(run, match[0], segmenter, glued)
    else run.push({ ...withoutElision(match[0]), glued })
    end = match.index + match[0].length
  }
  if (run.length > 0) runs.push(run)
  return runs
}

/** Whether a word is written in a script without spaces, where two characters already make a long word. */
export function isUnspaced(text: string): boolean {
  return unspaced.test(text)
}

function pushSegments(run: Word[], text: string, segmenter: Intl.Segmenter, glued: boolean): void {
  const before = run.length
  for (let start = 0; start < text.length; start += MAX_SEGMENTED) {
    for (const { segment, isWordLike } of segmenter.segment(text.slice(start, start + MAX_SEGMENTED))) {
      if (isWordLike) run.push({ text: segment, glued: run.length > before || glued })
    }
  }
}

/** `l’eau` → `eau`, `Rotterdam's` → `Rotterdam`: what the word is without its apostrophe. */
function withoutElision(text: string): { text: string; elision?: string } {
  const parts = /^([^'’]+)(['’])([^'’]+)$/.exec(text)
  if (!parts) return { text }
  const [, head = '', apostrophe = '', tail = ''] = parts
  if (elided.test(head) && tail.length > 2) return { text: tail, elision: head + apostrophe }
  return { text: /n['’]t$/i.test(text) ? text : head }
}
