/** What was read of a picture. */
export interface RecognizedText {
  /** The paragraphs, with an empty line between them; `''` where nothing was read. */
  readonly text: string
  /** How sure the recognition is of it, 0 to 100. */
  readonly confidence: number
  readonly paragraphs: readonly RecognizedParagraph[]
  /** All lines of all paragraphs, from the top. */
  readonly lines: readonly RecognizedLine[]
  /** True where reading took too long, so that nothing was read. */
  readonly gaveUp?: boolean
}

export interface RecognizedParagraph {
  /** Lines that were only broken since the column was full are one; others, as on a receipt, are divided by `\n`. */
  readonly text: string
  readonly lines: readonly RecognizedLine[]
}

export interface RecognizedLine {
  /** As it stands in the picture, in one line, without control characters. */
  readonly text: string
  /** 0 to 100. */
  readonly confidence: number
}

/** The parts of Tesseract's JSON that are used. */
interface TesseractPage {
  readonly blocks?: readonly {
    readonly paragraphs?: readonly { readonly lines?: readonly TesseractLine[] }[]
  }[]
}

interface TesseractLine {
  readonly bbox: Box
  readonly words?: readonly TesseractWord[]
}

interface TesseractWord {
  readonly text: string
  readonly confidence: number
  readonly bbox: Box
}

/** Pixels. */
interface Box {
  readonly x0: number
  readonly y0: number
  readonly x1: number
  readonly y1: number
}

/** A line with what tells whether the next one belongs to it: pixels along the line. */
interface MeasuredLine extends RecognizedLine {
  readonly length: number
  readonly firstWord: number
  /** Whether it is a row of columns, as on a receipt with its prices at the right edge. */
  readonly isRow: boolean
}

/** Characters of words in a picture at least. Less is what the grain of a photograph looks like to Tesseract. */
const FEWEST_LETTERS = 3
/** Part of the width that lines of running text fill at least, even where they are not justified. */
const RAGGED = 0.7
/** Heights of the line that are between two words at least where they stand in columns; justified text has up to 1.5. */
const COLUMN_GAP = 3
/** Chinese and Japanese are written without blanks; Tesseract puts them between the characters. */
const BLANK_IN_CJK = /(?<=[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}]) (?=[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}])/gu

/**
 * Takes the text out of Tesseract's JSON, without the lines of which it is less sure than `minConfidence`, 0 to 100.
 *
 * @param json - Undefined where Tesseract found nothing.
 */
export function recognizedText(json: string | undefined, minConfidence: number): RecognizedText {
  const page: TesseractPage = json === undefined ? {} : JSON.parse(json)
  const paragraphs = (page.blocks ?? []).flatMap((block) => {
    const readable = (block.paragraphs ?? []).map(({ lines = [] }) =>
      lines.map(toLine).filter(({ text, confidence }) => confidence >= minConfidence && lettersIn(text) > 0),
    )
    return joined(readable).map(toParagraph)
  })
  const lines = paragraphs.flatMap((paragraph) => paragraph.lines)
  if (lines.reduce((sum, { text }) => sum + lettersIn(text), 0) < FEWEST_LETTERS)
    return { text: '', confidence: 0, paragraphs: [], lines: [] }
  return {
    text: paragraphs.map(({ text }) => text).join('\n\n'),
    confidence: meanConfidence(lines),
    paragraphs,
    lines,
  }
}

function toLine({ words = [], bbox }: TesseractLine): MeasuredLine {
  const text = words
    .map((word) => word.text)
    .join(' ')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .replace(BLANK_IN_CJK, '')
    .trim()
  const [first] = words
  return {
    text,
    confidence: meanConfidence(words),
    length: longSide(bbox),
    firstWord: first === undefined ? 0 : longSide(first.bbox),
    isRow: words.some(({ bbox: box }, index) => {
      const before = words[index - 1]
      return before !== undefined && gap(before.bbox, box) >= COLUMN_GAP * shortSide(bbox)
    }),
  }
}

/** Between two boxes beside or above each other. */
function gap(one: Box, other: Box): number {
  return Math.max(one.x0 - other.x1, other.x0 - one.x1, one.y0 - other.y1, other.y0 - one.y1)
}

function shortSide({ x0, y0, x1, y1 }: Box): number {
  return Math.min(x1 - x0, y1 - y0)
}

/** The boxes of a page on its side are upright. */
function longSide({ x0, y0, x1, y1 }: Box): number {
  return Math.max(x1 - x0, y1 - y0)
}

/** Tesseract ends paragraphs in the middle of a sentence: those that go on in lower case are put together again. */
function joined(paragraphs: readonly (readonly MeasuredLine[])[]): MeasuredLine[][] {
  const whole: MeasuredLine[][] = []
  for (const lines of paragraphs) {
    const [first] = lines
    const before = whole.at(-1)?.at(-1)
    if (first === undefined) continue
    if (before !== undefined && sentenceGoesOn(before, first)) whole.at(-1)?.push(...lines)
    else whole.push([...lines])
  }
  return whole
}

function toParagraph(lines: readonly MeasuredLine[]): RecognizedParagraph {
  const width = Math.max(...lines.map(({ length }) => length))
  const text = lines.reduce((before, line, index) => {
    const previous = lines[index - 1]
    if (previous === undefined) return line.text
    const wasFull = previous.length + line.firstWord > width
    const goesOn = previous.length > RAGGED * width && sentenceGoesOn(previous, line)
    if (previous.isRow || line.isRow || (!wasFull && !goesOn)) return `${before}\n${line.text}`
    // A word that was broken at the end of its line is made whole.
    return /\p{Ll}-$/u.test(before) && /^\p{Ll}/u.test(line.text)
      ? before.slice(0, -1) + line.text
      : `${before} ${line.text}`
  }, '')
  return { text, lines: lines.map(({ text, confidence }) => ({ text, confidence })) }
}

function sentenceGoesOn(before: RecognizedLine, next: RecognizedLine): boolean {
  return /[\p{L}\p{N},-]$/u.test(before.text) && /^\p{Ll}/u.test(next.text)
}

/** Of each text by its length, so that a smudge beside a line does not count as much as the line. */
function meanConfidence(texts: readonly { readonly text: string; readonly confidence: number }[]): number {
  const length = texts.reduce((sum, { text }) => sum + text.length, 0)
  const sum = texts.reduce((total, { text, confidence }) => total + text.length * confidence, 0)
  return length === 0 ? 0 : Math.round(sum / length)
}

function lettersIn(text: string): number {
  return text.match(/[\p{L}\p{N}]/gu)?.length ?? 0
}
