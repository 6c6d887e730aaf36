/** The dates in a text, as they stand there: numeric ones, and those with month names of English or `language`. */
export function findDates(text: string, language: string): string[] {
  const months = [...new Set([...monthNames('en'), ...shortEnglishMonths, ...monthNames(language)])]
  return Array.from(text.matchAll(datePattern(months)), ([found]) =>
    found
      .replace(/\s+/g, ' ')
      .replace(/^(\d{1,2}\.)(?=\p{L})/u, '$1 ')
      .trim(),
  )
}

const shortEnglishMonths = 'Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec'.split(' ')

function datePattern(months: readonly string[]): RegExp {
  const month = `(?:${[...months]
    .sort((a, b) => b.length - a.length)
    .map(escaped)
    .join('|')})(?!\\p{L})(?:\\.(?= ?[12]\\d{3}))?`
  const day = String.raw`(?<!\d)[0-3]?\d(?:\.\s?|(?:st|nd|rd|th|er|º)?\s)`
  const year = String.raw`[12]\d{3}(?!\d)`
  return new RegExp(
    [
      String.raw`(?<![\d-])[12]\d{3}-[01]\d-[0-3]\d(?![\d-])`,
      String.raw`(?<![\d./])[0-3]?\d([./])[0-3]?\d\1[12]\d{3}(?!\d|[./]\d)`,
      String.raw`(?:[12]\d{3}|(?:令和|平成|昭和)(?:元|\d{1,2}))年(?:[01]?\d月(?:[0-3]?\d日)?|(?![度間]))|[01]?\d月[0-3]?\d日`,
      String.raw`[12]\d{3}년(?: ?[01]?\d월(?: ?[0-3]?\d일)?)?|[01]?\d월 ?[0-3]?\d일`,
      String.raw`${day}(?:of\s|de\s)?${month}(?:,?\s(?:de\s|del\s)?${year})?`,
      String.raw`(?<!\p{L})${month}\s[0-3]?\d(?:st|nd|rd|th)?(?!\d)(?:,?\s${year})?`,
      String.raw`(?<!\p{L})${month}\s(?:de\s|del\s)?${year}`,
    ].join('|'),
    'gu',
  )
}

/** The names of the months as they stand alone and beside a day, where many languages inflect them. */
function monthNames(language: string): string[] {
  if (language === 'und') return []
  const alone = new Intl.DateTimeFormat(language, { month: 'long', timeZone: 'UTC' })
  const withDay = new Intl.DateTimeFormat(language, { month: 'long', day: 'numeric', timeZone: 'UTC' })
  const names = Array.from({ length: 12 }, (_, month) => new Date(Date.UTC(2000, month, 1))).flatMap(
    (date) => [
      alone.format(date),
      withDay.formatToParts(date).find(({ type }) => type === 'month')?.value ?? '',
    ],
  )
  // Languages such as Japanese number their months; those dates have patterns of their own.
  return names
    .filter((name) => /^\p{L}{3,}$/u.test(name))
    .flatMap((name) => [name, name.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase())])
}

function escaped(name: string): string {
  return name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
