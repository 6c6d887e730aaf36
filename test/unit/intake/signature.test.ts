import { describe, expect, it } from 'vitest'
import { isRunnerError } from '../../../core/errors/error.ts'
import { type SignedRequest, signBody, verifySignature } from '../../../core/intake/signature.ts'

const vector = {
  body: '{"type":"webhook_event","webhook":{"id":"1234567890"},"trigger":"FILE.UPLOADED","source":{"id":"1234567890","type":"file","name":"Test.txt"}}',
  timestamp: '2020-01-01T00:00:00-07:00',
  now: Date.UTC(2020, 0, 1, 7),
  keys: { primary: 'SamplePrimaryKey', secondary: 'SampleSecondaryKey' },
  primary: '6TfeAW3A1PASkgboxxA5yqHNKOwFyMWuEXny/FPD5hI=',
  secondary: 'v+1CD1Jdo3muIcbpv5lxxgPglOqMfsNHPV899xWYydo=',
}

const vectorHeaders = {
  'box-delivery-timestamp': vector.timestamp,
  'box-signature-algorithm': 'HmacSHA256',
  'box-signature-version': '1',
  'box-signature-primary': vector.primary,
  'box-signature-secondary': vector.secondary,
}

function request(
  changes: Partial<SignedRequest> = {},
  headers: Record<string, string | undefined> = {},
): SignedRequest {
  const pairs = Object.entries({ ...vectorHeaders, ...headers }).filter(
    (pair): pair is [string, string] => pair[1] !== undefined,
  )
  return {
    body: Buffer.from(vector.body),
    rawHeaders: pairs.flat(),
    keys: vector.keys,
    now: vector.now,
    ...changes,
  }
}

function codeOf(work: () => void): string {
  try {
    work()
  } catch (error) {
    if (isRunnerError(error)) return `${error.statusCode} ${error.code}`
    throw error
  }
  return 'accepted'
}

describe('signBody', () => {
  it('makes the signatures that Box publishes as an example', () => {
    const body = Buffer.from(vector.body)

    expect(signBody(body, vector.timestamp, vector.keys.primary)).toBe(vector.primary)
    expect(signBody(body, vector.timestamp, vector.keys.secondary)).toBe(vector.secondary)
  })

  it('does not sign with a blank key', () => {
    expect(codeOf(() => signBody(Buffer.from('{}'), vector.timestamp, ' '))).toBe('500 SKR_INTAKE_KEY_EMPTY')
  })
})

