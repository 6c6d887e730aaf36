import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { parseSealKeys, readKeyFile } from '../../../core/queue/seal-key.ts'

const folder = mkdtempSync(join(tmpdir(), 'seal-key-'))
afterAll(() => rmSync(folder, { recursive: true }))

const bytes = Buffer.from(Array.from({ length: 32 }, (_, n) => (n * 37 + 200) % 256))

test.each([
  ['hex', bytes.toString('hex')],
  ['hex in capitals', bytes.toString('hex').toUpperCase()],
  ['base64', bytes.toString('base64')],
  ['base64 for addresses', bytes.toString('base64url')],
])('takes 32 bytes in %s as the key itself', (_, text) => {
  expect(parseSealKeys(text)?.[0].secret.equals(bytes)).toBe(true)
})

test('derives a key of 32 bytes from any other text, always the same', () => {
  const [key] = parseSealKeys('correct horse battery') ?? []
  const [again] = parseSealKeys(' correct horse battery ') ?? []
  const [other] = parseSealKeys('correct horse batterz') ?? []

  expect(key?.secret).toHaveLength(32)
  expect(again).toEqual(key)
  expect(other?.secret.equals(key?.secret ?? bytes)).toBe(false)
  expect(other?.id.equals(key?.id ?? bytes)).toBe(false)
})

test('takes several keys with commas between them', () => {
  expect(parseSealKeys(`correct horse battery, ${bytes.toString('hex')},`)).toHaveLength(2)
  expect(parseSealKeys(' , ')).toBeUndefined()
})

test('refuses a text that can be guessed, without telling it', () => {
  const parse = () => parseSealKeys('correct horse battery,hunter2')

  expect(parse).toThrow(expect.objectContaining({ code: 'SKR_QUEUE_SEAL_KEY_SHORT' }))
  expect(parse).toThrow(/number 2 .* 7 characters/)
  expect(parse).not.toThrow(/hunter2/)
})

test('makes a key file that only its owner can read, and reads the same key from it ever after', () => {
  const path = join(folder, 'made.key')

  const made = readKeyFile(path)

  expect(readKeyFile(path)).toEqual(made)
  expect(statSync(path).mode & 0o777).toBe(0o600)
  expect(readdirSync(folder)).toEqual(['made.key'])
  expect(Buffer.from(readFileSync(path, 'utf8'), 'base64')).toEqual(made[0].secret)
})

test.each([
  ['is empty', (path: string) => writeFileSync(path, '\n')],
  ['holds too short a key', (path: string) => writeFileSync(path, 'short')],
  ['is a folder', (path: string) => mkdirSync(path)],
])('refuses a key file that %s', (what, make) => {
  const path = join(folder, `${what}.key`)
  make(path)

  expect(() => readKeyFile(path)).toThrow(expect.objectContaining({ code: 'SKR_QUEUE_KEY_FILE' }))
})

test('refuses a key file that cannot be made', () => {
  expect(() => readKeyFile(join(folder, 'not there', 'a.key'))).toThrow(
    expect.objectContaining({ code: 'SKR_QUEUE_KEY_FILE' }),
  )
})
