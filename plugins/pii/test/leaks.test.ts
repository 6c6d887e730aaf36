import { runPlugin } from 'box-skill-runner/testing'
import { beforeAll, describe, expect, it } from 'vitest'
import pii from '../dist/index.js'
import { writtenCorpus } from './corpus/corpus.ts'
import { madeUpSecrets } from './corpus/made-up-secrets.ts'

/** Every value of the corpus, under one roof, and so often that all are examples. */
const planted = writtenCorpus().flatMap(({ text, labels }) =>
  labels.map(({ type, start, end }) => ({ type, value: text.slice(start, end) })),
)
const everything = writtenCorpus()
  .map(({ text }) => text)
  .join('\n\n')

const lettersAndFigures = (text: string) => text.replace(/[^\p{L}\p{N}]/gu, '').toLowerCase()

/** Pieces of five characters: one more than may be seen of any value. */
function piecesOf(value: string): string[] {
  const text = lettersAndFigures(value)
  return Array.from({ length: Math.max(text.length - 4, 1) }, (_, at) => text.slice(at, at + 5))
}

/** What has to stay hidden: of an e-mail address what stands before the `@`, of a secret all behind its name and prefix. */
function hiddenPart(type: string, value: string): string {
  if (type === 'email') return value.replace(/( at |@).*/, '')
  if (type === 'password-in-address') return /:([^:@/]+)@/.exec(value)?.[1] ?? value
  return value
    .replace(/^[\w.]*(?:password|key|token|secret)[\w"]*\s*[:=]\s*/i, '')
    .replace(/^(?:AKIA|AIza|sk_live_|gh._|glpat-|xoxb-|eyJ)/, '')
}

function randomPart(name: string, secret: string): string {
  if (name === 'private-key') return secret.split('\n')[2] ?? ''
  return name.endsWith('-url') ? hiddenPart('password-in-address', secret) : secret
}

const secretPieces = planted
  .filter(({ type }) => type !== 'private-key')
  .flatMap(({ type, value }) => piecesOf(hiddenPart(type, value)).map((piece) => ({ type, value, piece })))
  .filter(({ piece }) => piece.length === 5)

describe('everything that a run says', () => {
  let said: string
  beforeAll(async () => {
    const { cards, logs, progress, notes, ok } = await runPlugin(pii, {
      file: { name: 'everything.txt', content: everything },
      options: { examples: 50, defaultCountry: 'GB' },
    })
    expect(ok).toBe(true)
    said = lettersAndFigures(JSON.stringify({ cards, logs, progress, notes }))
  })

  it('tells of all kinds', () => {
    for (const word of ['paymentcards', 'githubtoken', 'ibans', 'passportsand', 'dutchbsn'])
      expect(said).toContain(word)
  })

  it('holds no five characters in a row of any value that was planted', () => {
    // Years are shown, and these words stand on the cards anyway.
    const shown = (piece: string) =>
      /^(?:19|20)\d\d/.test(piece) ||
      ['example', 'mastercard', 'accountkey'].some((word) => word.includes(piece))
    const leaks = secretPieces.filter(({ piece }) => said.includes(piece) && !shown(piece))

    expect(leaks.map(({ type, piece, value }) => `${type}: ${piece} of ${value}`)).toEqual([])
  })

  it('holds no piece of a secret', () => {
    for (const [name, secret] of Object.entries(madeUpSecrets)) {
      const random = lettersAndFigures(randomPart(name, secret)).slice(-12)
      expect(said).not.toContain(random.slice(0, 6))
      expect(said).not.toContain(random.slice(6))
    }
  })
})

it('a refusal repeats nothing of the file', async () => {
  const binary = Buffer.concat([Buffer.alloc(3000, 1), Buffer.from('card 4242 4242 4242 4242')])

  const { error, cards, logs } = await runPlugin(pii, { file: { name: 'a.txt', content: binary } })

  expect(error?.code).toBe('skills_invalid_file_format_error')
  expect(JSON.stringify({ error, cards, logs })).not.toContain('4242')
})

describe('what stands around a value', () => {
  const saidOf = async (content: string, name = 'a.txt') =>
    JSON.stringify((await runPlugin(pii, { file: { name, content }, options: { examples: 50 } })).cards)

  it('is not shown where it is part of a password', async () => {
    const said = await saidOf(
      'one postgres://app:fi@sh&ch1ps@db.harbour.test/x\ntwo redis://app:le@mon/ade9@db.harbour.test\n',
    )

    expect(said).toContain('2 addresses with passwords')
    for (const piece of ['fi@', 'sh&', 'ch1ps', 'mon', 'ade9']) expect(said).not.toContain(piece)
  })

  it('is not shown as the name of a password where it looks like one itself', async () => {
    const said = await saidOf('x9Q7rT2mPassword = "Gangway!2024"\n')

    expect(said).toContain('1 password')
    expect(said).not.toMatch(/x9Q7|Gangway/)
  })
})
