import { describe, expect, it } from 'vitest'
import { decodeText } from '../../../core/box/decode.ts'

const bytes = (...parts: readonly (string | readonly number[])[]) =>
  Buffer.concat(
    parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part))),
  )

const utf16be = (text: string) => Buffer.from(text, 'utf16le').swap16()

function utf32(text: string, littleEndian: boolean): Buffer {
  const points = [...text].map((char) => char.codePointAt(0) ?? 0)
  const view = Buffer.alloc(points.length * 4)
  for (const [at, point] of points.entries()) {
    if (littleEndian) view.writeUInt32LE(point, at * 4)
    else view.writeUInt32BE(point, at * 4)
  }
  return view
}

/** Texts in the encodings in which they are commonly found, as base64. */
const samples = [
  [
    'Shift_JIS',
    'grGCzJW2j5GCzYFBjmyUvIr6gsyUhI/jlfGNkI+RgsWCt4FCkU+UTpOvivqU5ILFMTIlkZ2JwYK1gtyCtYK9gUI=',
    'この文書は、四半期の売上報告書です。前年同期比で12%増加しました。',
  ],
  [
    'EUC-JP',
    'pLOkzsq4vfGkz6Giu83IvrT8pM7H5L7lyvO58L3xpMekuaGjwbDHr8axtPzI5qTHMTIlwf2yw6S3pN6kt6S/oaM=',
    'この文書は、四半期の売上報告書です。前年同期比で12%増加しました。',
  ],
  [
    'ISO-2022-JP',
    'GyRCJDMkTko4PXEkTyEiO01IPjR8JE5HZD5lSnM5cD1xJEckOSEjQTBHL0YxNHxIZiRHGyhCMTIlGyRCQX0yQyQ3JF4kNyQ/ISMbKEI=',
    'この文書は、四半期の売上報告書です。前年同期比で12%増加しました。',
  ],
  ['Shift_JIS', 'lISP45XxjZCPkQ==', '売上報告書'],
  [
    'GB18030',
    'sb6xqLjm19y94cHLtdrI/by+tsi1xM/6ytvStbyoo6yyorbUz8LSu7y+tsjX97P21KSy4qGj',
    '本报告总结了第三季度的销售业绩，并对下一季度作出预测。',
  ],
  [
    'Big5',
    'pbuz+KdpwWC1sqRGssSkVKl1q9equr5QsOK3fsFaoUGow7nvpFWkQKl1q9enQKVYuXe0+qFD',
    '本報告總結了第三季度的銷售業績，並對下一季度作出預測。',
  ],
  [
    'EUC-KR',
    'wMwguriw7byttMIgM7rQseIguMXD4iC9x8D7wLsgv+S+4MfPsO0gtNnAvSC60LHiuKYgv7nD+MfVtM+02S4=',
    '이 보고서는 3분기 매출 실적을 요약하고 다음 분기를 예측합니다.',
  ],
  [
    'windows-1251',
    '3fLu8iDu8ve48iDu7+jx++Lg5fIg7/Du5ODm6CDn4CDy8OXy6Okg6uLg8PLg6yDoIO/w7uPt7ucg7eAg8evl5PP++ejpLg==',
    'Этот отчёт описывает продажи за третий квартал и прогноз на следующий.',
  ],
  [
    'KOI8-R',
    '/NTP1CDP1N6j1CDP0MnT2dfBxdQg0NLPxMHWySDawSDU0sXUycogy9fB0tTBzCDJINDSz8fOz9ogzsEg08zFxNXA3cnKLg==',
    'Этот отчёт описывает продажи за третий квартал и прогноз на следующий.',
  ],
  ['windows-1251', 'z/Do4uXyLCDs6PA=', 'Привет, мир'],
  [
    'windows-1252',
    'RGllIFBy/GZ1bmcgZGVyIEFubGFnZW4gZvxyIGRhcyBHZXNjaORmdHNqYWhyIHd1cmRlIIRncvbfdGVudGVpbHOTIGFiZ2VzY2hsb3NzZW4gliA1IIAu',
    'Die Prüfung der Anlagen für das Geschäftsjahr wurde „größtenteils“ abgeschlossen – 5 €.',
  ],
  [
    'windows-1252',
    'TGUgculzdW3pIGR1IHRyb2lzaehtZSB0cmltZXN0cmUgYSDpdOkgZW52b3npIOAgbJLpcXVpcGUuIETpauAgdnUsIOdhIHZhLg==',
    'Le résumé du troisième trimestre a été envoyé à l’équipe. Déjà vu, ça va.',
  ],
  ['windows-1252', 'TfxsbGVyIEdtYkg=', 'Müller GmbH'],
  [
    'windows-1250',
    'WmG/87PmIGfqnGy5IGphn/EuIFNwcmF3b3pkYW5pZSB6IGR6aWGzYWxub5xjaSBzcPOza2kgemEgcm9rIHViaWVns3ku',
    'Zażółć gęślą jaźń. Sprawozdanie z działalności spółki za rok ubiegły.',
  ],
  [
    'windows-1252',
    'RWwgYfFvIHBhc2FkbyBsYSBjb21wYfHtYSBjcmVjafM7IL9jdeFudG8gY29zdGFy4SBtYfFhbmE/IDEwMCCA',
    'El año pasado la compañía creció; ¿cuánto costará mañana? 100 €',
  ],
] as const

