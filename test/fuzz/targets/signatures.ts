import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { verifySignature } from '../../../core/intake/signature.ts'
import { parseTimestamp } from '../../../core/intake/timestamp.ts'
import { hostileBytes, hostileText } from '../hostile.ts'
import { holds, orRefused } from '../invariants.ts'
import { mutatedText } from '../mutate.ts'
import { target } from '../target.ts'

const keys = { primary: 'primary-key-of-the-test', secondary: 'secondary-key-of-the-test' }
const now = Date.UTC(2026, 2, 1, 12)
const names = [
  'box-delivery-timestamp',
  'box-signature-algorithm',
  'box-signature-version',
  'box-signature-primary',
  'box-signature-secondary',
]

const time = fc.oneof(
  fc.integer({ min: -2_000_000, max: 2_000_000 }).map((ms) => new Date(now + ms).toISOString()),
  mutatedText(['2026-03-01T12:00:00Z', '2026-03-01T04:00:00.123456789-08:00'], ['0', ':', '+', 'Z', '٣']),
)

const hmac = (body: Uint8Array, timestamp: string, key: string) =>
  createHmac('sha256', key).update(body).update(timestamp).digest('base64')

/** A request that is signed as it should be, with a few things done to its headers. */
const request = fc
  .record({
    body: hostileBytes,
    timestamp: time,
    signedWith: fc.constantFrom(keys.primary, keys.secondary, 'another key'),
    changes: fc.array(
      fc.record({
        kind: fc.constantFrom('delete', 'double', 'replace', 'case', 'add'),
        name: fc.constantFrom(...names),
        value: hostileText,
      }),
      { maxLength: 3 },
    ),
  })
  .map(({ body, timestamp, signedWith, changes }) => {
    const values: readonly string[] = [
      timestamp,
      'HmacSHA256',
      '1',
      hmac(body, timestamp, signedWith),
      hmac(body, timestamp, keys.secondary),
    ]
    let headers = names.map((name, index) => [name, values[index] ?? ''] as const)
    for (const { kind, name, value } of changes) {
      const found = headers.filter(([one]) => one === name)
      if (kind === 'delete') headers = headers.filter(([one]) => one !== name)
      if (kind === 'double') headers = [...headers, ...found]
      if (kind === 'replace') headers = headers.map((one) => (one[0] === name ? [name, value] : one))
      if (kind === 'case')
        headers = headers.map((one) => (one[0] === name ? [name.toUpperCase(), one[1]] : one))
      if (kind === 'add') headers = [[value, value], ...headers]
    }
    return { body, rawHeaders: headers.flat() }
  })

/** Who passes has signed this body at this time with one of the keys. */
function verify({ body, rawHeaders }: { body: Uint8Array; rawHeaders: readonly string[] }): void {
  const passed = orRefused(() => {
    verifySignature({ body, rawHeaders, keys, now })
    return true
  })
  if (passed !== true) return
  const valuesOf = (name: string) =>
    rawHeaders.filter((_, at) => at % 2 === 1 && rawHeaders[at - 1]?.toLowerCase() === name)
  const [timestamp = '', second] = valuesOf('box-delivery-timestamp')
  holds(second === undefined, 'there is one time')
  const age = now - (parseTimestamp(timestamp) ?? 0)
  holds(age <= 600_000 && age >= -60_000, 'it was signed in time')
  const matches = (form: Uint8Array) =>
    valuesOf('box-signature-primary').includes(hmac(form, timestamp, keys.primary)) ||
    valuesOf('box-signature-secondary').includes(hmac(form, timestamp, keys.secondary))
  const escaped = Buffer.from(
    Buffer.from(body)
      .toString()
      .replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .replace(/\\.|\//gs, (found) => (found === '/' ? '\\/' : found)),
  )
  holds(matches(body) || matches(escaped), 'one of the keys signed it')
}

export const signatureTargets = [
  target('signature headers', 60, request, verify),
  target('signature time', 40, fc.oneof(time, hostileText), (text) => {
    const at = parseTimestamp(text)
    if (at === undefined) return
    const theirs = Date.parse(
      text
        .replace(',', '.')
        .replace(/([+-]\d\d)$/, '$1:00')
        .replace(/(\.\d{3})\d+/, '$1'),
    )
    holds(at === theirs, `"${text}" is ${theirs}, not ${at}`)
  }),
]