describe('verifySignature', () => {
  it("accepts Box's example", () => {
    expect(codeOf(() => verifySignature(request()))).toBe('accepted')
  })

  it('accepts one matching signature, so that keys can be rotated one at a time', () => {
    const oldPrimary = request({ keys: { primary: 'replaced', secondary: vector.keys.secondary } })
    const oldSecondary = request({ keys: { primary: vector.keys.primary, secondary: 'replaced' } })
    const onlyPrimary = request(
      { keys: { primary: vector.keys.primary, secondary: '' } },
      { 'box-signature-secondary': undefined },
    )
    const onlySecondary = request(
      { keys: { primary: '', secondary: vector.keys.secondary } },
      { 'box-signature-primary': undefined },
    )

    for (const signed of [oldPrimary, oldSecondary, onlyPrimary, onlySecondary]) {
      expect(codeOf(() => verifySignature(signed))).toBe('accepted')
    }
  })

  it('holds each signature against its own key only', () => {
    const swapped = request({ keys: { primary: vector.keys.secondary, secondary: vector.keys.primary } })

    expect(codeOf(() => verifySignature(swapped))).toBe('401 SKR_INTAKE_SIGNATURE_MISMATCH')
  })

  it('takes header names in any case', () => {
    const rawHeaders = request().rawHeaders.map((text, index) =>
      index % 2 === 0 ? text.toUpperCase() : text,
    )

    expect(codeOf(() => verifySignature(request({ rawHeaders })))).toBe('accepted')
  })

  it('does not take a header value for a header name', () => {
    const rawHeaders = ['x-note', 'box-signature-primary', ...request().rawHeaders]

    expect(codeOf(() => verifySignature(request({ rawHeaders })))).toBe('accepted')
  })

  it.each([
    [
      'a tampered body',
      request({ body: Buffer.from(vector.body.replace('Test', 'test')) }),
      'SKR_INTAKE_SIGNATURE_MISMATCH',
    ],
    [
      'a body that is not UTF-8',
      request({ body: Buffer.from([0xff, 0x2f]) }),
      'SKR_INTAKE_SIGNATURE_MISMATCH',
    ],
    ['wrong keys', request({ keys: { primary: 'a', secondary: 'b' } }), 'SKR_INTAKE_SIGNATURE_MISMATCH'],
    [
      'a signature of another length',
      request({}, { 'box-signature-primary': 'short', 'box-signature-secondary': '' }),
      'SKR_INTAKE_SIGNATURE_MISMATCH',
    ],
    [
      'no signature at all',
      request({}, { 'box-signature-primary': undefined, 'box-signature-secondary': undefined }),
      'SKR_INTAKE_UNSIGNED',
    ],
    [
      'a missing timestamp',
      request({}, { 'box-delivery-timestamp': undefined }),
      'SKR_INTAKE_HEADER_MISSING',
    ],
    [
      'a missing algorithm',
      request({}, { 'box-signature-algorithm': undefined }),
      'SKR_INTAKE_HEADER_MISSING',
    ],
    ['a missing version', request({}, { 'box-signature-version': undefined }), 'SKR_INTAKE_HEADER_MISSING'],
    [
      'another algorithm',
      request({}, { 'box-signature-algorithm': 'HmacMD5' }),
      'SKR_INTAKE_SIGNATURE_ALGORITHM',
    ],
    ['another version', request({}, { 'box-signature-version': '2' }), 'SKR_INTAKE_SIGNATURE_VERSION'],
    [
      'an unparseable timestamp',
      request({}, { 'box-delivery-timestamp': 'soon' }),
      'SKR_INTAKE_TIMESTAMP_UNREADABLE',
    ],
    ['a timestamp just too old', request({ now: vector.now + 600_001 }), 'SKR_INTAKE_TIMESTAMP_STALE'],
    ['a timestamp too far ahead', request({ now: vector.now - 60_001 }), 'SKR_INTAKE_TIMESTAMP_FUTURE'],
    [
      'a limit of its own for the age',
      request({ now: vector.now + 2, maxAgeMs: 1 }),
      'SKR_INTAKE_TIMESTAMP_STALE',
    ],
    [
      'a limit of its own for the skew',
      request({ now: vector.now - 2, futureSkewMs: 1 }),
      'SKR_INTAKE_TIMESTAMP_FUTURE',
    ],
  ])('refuses %s with a code of its own', (_what, signed, code) => {
    expect(codeOf(() => verifySignature(signed))).toBe(`401 ${code}`)
  })

  it.each([0, 600_000, -60_000])('accepts a timestamp at the very limit (%d ms)', (age) => {
    expect(codeOf(() => verifySignature(request({ now: vector.now + age })))).toBe('accepted')
  })

  it.each(Object.keys(vectorHeaders))(
    'refuses a request in which %s stands twice, even with the same value',
    (name) => {
      const value = vectorHeaders[name as keyof typeof vectorHeaders]
      const rawHeaders = [...request().rawHeaders, name.toUpperCase(), value]

      expect(codeOf(() => verifySignature(request({ rawHeaders })))).toBe('401 SKR_INTAKE_HEADER_DOUBLED')
    },
  )

  it('refuses everything where there is no key, even what is signed with the empty one', () => {
    const keys = { primary: '', secondary: '' }

    expect(codeOf(() => verifySignature(request({ keys })))).toBe('500 SKR_INTAKE_KEY_EMPTY')
  })

  it.each([
    ['{"name":"夏/é😀.txt"}', '{"name":"\\u590f\\/\\u00e9\\ud83d\\ude00.txt"}'],
    ['{"path":"a\\\\/b"}', '{"path":"a\\\\\\/b"}'],
    ['{"path":"a\\/b/ü"}', '{"path":"a\\/b\\/\\u00fc"}'],
  ])('accepts a signature over the ASCII-escaped form of %s', (sent, signed) => {
    const header = signBody(Buffer.from(signed), vector.timestamp, vector.keys.primary)

    expect(
      codeOf(() =>
        verifySignature(request({ body: Buffer.from(sent) }, { 'box-signature-primary': header })),
      ),
    ).toBe('accepted')
  })

  it('puts neither a key nor a signature into an error', () => {
    const signed = request({ keys: { primary: 'my-very-secret-key', secondary: '' } })

    try {
      verifySignature(signed)
      expect.unreachable()
    } catch (error) {
      const shown = `${JSON.stringify(error)} ${String(error)} ${(error as Error).stack}`
      expect(shown).not.toContain('my-very-secret-key')
      expect(shown).not.toContain(vector.primary)
    }
  })
})
