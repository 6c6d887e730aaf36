// biome-ignore-all lint/suspicious/noTemplateCurlyInString: configs refer to variables this way
import fc, { type Arbitrary } from 'fast-check'

/** Texts that have broken something somewhere. */
const knownTexts = [
  '',
  ' ',
  '\0',
  'a\0.txt',
  '../../../../etc/passwd',
  '..\\..\\windows\\system32',
  '/etc/passwd',
  'C:\\autoexec.bat',
  'CON',
  'NUL.txt',
  'aux.',
  '.',
  '..',
  '...',
  '.htaccess',
  'report\u202egpj.exe',
  '\u2066hidden\u2069',
  '\u200e\u200f\u2028\u2029',
  '\ufeff',
  '\ud800',
  'a\udc00b',
  '\ud83d',
  '\u001b[2J\u001b]0;title\u0007',
  'a\r\nb',
  '\r\nSet-Cookie: a=b',
  '{"a":1}',
  '[',
  'null',
  'undefined',
  'NaN',
  '-0',
  '1e400',
  '9007199254740993',
  '18446744073709551616',
  '0x10',
  '$&',
  '$1',
  '{message}',
  '${HOME}',
  '${HOME:-x}',
  '$${',
  '%00',
  '%',
  '%s%n%d',
  '<script>alert(1)</script>',
  "' OR 1=1 --",
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'valueOf',
  'hasOwnProperty',
  'Bearer abcdefgh12345678',
  'access_token=abcdefgh12345678',
  'İ',
  'ﷺ',
  '👨‍👩‍👧‍👦',
]

/** UTF-16 units of any kind, halves of surrogate pairs among them. */
const anyUnits = fc
  .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 30 })
  .map((units) => String.fromCharCode(...units))

/** One piece many times over, for patterns that go back and forth. */
const pumped = fc
  .tuple(
    fc.oneof(
      fc.constantFrom(
        ...'/-_. \t\n"\'`[]{}()\\<>=:;,#a0',
        '\u0301',
        '\ud83d',
        '👍',
        '../',
        './.',
        '\\"',
        'e\u0301',
      ),
      fc.string({ minLength: 1, maxLength: 4, unit: 'binary-ascii' }),
      fc.constantFrom(...knownTexts.filter((text) => text !== '')),
    ),
    fc.oneof(
      { weight: 30, arbitrary: fc.constantFrom(20, 300) },
      { weight: 4, arbitrary: fc.constantFrom(5000) },
      { weight: 1, arbitrary: fc.constantFrom(50_000) },
    ),
    fc.string({ maxLength: 3 }),
    fc.string({ maxLength: 3 }),
  )
  .map(([piece, chars, before, after]) => `${before}${piece.repeat(Math.ceil(chars / piece.length))}${after}`)

/** Any text that a stranger may send, empty and long ones among them. */
export const hostileText: Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...knownTexts) },
  { weight: 4, arbitrary: fc.string({ maxLength: 20 }) },
  { weight: 2, arbitrary: fc.string({ maxLength: 20, unit: 'binary' }) },
  { weight: 2, arbitrary: anyUnits },
  { weight: 1, arbitrary: pumped },
)

/** Numbers as JSON has them, at the edges of what can be counted, too. */
export const hostileNumber: Arbitrary<number> = fc.oneof(
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(0, -0, -1, 1, 2 ** 31, 2 ** 53, 2 ** 53 - 1, -(2 ** 53), 1e21, 1e308, 5e-324, 1.5),
)

const dangerousKeys = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'length',
  '',
  '0',
  'then',
  'toJSON',
]

/**
 * Any JSON value, with `__proto__` and the like among its keys.
 *
 * @param keys Those that the code under test looks for.
 */
export function hostileJson(keys: readonly string[], maxDepth = 4): Arbitrary<unknown> {
  const key = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...keys, ...dangerousKeys) },
    { weight: 1, arbitrary: hostileText },
  )
  return fc.letrec((tie) => ({
    leaf: fc.oneof(hostileText, hostileNumber, fc.boolean(), fc.constant(null)),
    value: fc.oneof(
      { maxDepth, depthSize: 'small' },
      { weight: 3, arbitrary: tie('leaf') },
      { weight: 1, arbitrary: fc.array(tie('value'), { maxLength: 5 }) },
      {
        weight: 3,
        // From entries, so that `__proto__` becomes a key like any other, as it does in JSON.parse.
        arbitrary: fc.array(fc.tuple(key, tie('value')), { maxLength: 8 }).map(Object.fromEntries),
      },
    ),
  })).value
}

/** The text of JSON that is nested deeper than a stack is. */
export const deepJson: Arbitrary<string> = fc
  .tuple(
    fc.constantFrom(['[', ']'] as const, ['{"a":', '}'] as const, ['[{"cards":', '}]'] as const),
    fc.constantFrom(50, 150, 2000, 20_000),
    fc.boolean(),
  )
  .map(([[open, close], depth, isClosed]) => `${open.repeat(depth)}0${isClosed ? close.repeat(depth) : ''}`)

export const hostileBytes: Arbitrary<Uint8Array> = fc.oneof(
  fc.uint8Array({ maxLength: 64 }),
  hostileText.map((text) => Buffer.from(text)),
  hostileText.map((text) => Buffer.from(text, 'utf16le')),
  fc
    .tuple(fc.uint8Array({ minLength: 1, maxLength: 6 }), fc.integer({ min: 1, max: 3000 }))
    .map(([piece, times]) => Buffer.concat(Array(times).fill(piece))),
)

/** A text as UTF-8 can carry it: halves of surrogate pairs become U+FFFD. */
export function wellFormed(text: string): string {
  return Buffer.from(text).toString()
}
