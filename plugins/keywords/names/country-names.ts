/** What a language calls the countries of the world, from the data of ICU. */
export function countryNames(language: string): string[] {
  const names = new Intl.DisplayNames(language, { type: 'region', fallback: 'none' })
  const found: string[] = []
  for (const first of letters) {
    for (const second of letters) {
      const code = first + second
      // Private and transitional codes, and what is a continent or union rather than a country.
      if (/^(?:X.|Q[M-Z]|ZZ|AA|AC|CP|CQ|DG|EA|EU|EZ|IC|TA|UN)$/.test(code)) continue
      const name = names.of(code)
      if (name !== undefined && !name.includes('(')) found.push(name)
    }
  }
  return [...new Set(found)]
}

const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
