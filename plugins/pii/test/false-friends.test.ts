import { describe, expect, it } from 'vitest'
import type { Wanted } from '../detectors.ts'
import { findAll } from './found-in.ts'

const textsIn = async (text: string, wanted: Partial<Wanted>) =>
  (await findAll(text, wanted)).map((finding) => finding.text)

describe('payment cards', () => {
  const kinds = ['card'] as const

  it.each([
    ['4242 4242 4242 4242', 'Visa •••• 4242'],
    ['5555-5555-5555-4444', 'Mastercard •••• 4444'],
    ['2223003122003222', 'Mastercard •••• 3222'],
    ['3782 822463 10005', 'American Express •••• 0005'],
    ['6011111111111117', 'Discover •••• 1117'],
    ['3056 930902 5904', 'Diners Club •••• 5904'],
    ['3530111333300000', 'JCB •••• 0000'],
  ])('%s is %s', async (text, masked) => {
    expect((await findAll(`paid ${text}.`, { kinds })).map((finding) => finding.masked)).toEqual([masked])
  })

  it.each(['6759649826438453', '6200000000000005', '4007000000027'])(
    '%s of a rarer network needs a name',
    async (text) => {
      expect(await textsIn(`number ${text}`, { kinds })).toEqual([])
      expect(await textsIn(`Card number: ${text}`, { kinds })).toEqual([text])
    },
  )

  it.each([
    'card 4242 4242 4242 4241',
    'order 4242424242424242',
    'Rechnungsnummer: 4242424242424242',
    'https://shop.example/items/4242424242424242',
    '550e8400-e29b-41d4-a716-4242424242424242',
    'x4242424242424242',
    '4242424242424242.5',
    '0000 0000 0000 0000',
    '4242 4242-4242 4242',
    'random.seed(4242424242424242)',
    '4242424242424242*t**2',
  ])('%s is none', async (text) => {
    expect(await textsIn(text, { kinds })).toEqual([])
  })

  it('are none where most of what looks alike fails the check, as ids in a table do', async () => {
    const ids = ['4242424242424242', '4242424242424243', '4242424242424244']

    expect(await textsIn(ids.join('\n'), { kinds })).toEqual([])
    expect(await textsIn(`card_number\n${ids.join('\n')}`, { kinds })).toEqual(['4242424242424242'])
  })
})

describe('e-mail addresses', () => {
  const kinds = ['email'] as const

  it.each([
    'first.last+tag@mail.harbour.example',
    "o'neill@harbour.example",
    'müller@häfen.example',
    'a@b.museum',
  ])('%s is one', async (text) => {
    expect(await textsIn(`<${text}>, ${text}.`, { kinds })).toEqual([text, text])
  })

  it('is one behind a line break that JSON writes', async () => {
    expect(await textsIn('{"text":"Hello\\nkeeper@harbour.example\\n"}', { kinds })).toEqual([
      'keeper@harbour.example',
    ])
  })

  it.each([
    'icon@2x.png',
    'git@host.example:path/repo.git',
    'npm i pkg@1.2.3',
    'noreply@harbour.example',
    'getty@tty1.service',
    'https://user@host.example/x',
    'Message-ID: <4711.2024@mail.harbour.example>',
    'cid:part1.abc@harbour.example',
    'user@localhost',
    '@Component.decorator',
    'a@b@c.example',
    'x..y@harbour.example',
  ])('%s is none', async (text) => {
    expect(await textsIn(text, { kinds })).toEqual([])
  })
})

describe('IBANs', () => {
  const kinds = ['iban'] as const

  it.each([
    'DE89 3704 0044 0532 0130 00',
    'GB82WEST12345698765432',
    'NO93-8601-1117-947',
    'fr1420041010050500013m02606',
    'MT84MALT011000012345MTLCAST001S',
  ])('%s is one', async (text) => {
    expect(await textsIn(`to ${text}, please`, { kinds })).toEqual([text])
  })

  it.each([
    'DE89 3704 0044 0532 0130 01',
    'DE8937040044053201300',
    'DE893704004405320130001',
    'XX89370400440532013000',
    'GB82121412345698765432',
    'abcDE89370400440532013000',
    'De89370400440532013000',
  ])('%s is none', async (text) => {
    expect(await textsIn(`to ${text}, please`, { kinds })).toEqual([])
  })
})

