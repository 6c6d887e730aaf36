import type { NameRules } from '../languages/language-rules.ts'
import type { Findings } from './capitalized-names.ts'
import { anyOf, capitalWord, TAKEN } from './patterns.ts'

/** Words that stand before the name of a company without belonging to it. */
const before =
  /^(?:(?:die|der|das|den|dem|firma|unternehmen|le|la|les|el|los|las|il|lo|i|gli|o|a|os|as|l['’]|société|entreprise|empresa|compañía|sociedad|firma|ditta|società)\s)+/iu

/** Finds the names that say by a legal form or by the kind of institution that they are one, and well-known ones. */
export function organizationFinder(
  { companyForms, institutions, institutionLinks, knownOrganizations }: NameRules,
  stopWords: ReadonlySet<string>,
): (text: string) => Findings {
  const words = `${capitalWord}(?: (?:(?:&|und|et|y|e|de|del|di|do|da|du|für) )?${capitalWord}){0,4}`
  const company = String.raw`${words},? ${companyForms}(?![\p{L}\p{N}])`
  const rest = `${capitalWord}(?:(?: | und | et | y | e | de la | de | del | do | da | di | della | du )${capitalWord}){0,2}`
  const institution = String.raw`(?<![\p{L}\p{N}\-])${institutions}(?: \p{Ll}{4,20}(?= (?:de|di|do|da|del|della|du|des)[ ’']))?(?:${institutionLinks}| )${rest}`
  const known = String.raw`(?<![\p{L}\p{N}\-])(?:${anyOf(knownOrganizations)})(?![\p{L}\p{N}\-])`
  const organization = new RegExp(`(?:${company})|(?:${institution})|(?:${known})`, 'gu')
  return (text) => {
    const found: string[] = []
    const rest = text.replace(organization, (match) => {
      const name = match.replace(before, '').replace(/\s+/g, ' ')
      const last = name.split(' ').at(-1)?.toLowerCase() ?? ''
      if (stopWords.has(last) || !/\p{Lu}/u.test(name)) return match
      found.push(uninflected(name, knownOrganizations).replace(/^\p{Ll}/u, (letter) => letter.toUpperCase()))
      return TAKEN
    })
    return { found, rest }
  }
}

/** “Statistischen Bundesamt” is listed behind “Statistisches Bundesamt”, which is its name. */
function uninflected(name: string, known: readonly string[]): string {
  const [first = '', ...others] = name.split(' ')
  if (others.length === 0 || !known.includes(name)) return name
  const rest = ` ${others.join(' ')}`
  return known.find((other) => other.endsWith(rest) && other.slice(0, 5) === first.slice(0, 5)) ?? name
}
