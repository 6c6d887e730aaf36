import { describe, expect, it } from 'vitest'
import { cardBuilders } from '../../../core/cards/build.ts'
import { entriesOf, titlesOf } from '../../../test/support/plugin-context.ts'
import type { Code } from '../code.ts'
import { codeCards, ranges } from '../code-cards.ts'
import { collectCodes } from '../found-codes.ts'

const code = (text: string, more: Partial<Code> = {}): Code => ({
  format: 'QRCode',
  content: 'text',
  part: undefined,
  text,
  ...more,
})

/** The cards of codes, each with its page. */
function cardsOf(found: readonly (readonly [Code, page?: number])[], left = 0) {
  const codes = collectCodes()
  for (const [item, page] of found) codes.add([item], page)
  return { cards: codeCards(codes.all(), { wifiPassword: false, left }, cardBuilders) }
}

describe('the cards of codes', () => {
  it('show the same code once, with all its pages', () => {
    const found = cardsOf([
      [code('a'), 1],
      [code('a'), 2],
      [code('a'), 2],
      [code('a'), 4],
    ])

    expect(entriesOf(found, 'Codes')).toEqual(['QR code, pages 1–2, 4, 4 times: a'])
  })

  it('keep apart what is the same text in another symbology', () => {
    const found = cardsOf([[code('12')], [code('12', { format: 'Code128' })]])

    expect(entriesOf(found, 'Codes')).toEqual(['QR code: 12', 'Code 128: 12'])
  })

  it('say which part of a longer text a code holds', () => {
    expect(entriesOf(cardsOf([[code('a', { part: { number: 1, of: 3 } })]]), 'Codes')).toEqual([
      'QR code (part 1 of 3): a',
    ])
  })

  it('are one each for contents of several facts, as far as there is room, and one for the rest', () => {
    const contacts = Array.from({ length: 14 }, (_, index) => [code(`MECARD:N:Berth ${index};;`)] as const)

    const found = cardsOf([...contacts, [code('a text')]])

    expect(titlesOf(found)).toEqual([...Array(12).fill('Contact'), 'Codes'])
    expect(entriesOf(found, 'Contact')).toEqual(['Name: Berth 0', 'Code: QR code'])
    expect(entriesOf(found, 'Codes')).toEqual([
      'QR code: Contact, Berth 12',
      'QR code: Contact, Berth 13',
      'QR code: a text',
    ])
  })

  it('say how many pages were left out', () => {
    expect(entriesOf(cardsOf([[code('a'), 1]], 1), 'Codes')?.at(-1)).toBe('(1 more page was not looked at.)')
  })

  it('are none where nothing was found', () => {
    expect(cardsOf([], 5).cards).toEqual([])
  })

  it('are bounded for a picture full of codes', () => {
    const found = cardsOf(Array.from({ length: 1000 }, (_, index) => [code(`code ${index}`)] as const))

    expect(entriesOf(found, 'Codes')).toHaveLength(901)
    expect(entriesOf(found, 'Codes')?.at(-1)).toBe('(100 more codes.)')
  })
})

it('stretches of pages are brought together', () => {
  expect(ranges([1, 2, 3, 5, 7, 8])).toBe('1–3, 5, 7–8')
})
