import type { CountryCode } from 'libphonenumber-js/max'
import { getCountries, getExampleNumber } from 'libphonenumber-js/max'
import examples from 'libphonenumber-js/mobile/examples'
import type { Label, LabelledText } from './corpus.ts'
import { alphanumeric, charactersOf, digits, hex, randomOf } from './random.ts'

/** Hundreds of values that no person has written down: valid ones that have to be found, and random ones that may not be. */
export function generatedCorpus(): LabelledText[] {
  return [
    labelled('cards with a head', 'payment-card', 'name,card_number,expiry\n', 150, (random) => [
      'x,',
      card(random),
      ',12/27\n',
    ]),
    labelled('cards without a word', 'payment-card', '', 150, (random) => ['', card(random), '\n']),
    labelled('IBANs in sentences', 'iban', '', 150, (random) => ['Pay to ', iban(random), ' by Friday.\n']),
    labelled('SSNs in sentences', 'us-ssn', '', 150, (random) => [
      'The applicant (SSN ',
      ssn(random),
      ') has signed.\n',
    ]),
    labelled('e-mail addresses', 'email', '', 150, (random) => [
      '<',
      `${word(random)}.${word(random)}@${word(random)}.example`,
      '>; ',
    ]),
    phones(),
    noise('16 figures', (random) => charactersOf(random, digits, 16)),
    noise('12 figures', (random) => charactersOf(random, digits, 12)),
    noise('11 figures', (random) => charactersOf(random, digits, 11)),
    noise('10 figures', (random) => charactersOf(random, digits, 10)),
    noise('9 figures', (random) => charactersOf(random, digits, 9)),
    noise('hashes', (random) => charactersOf(random, hex, 40)),
    noise('identifiers', (random) =>
      [8, 4, 4, 4, 12].map((length) => charactersOf(random, hex, length)).join('-'),
    ),
    noise('Base64', (random) => charactersOf(random, `${alphanumeric}+/`, 76)),
    noise('decimals', (random) => `${(random() * 1000).toFixed(6)};${(random() * 180 - 90).toFixed(5)}`),
    noise('times', (random) => new Date(1.7e12 + random() * 1e11).toISOString()),
    noise('epochs', (random) => String(Math.floor(1.7e15 + random() * 1e14))),
    noise('groups of figures', (random) =>
      Array.from({ length: 5 }, () => charactersOf(random, digits, 4)).join(' '),
    ),
    noise('versions', (random) => Array.from({ length: 4 }, () => Math.floor(random() * 30)).join('.')),
    noise(
      'minified code',
      (random) =>
        `${word(random)}=function(e){return ${word(random)}(e.${word(random)},${Math.floor(random() * 1e9)})};`,
    ),
  ]
}

type Random = () => number

function labelled(
  name: string,
  type: string,
  head: string,
  count: number,
  row: (random: Random) => readonly [string, string, string],
): LabelledText {
  const random = randomOf(name.length * 7919)
  let text = head
  const labels: Label[] = []
  for (let at = 0; at < count; at += 1) {
    const [before, value, after] = row(random)
    const start = text.length + before.length
    labels.push({ type, start, end: start + value.length })
    text += before + value + after
  }
  return { name, text, labels }
}

function noise(name: string, line: (random: Random) => string): LabelledText {
  const random = randomOf(name.length * 104729)
  return { name, text: Array.from({ length: 400 }, () => line(random)).join('\n'), labels: [] }
}

/** One mobile number of each country, in the library's own examples. */
function phones(): LabelledText {
  const numbers = getCountries().flatMap(
    (country: CountryCode) => getExampleNumber(country, examples)?.formatInternational() ?? [],
  )
  let at = 0
  return labelled('phone numbers of all countries', 'phone', '', numbers.length, () => [
    'Reach us at ',
    numbers[at++] ?? '',
    ' or write.\n',
  ])
}

function word(random: Random): string {
  return charactersOf(random, 'abcdefghijklmnopqrstuvwxyz', 3 + Math.floor(random() * 7))
}

function card(random: Random): string {
  const [start = '4', length = 16] =
    (
      [
        ['4', 16],
        ['51', 16],
        ['2221', 16],
        ['37', 15],
        ['6011', 16],
      ] as const
    )[Math.floor(random() * 5)] ?? []
  const body = start + charactersOf(random, digits, length - start.length - 1)
  const sum = [...body].reverse().reduce((total, digit, at) => {
    const doubled = Number(digit) * (at % 2 === 0 ? 2 : 1)
    return total + (doubled > 9 ? doubled - 9 : doubled)
  }, 0)
  const number = body + String((10 - (sum % 10)) % 10)
  return length === 16 && random() < 0.5 ? (number.match(/.{4}/g) ?? []).join(' ') : number
}

function iban(random: Random): string {
  const [country, length] = random() < 0.5 ? ['DE', 18] : ['AT', 16]
  const account = charactersOf(random, digits, Number(length))
  const letters = [...String(country)].map((letter) => letter.charCodeAt(0) - 55).join('')
  const asNumber = BigInt(`${account}${letters}00`)
  const value = `${country}${String(98n - (asNumber % 97n)).padStart(2, '0')}${account}`
  return random() < 0.5 ? value.replace(/.{4}(?=.)/g, '$& ') : value
}

function ssn(random: Random): string {
  const number = (from: number, to: number, width: number) =>
    String(from + Math.floor(random() * (to - from))).padStart(width, '0')
  return `${number(1, 665, 3)}-${number(1, 99, 2)}-${number(1, 9999, 4)}`
}
