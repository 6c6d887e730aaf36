import { isDate } from '../checksums.ts'
import { nameBefore, wordsOf } from '../context.ts'
import type { Detector, FindingType } from '../finding.ts'

const type: FindingType = {
  id: 'birth-date',
  kind: 'birthDate',
  risk: 'medium',
  one: 'date of birth',
  many: 'dates of birth',
}

const words = wordsOf([
  'd\\.?o\\.?b\\.?',
  'date of birth',
  'birth ?da(?:te|y)',
  'born(?: on)?',
  'geburts(?:datum|tag)',
  'geb(?:oren)?\\.?(?: am)?',
  'date de naissance',
  'n[ée]e?(?: le|\\(e\\) le)',
  'fecha de nacimiento',
  'nacid[oa](?: el)?',
  'data di nascita',
  'nat[oa] il',
  'data de nascimento',
  'nascid[oa](?: em)?',
  'geboorte-?datum',
  'f[öo]delsedatum',
  'f[øo]dselsdato',
  'syntym[äa]aika',
  'data urodzenia',
  'urodzon[ya]',
  'дата рождения',
  'родил\\p{L}*',
  '生年月日',
  '出生日期',
  '생년월일',
])

const month =
  'jan|feb|m[aä]r|apr|ma[iy]|jun|jul|aug|sep|o[ck]t|nov|de[cz]|janv|f[ée]v|avr|juin|juil|ao[uû]|ene|abr|ago|dic|gen|mag|giu|lug|set|ott|fev|out'
const numeric = /(?<!\d)(?:(\d{4})([-/.])(\d{1,2})\2(\d{1,2})|(\d{1,2})([-/.])(\d{1,2})\6(\d{4}))(?!\d)/
const cjk = /(?<!\d)(\d{4}) ?[年년] ?(\d{1,2}) ?[月월] ?(\d{1,2}) ?[日일]/
const named = new RegExp(
  `(?<!\\d)(?:\\d{1,2}(?:st|nd|rd|th|er|\\.|º)? (?:de )?(?:${month})\\p{L}{0,8}\\.?,? (?:de )?(\\d{4})|(?:${month})\\p{L}{0,8}\\.? \\d{1,2}(?:st|nd|rd|th)?,? (\\d{4}))(?!\\d)`,
  'iu',
)
const forms = [numeric, cjk, named].map((form) => new RegExp(form.source, `${form.flags.replace('g', '')}g`))

/** Dates with a word for birth before them, or in a column that is called so. */
export function birthDateDetector(): Detector {
  return {
    find(window, report) {
      if (!words.mayBeIn(window)) return
      const newest = new Date().getUTCFullYear()
      for (const form of forms) {
        for (const match of window.text.matchAll(form)) {
          const start = match.index
          const year = yearOf(match)
          if (year === undefined || year < 1890 || year > newest) continue
          if (!words.in(nameBefore(window, start, 5))) continue
          report.found({
            type,
            start,
            end: start + match[0].length,
            value: match[0].replace(/[^\p{L}\p{N}]+/gu, '-').toLowerCase(),
            masked: `••.••.${year}`,
          })
        }
      }
    },
  }
}

/** Undefined where it is no day. */
function yearOf(match: RegExpMatchArray): number | undefined {
  const [, ...groups] = match.map((group) =>
    group === undefined || Number.isNaN(Number(group)) ? undefined : Number(group),
  )
  const numbers = groups.filter((group) => group !== undefined)
  const year = numbers.find((number) => number > 31)
  const others = numbers.filter((number) => number !== year)
  if (year === undefined || others.length === 0) return year
  const [a = 0, b = 0] = others
  return isDate(year, a, b) || isDate(year, b, a) ? year : undefined
}
