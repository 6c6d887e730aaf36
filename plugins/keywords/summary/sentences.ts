/** A sentence of a text. */
export interface Sentence {
  readonly text: string
  /** Whether a paragraph begins with it. */
  readonly opens: boolean
}

/** Ends of whole sentences, with what closes a quotation behind them. */
const ended = /[.!?。！？…][)\]"'”’»」』]*$/

/** A paragraph that is longer is no prose; ICU would take seconds for it. */
const MAX_PARAGRAPH = 20_000

/**
 * The whole sentences of a text, paragraph by paragraph, at most `max`. Headings, lists and cells of tables, which end
 * without a full stop, are none.
 *
 * @param abbreviations what ends in a full stop within a sentence, in lower case and without it
 */
export function sentencesOf(
  text: string,
  language: string,
  abbreviations: ReadonlySet<string>,
  max: number,
): Sentence[] {
  const segmenter = new Intl.Segmenter(language === 'und' ? undefined : language, { granularity: 'sentence' })
  const sentences: Sentence[] = []
  for (const paragraph of text.split(/\n+/)) {
    if (paragraph.length > MAX_PARAGRAPH) continue
    let opens = true
    let begun = ''
    for (const { segment } of segmenter.segment(paragraph)) {
      begun += segment
      if (goesOn(begun, abbreviations)) continue
      const sentence = begun.replace(/\s+/g, ' ').trim()
      begun = ''
      if (!ended.test(sentence)) continue
      sentences.push({ text: sentence, opens })
      opens = false
      if (sentences.length === max) return sentences
    }
  }
  return sentences
}

/** Whether the full stop at the end is one of an abbreviation, an initial, or a number of German: “am 3. Mai”. */
function goesOn(begun: string, abbreviations: ReadonlySet<string>): boolean {
  const last = /(?:^|[\s(«„“"'’])([\p{L}\p{N}][\p{L}\p{N}.ªº-]*)\.\s*$/u.exec(begun)?.[1]
  if (last === undefined) return false
  return abbreviations.has(last.toLowerCase()) || /^(?:\p{Lu}|\d{1,2})$/u.test(last)
}