describe('phone numbers', () => {
  const kinds = ['phone'] as const

  it.each(['+49 (0)431 9901-2345', '+442079460123', '(415) 555-0132', '+1.212.555.0147', '+81 3-1234-5678'])(
    '%s is one without a word',
    async (text) => {
      expect(await textsIn(`at ${text}, or`, { kinds })).toEqual([text])
    },
  )

  it.each([
    'Tel. 0431 9901 2345',
    'phone: 5550132',
    '電話番号：03-1234-5678',
    'Mobil 0171/3920041',
    'customerPhone=0171 3920041',
  ])('the number of “%s” is one behind its name', async (text) => {
    expect(await textsIn(`${text}\n`, { kinds })).toHaveLength(1)
  })

  it.each([
    '+0200',
    '+1234567890',
    '-12.5 +14.25',
    '0431 9901 2345',
    '2024-05-03 14:22:07',
    '20.19.43',
    '192.168.100.200',
    'ISBN 978-3-16-148410-0',
    '1 234 567 890',
    'phone lines were busy on 14 days of 2019-2023',
    'call 12.345.678',
    'Tel Aviv, founded 11.04.1909',
    '0693 0307 0300 0301',
    '$ 415 555 0132',
  ])('%s is none', async (text) => {
    expect(await textsIn(`${text}\n`, { kinds, defaultCountry: 'US' })).toEqual([])
  })
})

describe('dates of birth', () => {
  const kinds = ['birthDate'] as const

  it.each([
    'Date of birth: 12/08/1974',
    'DOB 1974-08-12',
    'geboren am 12. August 1974',
    'née le 1er mars 1985',
    'nacido el 3 de julio de 1979',
    'born on March 4, 1985',
    '"dateOfBirth": "1990-02-28"',
    '生年月日：1985年7月3日',
  ])('stands in “%s”', async (text) => {
    expect(await textsIn(text, { kinds })).toHaveLength(1)
  })

  it.each([
    'Delivered on 12/08/1974',
    'Date of birth: 31.02.1974',
    'born 12.08.2999',
    'The town was born again.\n12.08.1974',
    'The company, born of a merger and of much hope, moved here on 12.08.1974',
  ])('does not stand in “%s”', async (text) => {
    expect(await textsIn(text, { kinds })).toEqual([])
  })
})

describe('passports', () => {
  const kinds = ['passport'] as const
  const first = 'P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<'
  const second = 'L898902C36UTO7408122F1204159ZE184226B<<<<<10'

  it.each([
    ['below each other', `${first}\n${second}\n`],
    ['in one line, as PDF readers write them', `seen: ${first} ${second} end`],
    ['among other lines', `MRZ\r\n${first}\r\n${second}\r\n<<<<`],
  ])('have two lines %s', async (_, text) => {
    expect((await findAll(text, { kinds })).map((finding) => finding.masked)).toEqual([
      'UTO passport •••••C3',
    ])
  })

  it.each([
    ['a wrong check digit', `${first}\n${second.replace('7408122', '7408123')}\n`],
    ['a line that is too short', `${first.slice(1)}\n${second}\n`],
    ['only one line', `${first}\n`],
    ['a row of brackets', '<'.repeat(500)],
  ])('are none with %s', async (_, text) => {
    expect(await findAll(text, { kinds })).toEqual([])
  })
})

describe('IP addresses', () => {
  const kinds = ['ip'] as const

  it('are those of somebody', async () => {
    const text =
      'from 8.8.4.4 and 2606:4700:4700::1111, 10.0.0.1, 203.0.113.9, 2001:db8::1, fe80::1, v1.2.3.4, 1.2.3.4.5'

    expect(await textsIn(text, { kinds })).toEqual(['8.8.4.4', '2606:4700:4700::1111'])
  })
})

/** Texts that make careless patterns take for ever; each ends long before the time of a test is up. */
describe('hostile texts', () => {
  it.each([
    ['@', 'a@'],
    ['addresses', `${'a'.repeat(64)}@${'a-'.repeat(120)}.`],
    ['brackets', '< '],
    ['zones', 'P<UTO<'],
    ['figures', '1 '],
    ['long figures', '4242'],
    ['signs', '+1-'],
    ['heads', '-----BEGIN RSA PRIVATE KEY-----\na: b: c: d\n'],
    ['names', 'password_password'],
    ['assignments', 'password='],
    ['addresses with passwords', 'a://b:c@'],
    ['tokens', 'eyJhbGciOi.eyJ'],
    ['commas', 'phone,'],
    ['quotes', '"'],
    ['blanks', ' \n'],
    ['IBANs', 'DE89 3704 '],
    ['dates', 'born 1 '],
  ])('end, such as many %s', async (_, piece) => {
    const text = piece.repeat(Math.ceil(60_000 / piece.length))

    expect(await findAll(text, { defaultCountry: 'US' })).toBeInstanceOf(Array)
  })
})
