import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  entriesOf,
  type PluginOutcome,
  type PluginRun,
  runPlugin,
} from '../../../test/support/plugin-context.ts'
import pii from '../index.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pii-options-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function check(
  content: string | Uint8Array,
  options: PluginRun['options'] = {},
): Promise<PluginOutcome> {
  const path = join(folder, 'text.txt')
  await writeFile(path, content)
  return runPlugin(pii, path, { options })
}

const pills = ({ cards: [card] }: PluginOutcome) =>
  card && 'entries' in card ? card.entries.map(({ text }) => text) : undefined
const flag = ({ cards: [card] }: PluginOutcome) => card?.skill_card_title?.message
const message = ({ cards: [card] }: PluginOutcome) =>
  card && 'status' in card ? card.status.message : undefined

const text = `Card 4242 4242 4242 4242, again 4242 4242 4242 4242, and 5555 5555 5555 4444.
Write to keeper@harbour.example, watch@harbour.example or sam@mail.ferry.example, tel. 0431 9901 2345.
`

describe('kinds', () => {
  it('are all but IP addresses', async () => {
    expect(pills(await check(`${text}from 8.8.4.4`))).toEqual([
      '2 payment cards',
      '3 e-mail addresses',
      '1 phone number',
    ])
  })

  it('are those that the operator wants', async () => {
    const outcome = await check(`${text}from 8.8.4.4, version 8.8.4.5, inside 10.0.0.1`, {
      kinds: ['ip', 'email'],
    })

    expect(pills(outcome)).toEqual(['3 e-mail addresses', '1 IP address'])
    expect(entriesOf(outcome, 'Where it stands')?.[1]).toBe('IP address: 8.8.•••.••• (line 3)')
  })

  it('are named where nothing was found, so that nobody takes it for more', async () => {
    expect(message(await check('nothing', { kinds: ['card', 'iban'] }))).toBe(
      'None found. Looked for payment cards and IBANs.',
    )
  })
})

describe('the risk', () => {
  it.each([
    ['low', 'keeper@harbour.example'],
    ['medium', 'Pay to DE89 3704 0044 0532 0130 00'],
    ['high', 'Card 4242 4242 4242 4242'],
    ['medium', Array.from({ length: 60 }, (_, at) => `guest.${at}@harbour.example`).join('\n')],
  ])('is %s for “%s”', async (risk, content) => {
    expect(flag(await check(content))).toBe(`Sensitive data: ${risk} risk`)
  })
})

describe('defaultCountry', () => {
  const numbers =
    'Ring 020 7946 0123 or 0161 496 0123; dates 03.05.2024, 2024-05-03 14:22, parts 123 456 789 and 12.5.20.\n'

  it('tells whose numbers are written without a +', async () => {
    expect(pills(await check(numbers, { defaultCountry: 'GB' }))).toEqual(['2 phone numbers'])
    expect(message(await check(numbers))).toContain('None found')
  })

  it('is refused where it is no country', async () => {
    await expect(check(numbers, { defaultCountry: 'QQ' })).rejects.toThrow(
      'The option "defaultCountry" of pii is "QQ", which is no code of a country with phone numbers.',
    )
  })
})

