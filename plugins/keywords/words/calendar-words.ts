/** The names of months and days in a language, in lower case: dates have a card of their own. */
export function calendarWords(language: string): ReadonlySet<string> {
  const locale = language === 'und' ? 'en' : language
  const month = new Intl.DateTimeFormat(locale, { month: 'long', timeZone: 'UTC' })
  const weekday = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' })
  const words = new Set<string>()
  // From a Monday on: twelve months from it, and seven days.
  for (let index = 0; index < 12; index++) {
    words.add(month.format(Date.UTC(2024, index, 1)).toLowerCase())
    words.add(weekday.format(Date.UTC(2024, 0, 1 + index)).toLowerCase())
  }
  return words
}
