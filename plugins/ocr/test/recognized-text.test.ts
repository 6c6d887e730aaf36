import { describe, expect, it } from 'vitest'
import { recognizedText } from '../recognized-text.ts'

/** A word of ten pixels a letter, beginning at `x0`. */
const word = (text: string, x0: number, confidence: number) => ({
  text,
  confidence,
  bbox: { x0, x1: x0 + text.length * 10, y0: 0, y1: 20 },
})

function line(text: string, confidence = 90) {
  let x0 = 0
  const words = text.split(' ').map((part) => {
    const next = word(part, x0, confidence)
    x0 = next.bbox.x1 + 10
    return next
  })
  return { bbox: { x0: 0, x1: x0 - 10, y0: 0, y1: 20 }, words }
}

/** Tesseract's JSON of one block; each argument is a paragraph of lines. */
const block = (...paragraphs: (ReturnType<typeof line> | string)[][]) =>
  JSON.stringify({
    blocks: [
      {
        paragraphs: paragraphs.map((lines) => ({
          lines: lines.map((item) => (typeof item === 'string' ? line(item) : item)),
        })),
      },
    ],
  })

describe('the lines of a paragraph', () => {
  it('are one where the column was full', () => {
    const { text } = recognizedText(block(['The lamp is dark until', 'the ninth of May.']), 60)

    expect(text).toBe('The lamp is dark until the ninth of May.')
  })

  it('stay apart where there was room left, as on a receipt', () => {
    const { text } = recognizedText(block(['Coffee 2.50', 'Tea 3.00', 'Two pieces of cake 6.40']), 60)

    expect(text).toBe('Coffee 2.50\nTea 3.00\nTwo pieces of cake 6.40')
  })

  it('stay apart where they are rows with the prices at the right edge', () => {
    const row = (name: string, price: string) => ({
      bbox: { x0: 0, x1: 500, y0: 0, y1: 20 },
      words: [word(name, 0, 90), word(price, 500 - price.length * 10, 90)],
    })
    const { text } = recognizedText(
      block([row('Coffee', '2.50'), row('Tea', '3.00'), row('Total', '5.50')]),
      60,
    )

    expect(text).toBe('Coffee 2.50\nTea 3.00\nTotal 5.50')
  })

  it('make a broken word whole', () => {
    const { text } = recognizedText(block(['keep to the chan-', 'nel at night']), 60)

    expect(text).toBe('keep to the channel at night')
  })

  it('keep the hyphen of a name', () => {
    const { text } = recognizedText(block(['a letter to Anne-', 'Marie of Berth']), 60)

    expect(text).toBe('a letter to Anne- Marie of Berth')
  })

  it('lose the blanks between Japanese characters only', () => {
    const { text } = recognizedText(block(['灯 台 は 2 時 に 消 え る OK go']), 60)

    expect(text).toBe('灯台は 2 時に消える OK go')
  })

  it('have no control characters', () => {
    const { lines } = recognizedText(block(['be\u0007fore\u0000 noon']), 60)

    expect(lines[0]?.text).toBe('be fore noon')
  })
})

describe('paragraphs', () => {
  it('are put together again where a sentence goes on', () => {
    const { paragraphs } = recognizedText(block(['until the ninth'], ['of May, at night']), 60)

    expect(paragraphs.map(({ text }) => text)).toEqual(['until the ninth of May, at night'])
  })

  it('stay apart after the end of a sentence', () => {
    const { text } = recognizedText(block(['At night.'], ['a second one']), 60)

    expect(text).toBe('At night.\n\na second one')
  })
})

describe('what is not sure', () => {
  it('is left out, line by line', () => {
    const { text, lines } = recognizedText(
      block(['A clear line', line('~ smudge ~', 40)], [line('|| dirt', 59)]),
      60,
    )

    expect(text).toBe('A clear line')
    expect(lines).toEqual([{ text: 'A clear line', confidence: 90 }])
  })

  it('counts by its length', () => {
    const longAndShort = {
      ...line('harbour master'),
      words: [word('harbourmaster', 0, 100), word('x', 140, 0)],
    }

    expect(recognizedText(block([longAndShort]), 0).confidence).toBe(93)
  })

  it('is nothing at all where there are hardly any letters', () => {
    expect(recognizedText(block(['7 —', '. i']), 0)).toEqual({
      text: '',
      confidence: 0,
      paragraphs: [],
      lines: [],
    })
  })

  it('is nothing where Tesseract found nothing', () => {
    expect(recognizedText(undefined, 60).text).toBe('')
    expect(recognizedText('{}', 60).text).toBe('')
  })
})
