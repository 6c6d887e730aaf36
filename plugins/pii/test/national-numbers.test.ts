import { describe, expect, it } from 'vitest'
import { nationalNumbers } from '../national/national-numbers.ts'
import { findAll } from './found-in.ts'

/** Examples that authorities and handbooks publish, with the name that stands before them. */
const published: Readonly<Record<string, readonly [name: string, ...numbers: string[]]>> = {
  'es-dni': ['DNI', '12345678Z', '12.345.678-Z'],
  'es-nie': ['NIE', 'X1234567L'],
  'it-codice-fiscale': ['Codice fiscale', 'RSSMRA85T10A562S', 'MRTMTT91D08F205J'],
  'gb-nino': ['National Insurance number', 'AB123456C', 'AB 12 34 56 C'],
  'gb-nhs': ['NHS number', '943 476 5919', '9434765919'],
  'de-tax-id': ['Steuer-ID', '86095742719', '47 036 892 816'],
  'fr-nir': ['Numéro de sécurité sociale', '1 84 12 76 451 089 46', '269054958815780'],
  'nl-bsn': ['BSN', '111222333', '1234.56.782'],
  'be-national-number': ['Rijksregisternummer', '85.07.30-033.28', '85073003328'],
  'ch-ahv': ['AHV-Nr.', '756.9217.0769.85', '7561234567897'],
  'se-personnummer': ['Personnummer', '811218-9876', '196709199530'],
  'no-fodselsnummer': ['Fødselsnummer', '29029900157', '010107 50160'],
  'fi-hetu': ['Henkilötunnus', '131052-308T'],
  'pl-pesel': ['PESEL', '44051401359'],
  'us-ssn': ['SSN', '536-90-4399', '536904399', '912-70-1234'],
  'ca-sin': ['Social insurance number', '130 692 544'],
  'mx-curp': ['CURP', 'HEGG560427MVZRRL04'],
  'br-cpf': ['CPF', '111.444.777-35', '52998224725'],
  'br-cnpj': ['CNPJ', '11.222.333/0001-81'],
  'in-aadhaar': ['Aadhaar', '9999 4105 7058'],
  'jp-my-number': ['マイナンバー', '123456789018'],
  'cn-resident-id': ['身份证', '11010519491231002X'],
  'kr-rrn': ['주민등록번호', '880101-1234568'],
  'au-tfn': ['Tax file number', '123 456 782'],
}

const cases = Object.entries(published).flatMap(([id, [name, ...numbers]]) =>
  numbers.map((number) => ({ id, name, number })),
)
const kinds = ['nationalId'] as const

it('there is an example of each national number', () => {
  expect(Object.keys(published).sort()).toEqual(nationalNumbers.map(({ id }) => id).sort())
})

describe.each(cases)('$id: $number', ({ id, name, number }) => {
  it('is found behind its name', async () => {
    const found = await findAll(`${name}: ${number}\n`, { kinds })

    expect(found.map(({ type, text }) => [type.id, text])).toEqual([[id, number]])
  })

  it('is not found in a longer number or word', async () => {
    const found = await findAll(`${name}: 7${number}3, X-${number}, ${number}A\n`, { kinds })

    expect(found.filter(({ type, text }) => type.id === id && text === number)).toEqual([])
  })
})

/** Those without check digits, where any other figure is as good. */
const unchecked = ['gb-nino', 'us-ssn']

it.each(cases.filter(({ id }) => !unchecked.includes(id)))(
  'a wrong check digit makes $number no $id',
  async ({ id, name, number }) => {
    const at = number.search(/\d(?=\D*$)/)
    const wrong = `${number.slice(0, at)}${(Number(number[at]) + 1) % 10}${number.slice(at + 1)}`

    const found = await findAll(`${name}: ${wrong}\n`, { kinds })

    expect(found.map(({ type }) => type.id)).not.toContain(id)
  },
)

it.each([
  ['an area that is never given', 'SSN 666-12-3456'],
  ['a group that is never given', 'SSN 536-00-4399'],
  ['a number of an advertisement', 'SSN 078-05-1120'],
  ['letters that are never given', 'National Insurance number GB123456C'],
  ['one figure again and again', 'BSN 000000000'],
])('%s is no number of a person', async (_, text) => {
  expect(await findAll(text, { kinds })).toEqual([])
})

it('the nearest name decides, where a number passes the checks of several states', async () => {
  const found = await findAll('SIN 130 692 544\nTFN 123 456 782\n', { kinds })

  expect(found.map(({ type }) => type.id).sort()).toEqual(['au-tfn', 'ca-sin'])
})

it('only the countries that the operator names are looked for', async () => {
  const text = 'DNI 12345678Z, codice fiscale RSSMRA85T10A562S'

  const found = await findAll(text, { kinds, countries: ['IT'] })

  expect(found.map(({ type }) => type.id)).toEqual(['it-codice-fiscale'])
})
