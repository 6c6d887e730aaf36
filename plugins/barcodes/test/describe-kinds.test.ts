import { describe, expect, it } from 'vitest'
import type { Code } from '../code.ts'
import { describeCode } from '../content/describe-code.ts'

const said = (text: string, code: Partial<Code> = {}, wifiPassword = false) =>
  describeCode({ format: 'QRCode', content: 'text', part: undefined, text, ...code }, { wifiPassword })

/** Without the facts that the code does not hold. */
const facts = (...code: Parameters<typeof said>) => JSON.parse(JSON.stringify(said(...code)))

describe('the identifiers of GS1', () => {
  const gs1 = (text: string) => facts(text, { content: 'gs1' })

  it('have names, dates and measures', () => {
    expect(gs1('(01)04012345678901(17)271231(10)AB-12(3922)1250(3303)001750(7003)2705031842')).toEqual({
      title: 'Product',
      facts: {
        GTIN: '04012345678901',
        Expires: '2027-12-31, 2027-05-03 18:42',
        Batch: 'AB-12',
        Price: '12.5',
        'Gross weight': '1.75 kg',
      },
    })
  })

  it('may mean a whole month, or the last century', () => {
    expect(gs1('(17)270500').facts.Expires).toBe('2027-05')
    expect(gs1('(11)991224').facts.Produced).toBe('1999-12-24')
  })

  it('of a parcel make a shipment', () => {
    expect(gs1('(00)340123450000000017').title).toBe('Shipment')
  })

  it('that come twice are both told: weights in kilograms and in pounds', () => {
    expect(gs1('(3102)000175(3202)000386').facts).toEqual({ 'Net weight': '1.75 kg, 3.86 lb' })
  })

  it('are no dates where there is no such month', () => {
    expect(gs1('(17)279931').facts.Expires).toBe('279931')
  })

  it('that are not known keep their number', () => {
    expect(gs1('(8110)12').facts).toEqual({ '(8110)': '12' })
  })

  it('are a text where there are none', () => {
    expect(gs1('whatever')).toEqual({ line: 'whatever' })
  })
})

describe('a number in a shop', () => {
  it.each([
    ['4006381333931', '4006381333931'],
    ['0725272702703', '725272702703'],
    ['9783161484100', 'ISBN 9783161484100'],
    ['9790060115615', '9790060115615'],
    ['9770317847001', 'ISSN 0317-8471'],
    ['9772434561006', 'ISSN 2434-561X'],
  ])('%s reads: %s', (text, line) => {
    expect(said(text, { format: 'EAN13' })).toEqual({ line })
  })
})

describe('papers of travellers', () => {
  it('name the flight, but not the booking', () => {
    const content = facts('M1HARBOUR/ALICE MRS   EABC123 CPHLHRSK 0501 123Y014A0025 100')

    expect(content).toEqual({
      title: 'Boarding pass',
      facts: { Passenger: 'ALICE MRS HARBOUR', Flight: 'SK 501', From: 'CPH', To: 'LHR', Seat: '14A' },
    })
    expect(JSON.stringify(content)).not.toContain('ABC123')
  })

  it('keep the booking to themselves whoever flies', () => {
    const content = facts("M1O'HARBOUR-BERTH/ZOE2LXYZ789 CPHLHRSK 0501 123Y014A0025 100")

    expect(content.facts.Passenger).toBe("ZOE2 O'HARBOUR-BERTH")
    expect(JSON.stringify(content)).not.toContain('XYZ789')
  })

  it('that may identify a person are looked at in no time', () => {
    const hostile = `@${'\n'.repeat(20_000)}`

    expect(said(hostile)).toEqual({ line: '@' })
  })

  it('that identify a person are not shown', () => {
    const content = said('@\n\u001e\rANSI 636026080102DL00410288DCSHARBOUR', { format: 'PDF417' })

    expect(content).toEqual({ line: 'a driver’s licence or identity card; its data are not shown' })
  })
})

describe('any other content', () => {
  it('is a text in one line, of bounded length', () => {
    expect(said('one\r\ntwo\u0000 three')).toEqual({ line: 'one two three' })
    expect(said('x'.repeat(4000))).toEqual({ line: `${'x'.repeat(500)}…` })
  })

  it('cannot turn the direction of writing', () => {
    expect(said('safe \u202egpj.exe')).toEqual({ line: 'safe gpj.exe' })
  })

  it('that is no text is counted', () => {
    expect(said('fffe0001', { content: 'binary' })).toEqual({ line: '4 bytes that are no text' })
  })
})
