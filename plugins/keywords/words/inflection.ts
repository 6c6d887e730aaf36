/**
 * What the forms of one word have in common, in lower case: `Vertrag`, `Vertrages` and `Verträge` are one word in a
 * text, as are `city` and `cities`. Only endings of number, case and gender go: a stemmer that also takes derivations
 * apart would make one word of `Miete` and `Mieter`.
 */
export function baseOf(word: string, language: string): string {
  const lower = word.toLowerCase()
  if (lower.length < 4) return lower
  switch (language) {
    case 'en':
      return lower.endsWith('ies') && lower.length > 4
        ? lower.replace(/ies$/, 'y')
        : lower.replace(/(?<=(?:ss|[sc]h|x))es$/, '').replace(/(?<![suio])s$/, '')
    case 'de':
      return german(lower)
    case 'fr':
      return lower
        .replace(/aux$/, 'al')
        .replace(/(?<![su])s$|(?<=[aeo]u)x$/, '')
        .replace(/(?<=[éiu])e$/, '')
    case 'es':
      return lower
        .replace(/ces$/, 'z')
        .replace(/iones$/, 'ión')
        .replace(/(?<=[rlndz])es$|(?<=[aeiou])s$/, '')
        .replace(/(?<=..[^aeiou])[ao]$/, '')
    case 'pt':
      return lower
        .replace(/(?:ões|ães)$/, 'ão')
        .replace(/ais$/, 'al')
        .replace(/éis$/, 'el')
        .replace(/ns$/, 'm')
        .replace(/(?<=[rz])es$|(?<=[aeiouã])s$/, '')
        .replace(/(?<=..[^aeiou])[ao]$/, '')
    case 'it':
      return lower
        .replace(/ch[ie]$/, 'c')
        .replace(/gh[ie]$/, 'g')
        .replace(/(?<=..)(?:i[oaei]?|[aeo])$/, '')
    default:
      return lower
  }
}

/** Without `-er`, which makes other words (`Miete`, `Mieter`) as often as forms of one. */
function german(lower: string): string {
  return lower
    .replaceAll('ß', 'ss')
    .replace(/ä/g, 'a')
    .replace(/ö/g, 'o')
    .replace(/ü/g, 'u')
    .replace(/(?<=inn)en$/, '')
    .replace(/(?<=[^e]..)(?:en|es|em|e|s|n)$/, '')
    .replace(/(?<=in)n$/, '')
}