describe('text without any mark', () => {
  it.each(samples)('in %s is found out', (_, base64, text) => {
    expect(decodeText(Buffer.from(base64, 'base64'))).toBe(text)
  })

  it.each(['plain ASCII', 'Grüße 世界 👋', ''])('in UTF-8 is read as such: "%s"', (text) => {
    expect(decodeText(Buffer.from(text))).toBe(text)
  })

  it('in UTF-16 is known by its NULs', () => {
    expect(decodeText(Buffer.from('Quarterly report – Köln', 'utf16le'))).toBe('Quarterly report – Köln')
    expect(decodeText(utf16be('Quarterly report – Köln'))).toBe('Quarterly report – Köln')
  })

  it('is not taken for UTF-16 because of a few NULs', () => {
    expect(decodeText(Buffer.from('field\0field\0field'))).toBe('field\0field\0field')
    expect(decodeText(Buffer.from([0, 0, 0, 0, 0, 0]))).toBe('\0\0\0\0\0\0')
  })

  it('that was cut within a character of UTF-8 stays UTF-8', () => {
    const text = Buffer.from('Größe 👋')

    for (const cut of [1, 2, 3]) expect(decodeText(text.subarray(0, -cut))).toBe('Größe \ufffd')
  })

  it('in Latin-1 that ends in an accented letter is not taken for cut UTF-8', () => {
    expect(decodeText(bytes('Un caf', [0xe9]))).toBe('Un café')
    expect(decodeText(bytes('Un caf', [0xe9, 0xe9, 0x20]))).toBe('Un caféé ')
  })

  it('with one broken byte among much UTF-8 stays UTF-8', () => {
    const text = 'Größe: überall äöü gemäß Maß'

    expect(decodeText(Buffer.concat([Buffer.from(text), Buffer.from([0xff, 0x20]), Buffer.from(text)]))).toBe(
      `${text}\ufffd ${text}`,
    )
  })

  it('that looks like nothing known never throws', () => {
    const noise = Buffer.from(Array.from({ length: 5000 }, (_, at) => (at * 7919 + (at >> 3) * 31) % 256))

    expect(decodeText(noise).length).toBeGreaterThan(0)
    expect(decodeText(Buffer.from([0xff]))).toBe('ÿ')
  })

  it('is read from the middle of a larger buffer', () => {
    const whole = bytes([0xff, 0xfe], 'Die T', [0xfc], 'r kostet 5 ', [0x80], [0xff])

    expect(decodeText(whole.subarray(2, -1))).toBe('Die Tür kostet 5 €')
    expect(decodeText(Buffer.concat([Buffer.from('zz'), utf32('\ufeffa', true)]).subarray(2))).toBe('a')
  })
})

describe('text with a byte order mark', () => {
  it.each([
    ['UTF-8', Buffer.from('\ufeffGrüße')],
    ['UTF-16LE', Buffer.from('\ufeffGrüße', 'utf16le')],
    ['UTF-16BE', utf16be('\ufeffGrüße')],
    ['UTF-32LE', utf32('\ufeffGrüße', true)],
    ['UTF-32BE', utf32('\ufeffGrüße', false)],
  ])('of %s is read by it, and without it', (_, content) => {
    expect(decodeText(content)).toBe('Grüße')
  })

  it('of UTF-32 has what is no character replaced', () => {
    const broken = Buffer.concat([
      utf32('\ufeff', true),
      Buffer.from([0, 0xd8, 0, 0, 0xff, 0xff, 0xff, 0x7f, 0x41]),
    ])

    expect(decodeText(broken)).toBe('\ufffd\ufffd\ufffd')
  })
})

describe('text that declares its encoding', () => {
  it.each([
    ['<meta charset="windows-1251">', [0xcf, 0xf0]],
    ["<html><head><META  CHARSET = 'windows-1251'>", [0xcf, 0xf0]],
    ['<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">', [0xcf, 0xf0]],
    ['<?xml version="1.0" encoding="windows-1251"?>', [0xcf, 0xf0]],
    ['<?xml version="1.0" encoding="koi8-r"?><meta charset="windows-1251">', [0xf0, 0xd2]],
  ])('is read by %s', (head, word) => {
    expect(decodeText(bytes(head, word))).toBe(`${head}Пр`)
  })

  it('is UTF-8 all the same where it is valid UTF-8', () => {
    const html = '<meta charset="iso-8859-1">Grüße'

    expect(decodeText(Buffer.from(html))).toBe(html)
  })

  it.each(['x-unknown', 'utf-16'])('as %s, which it cannot be, is read by what it looks like', (label) => {
    expect(decodeText(bytes(`<meta charset="${label}">`, [0xfc]))).toBe(`<meta charset="${label}">ü`)
  })
})

describe('text in an encoding that is given', () => {
  it.each([
    ['shift_jis', Buffer.from([0x93, 0xfa, 0x96, 0x7b]), '日本'],
    ['windows-1252', Buffer.from([0x80, 0x93, 0xe4, 0x81]), '€“ä\u0081'],
    ['latin1', Buffer.from([0x80]), '€'],
    ['UTF-8', Buffer.from([0x61, 0xff]), 'a\ufffd'],
    ['utf-32be', utf32('a', false), 'a'],
    ['UTF32LE', utf32('a', true), 'a'],
    ['windows-1252', Buffer.from('ü'), 'Ã¼'],
  ])('%s is read by it, whatever it looks like', (encoding, content, text) => {
    expect(decodeText(content, encoding)).toBe(text)
  })

  it.each(['', 'klingon', 'utf-7', 'a\nb'])('"%s", which nobody knows, is an error', (encoding) => {
    expect(() => decodeText(Buffer.from('text'), encoding)).toThrow(
      expect.objectContaining({
        code: 'SKR_FILE_UNKNOWN_ENCODING',
        message: expect.not.stringContaining('\n'),
      }),
    )
  })
})