describe('patterns', () => {
  const crew = { id: 'crew', label: 'Crew numbers', pattern: '\\bCREW-\\d{6}\\b', risk: 'medium' }

  it('find what only the operator knows', async () => {
    const outcome = await check('CREW-004711 and CREW-004712, keeper@harbour.example', { patterns: [crew] })

    expect(flag(outcome)).toBe('Sensitive data: medium risk')
    expect(pills(outcome)).toEqual(['Crew numbers: 2', '1 e-mail address'])
    expect(entriesOf(outcome, 'Where it stands')?.[0]).toBe(
      'Crew numbers: •••••11 (line 1), •••••12 (line 1)',
    )
  })

  it('of high risk show nothing of their values', async () => {
    const outcome = await check('CREW-004711', { patterns: [{ ...crew, risk: 'high' }] })

    expect(entriesOf(outcome, 'Where it stands')).toEqual(['Crew numbers: ••••• (line 1)'])
  })

  it('take precedence over what is built in', async () => {
    const pattern = { id: 'test-card', label: 'Test cards', pattern: '4242(?: ?4242){3}', risk: 'low' }

    expect(pills(await check('Card 4242 4242 4242 4242', { patterns: [pattern] }))).toEqual(['Test cards: 1'])
  })

  it.each([
    ['(a+', 'is no regular expression of RE2'],
    ['(?=a)b', 'is no regular expression of RE2'],
    ['(?:[a-z]{1,30}\\d{1,30}){1,30}', 'is too large'],
  ])('are refused in words, as %s is', async (pattern, why) => {
    await expect(check('a', { patterns: [{ ...crew, pattern }] })).rejects.toThrow(
      `The option "patterns" of pii: the pattern "crew" ${why}`,
    )
  })

  it('end on any text', async () => {
    const pattern = { ...crew, pattern: '(a|aa|a?)*(.*)*b$' }

    expect(message(await check('a'.repeat(200_000), { patterns: [pattern] }))).toContain('None found')
  })

  it('that match nothing at all, and everywhere, are ignored', async () => {
    expect(message(await check('abc', { patterns: [{ ...crew, pattern: 'x*' }] }))).toContain('None found')
  })
})

describe('allow', () => {
  it.each([
    ['a domain', ['harbour.example'], ['2 payment cards', '1 e-mail address', '1 phone number']],
    [
      'a domain with all below it',
      ['ferry.example'],
      ['2 payment cards', '2 e-mail addresses', '1 phone number'],
    ],
    ['an address', ['Watch@harbour.example'], ['2 payment cards', '2 e-mail addresses', '1 phone number']],
    [
      'a number however it is written',
      ['4242-4242-4242-4242'],
      ['1 payment card', '3 e-mail addresses', '1 phone number'],
    ],
    ['a phone number', ['0431/99012345'], ['2 payment cards', '3 e-mail addresses']],
    [
      'nothing of a domain that only ends alike',
      ['ry.example'],
      ['2 payment cards', '3 e-mail addresses', '1 phone number'],
    ],
  ])('leaves out %s', async (_, allow, left) => {
    expect(pills(await check(text, { allow }))).toEqual(left)
  })
})

describe('minimum', () => {
  it('leaves out what is less', async () => {
    expect(pills(await check(text, { minimum: { email: 3, phone: 2 } }))).toEqual([
      '2 payment cards',
      '3 e-mail addresses',
    ])
  })

  it('is told of where all that was found is less', async () => {
    const outcome = await check('keeper@harbour.example', { minimum: { email: 5 }, kinds: ['email'] })

    expect(message(outcome)).toBe('Less found than is to be flagged. Looked for e-mail addresses.')
  })
})

describe('examples and mask', () => {
  it('show as many values as wanted, and count the rest', async () => {
    const outcome = await check(text, { examples: 1 })

    expect(entriesOf(outcome, 'Where it stands')).toEqual([
      'Payment cards: Visa •••• 4242 (line 1, 2 times), and 1 more',
      'E-mail addresses: k…@harbour.example (line 2), and 2 more',
      'Phone number: ••• ••45 (line 2)',
    ])
  })

  it('show counts alone', async () => {
    const outcome = await check(text, { examples: 0 })

    expect(outcome.cards).toHaveLength(1)
    expect(pills(outcome)).toContain('2 payment cards')
  })

  it('show places alone', async () => {
    const outcome = await check(text, { mask: 'full' })

    expect(entriesOf(outcome, 'Where it stands')).toEqual([
      'Payment cards: line 1, 2 times, line 1',
      'E-mail addresses: line 2, line 2, line 2',
      'Phone number: line 2',
    ])
  })
})

describe('maxChars', () => {
  it('is told of on the card of a file that goes on', async () => {
    const outcome = await check(text + 'x '.repeat(2000), { maxChars: 1000 })

    expect(entriesOf(outcome, 'Where it stands')?.at(-1)).toBe(
      'Note: Only the first 1,000 characters were checked.',
    )
  })

  it('is told of where nothing was found in the part that was checked', async () => {
    const outcome = await check('x '.repeat(2000) + text, { maxChars: 1000, showClean: false })

    expect(message(outcome)).toMatch(/^None found\. .* Only the first 1,000 characters were checked\.$/)
  })
})
