import { describe, expect, it } from 'vitest'
import { withoutSecrets } from '../../../core/errors/without-secrets.ts'

describe('withoutSecrets', () => {
  it.each([
    'Authorization: Bearer HUSH-1.2_3~4+5/6=',
    'authorization=HUSH-no-scheme',
    '"authorization": "Digest HUSH1234"',
    'https://api.example.com/x?access_token=HUSH&a=b',
    'https://api.example.com/x?my_api_key=HUSH%2F1',
    '{"refresh_token":"HUSH HUSH"}',
    "{ 'client_secret' : 'HUSH HUSH' }",
    '{"body":"{\\"password\\":\\"HUSH HUSH\\"}"}',
    'https://dl.boxcloud.com/d/1/HUSH/download',
    'https://public.boxcloud.com/HUSH?HUSH',
    'http://127.0.0.1:4000/d/1/HUSH/download?sig=HUSH',
  ])('takes the secret out of %j by its shape', (text) => {
    expect(withoutSecrets(text, '•••')).not.toContain('HUSH')
    expect(withoutSecrets(text, '•••')).toContain('•••')
  })

  it.each([
    'The token of the file has expired.',
    'A signature is missing, or "token" has no value.',
    'https://app.box.com/file/123?s=abc',
    'The bearer of bad news.',
  ])('leaves %j alone', (text) => {
    expect(withoutSecrets(text, '•••')).toBe(text)
  })

  it.each([
    ['as it is', (secret: string) => secret],
    ['URL-encoded', encodeURIComponent],
    ['as a form sends it', (secret: string) => String(new URLSearchParams({ q: secret }))],
    ['in JSON', (secret: string) => JSON.stringify({ text: secret })],
    ['in JSON within JSON', (secret: string) => JSON.stringify({ text: JSON.stringify({ text: secret }) })],
  ])('takes a known secret out %s', (_form, write) => {
    const secret = 'pass "word" + $& / ümlaut'
    expect(withoutSecrets(`before ${write(secret)} after`, '•••', [secret])).toMatch(/^before .*•••.* after$/)
    expect(withoutSecrets(write(secret), '•••', [secret])).not.toMatch(/word|mlaut/)
  })

  it('lets known secrets be that are so short that they stand in other words', () => {
    expect(withoutSecrets('a key of the keyboard', '•••', ['key', '', 'board'])).toBe('a key of the keyboard')
  })

  it('takes known secrets that no address can hold', () => {
    expect(withoutSecrets('half of a pair: secret\ud800', '•••', ['secret\ud800'])).toBe(
      'half of a pair: •••',
    )
  })

  it('is done with any text of 100 kB at once, however it is made', () => {
    for (const part of ['bearer ', 'a', 'token', '"token":"', 'https://a.', 'x_', 'authorization: ', '\\"'])
      expect(withoutSecrets(part.repeat(100_000 / part.length), '•••').length).toBeGreaterThan(0)
  })
})
