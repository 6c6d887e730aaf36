import { describe, expect, test } from 'vitest'
import { cleanText } from '../../../core/cards/text.ts'

const cut = (text: string, maxChars: number) => cleanText(text, maxChars).text

describe('cutting a text', () => {
  test('leaves what fits', () => {
    expect(cleanText('exact', 5)).toEqual({ text: 'exact', cut: false })
  })

  test('counts the sign of the cut', () => {
    expect(cleanText('longer', 5)).toEqual({ text: 'long…', cut: true })
  })

  test('leaves no blank before the sign', () => {
    expect(cut('one two three', 5)).toBe('one…')
  })

  test('never splits a character that people see as one', () => {
    const family = '👨‍👩‍👧‍👦'

    expect(cut(`ab${family}cd`, 8)).toBe('ab…')
    expect(cut(`ab${family}cd`, 14)).toBe(`ab${family}…`)
    expect(cut('Zoe\u0308 and more', 4)).toBe('Zo…')
  })

  test('splits a pile of accents, but no surrogate pair', () => {
    const pile = `e${'\u0301'.repeat(500)}`

    expect(cut(pile, 100)).toHaveLength(100)
    expect(cut('\u{1d165}'.repeat(200), 100)).not.toMatch(/\p{Surrogate}/u)
    expect(cut('\u{1d165}'.repeat(200), 101)).not.toMatch(/\p{Surrogate}/u)
  })

  test('leaves the sign alone where there is room for nothing else', () => {
    expect(cut('ab', 1)).toBe('…')
    expect(cut('📷📷', 2)).toBe('…')
  })

  test('finds no text in blanks, however many', () => {
    expect(cleanText(' '.repeat(1_000_000), 10)).toEqual({ text: '', cut: false })
  })

  test('marks as cut what was not looked at', () => {
    expect(cleanText(`${'\u0000'.repeat(39)}ab`, 10)).toEqual({ text: 'a…', cut: true })
  })
})
