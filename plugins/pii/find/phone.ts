import type { CountryCode, PhoneNumber } from 'libphonenumber-js/max'
import { isInAddress, isOtherNumber, nameBefore, wordsOf } from '../context.ts'
import type { Detector, Finding, FindingType, Report, TextWindow } from '../finding.ts'

const type: FindingType = {
  id: 'phone',
  kind: 'phone',
  risk: 'low',
  one: 'phone number',
  many: 'phone numbers',
}

/** The plans of all countries with the lengths and beginnings that are given out, 150 KB: loaded by `setup` only where phone numbers are wanted. */
type Library = typeof import('libphonenumber-js/max')

const phoneWords = wordsOf([
  'tel(?:\\.|efon|[ée]fono|[ée]phone|efone|efoon|efono|no|nr)?',
  'phones?(?: ?(?:no|number))?',
  'telephone',
  'mobile?',
  'mob\\.?',
  'cell(?:ular|phone)?',
  'call',
  'fax',
  'handy(?:-?nr)?',
  'rufnummer',
  'durchwahl',
  'portable',
  'celular',
  'm[óo]vil',
  'telem[óo]vel',
  'cellulare',
  'mobiel',
  'mobil(?:telefon)?',
  'whatsapp',
  'sms',
  'telefon\\p{L}*',
  'тел(?:ефон)?',
  '電話(?:番号)?',
  '携帯',
  '电话',
  '手机',
  '전화',
])

/** A blank, or a dash, dot, slash or bracket or two, between figures, as people write them. Two blanks divide columns. */
const gap = '(?: ?[-./()\\u2010-\\u2013]{1,2} ?|[ \\u00a0])?'
const left = '(?<![\\p{L}\\p{N}_+%$€£#]|[\\p{L}\\p{N}_][-./]|[$€£] )'
const right = '(?![\\p{L}\\p{N}_%]|[-./:]\\d|-\\p{L}|[ ]?[€$£])'
const international = new RegExp(`${left}\\+[1-9](?:${gap}\\d){6,14}${right}`, 'gu')
const national = new RegExp(`${left}\\(?\\d(?:${gap}\\d){6,14}${right}`, 'gu')

/** The usual way to write a number of North America, which nothing else has. */
const northAmerican = /^\([2-9]\d\d\) ?[2-9]\d\d[-. ]\d{4}$/

/** Dates, times, decimals and versions, which are figures with dots and dashes, too. */
const otherFigures =
  /^\d{4}[-./]\d{1,2}[-./]\d{1,2}(?!\d)|^\d{1,2}[-./]\d{1,2}[-./](?:\d{4}|\d\d)(?:\D|$)|^\d+\.\d+$|^\d{1,3}(?:\.\d{3})+$|^\d{1,3}(?:\.\d{1,3}){3}$|^\d{1,3}(?: \d{3})+$|^\d{1,4}\.\d{1,4}\.\d{1,4}$|^\d{4} ?[-–/] ?\d{4}$/

/** Phone numbers. `country` (ISO code) is whose numbers are meant where there is no `+` in front. */
export function phoneDetector(library: Library, country: CountryCode | undefined): Detector {
  const parse = (text: string, of?: CountryCode): PhoneNumber | undefined => {
    const number = library.default(text, {
      extract: false,
      ...(of === undefined ? {} : { defaultCountry: of }),
    })
    return number?.isValid() ? number : undefined
  }
  return {
    find(window, report) {
      if (window.text.includes('+')) findInternational(window, report, parse)
      const isNamed = phoneWords.mayBeIn(window)
      for (const match of window.text.matchAll(national)) {
        const finding = nationalAt(window, match, { parse, country, isNamed })
        if (finding !== undefined) report.found(finding)
      }
    },
  }
}

type Parse = (text: string, of?: CountryCode) => PhoneNumber | undefined

function findInternational(window: TextWindow, report: Report, parse: Parse): void {
  for (const { 0: written, index: start } of window.text.matchAll(international)) {
    const number = parse(written)
    if (number === undefined || isOffset(written)) continue
    report.found({
      type,
      start,
      end: start + written.length,
      value: number.number,
      masked: `+${number.countryCallingCode} ••• ••${written.slice(-2)}`,
    })
  }
}

/** `+0200`, `+12.5-3`: zones and differences never get as far as a valid number, sums in one piece of seven figures may. */
function isOffset(written: string): boolean {
  return /^\+\d{1,8}(?:\.\d+)?$/.test(written)
}

function nationalAt(
  window: TextWindow,
  { 0: written, index: start = 0 }: RegExpMatchArray,
  { parse, country, isNamed }: { parse: Parse; country: CountryCode | undefined; isNamed: boolean },
): Finding | undefined {
  const digits = written.replace(/\D/g, '')
  const isPlain = /^\(?\d+$/.test(written)
  if (!isNamed && isPlain) return undefined
  const finding = {
    type,
    start,
    end: start + written.length,
    value: digits,
    masked: `••• ••${digits.slice(-2)}`,
  }
  if (northAmerican.test(written) && parse(written, 'US') !== undefined) return finding
  if (otherFigures.test(written) || /^(.)\1*$/.test(digits)) return undefined
  if (isNamed && phoneWords.in(nameBefore(window, start, 3)) && !isOtherNumber(window, start))
    return isInAddress(window, start) ? undefined : finding
  // Shorter ones, and figures among others in a table, are too often something else.
  if (country === undefined || isPlain || digits.length < 9 || isAmongFigures(window.text, finding))
    return undefined
  const number = parse(written, country)
  // The trunk prefix has to be there, as in 030 …, where the country has one: without it any seven figures would do.
  const hasPrefix = digits.startsWith('00') || number?.formatNational().replace(/\D/g, '') === digits
  if (number === undefined || !hasPrefix) return undefined
  if (isOtherNumber(window, start) || isInAddress(window, start)) return undefined
  return finding
}

/** Whether more figures stand right before or behind. */
function isAmongFigures(text: string, { start, end }: Pick<Finding, 'start' | 'end'>): boolean {
  const ahead = text.slice(Math.max(0, start - 4), start)
  return /\d[ ,;|\t]{1,3}$/.test(ahead) || /^[ ,;|\t]{1,3}\d/.test(text.slice(end, end + 4))
}
