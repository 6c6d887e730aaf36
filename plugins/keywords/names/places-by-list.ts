import type { NameRules } from '../languages/language-rules.ts'
import type { Findings } from './capitalized-names.ts'
import { countryNames } from './country-names.ts'
import { anyOf, capitalWord, TAKEN } from './patterns.ts'

/** “Boulogne-sur-Mer”, “Rothenburg ob der Tauber”, “Bad Reichenhall”: what only towns are called. */
const townsByForm = String.raw`\p{Lu}[\p{L}]+-(?:sur|sous|en|lès|les|aux|la|le|de|du)-\p{Lu}[\p{L}]+(?:-\p{L}+)*|Bad \p{Lu}\p{Ll}{3,}|\p{Lu}\p{Ll}{3,} (?:am|an der|ob der|in der|vor der) (?:Main|Rhein|Donau|Inn|Neckar|Saale|Elbe|Weser|Tauber|Ruhr|Lahn|Leine|Aller|Havel|Spree|Oder|See|Höhe)`

/** Finds countries, well-known places, and what is called a city, a province, an island and the like. */
export function placeFinder(
  { placeKinds, landforms, places }: NameRules,
  language: string,
): (text: string, compound: boolean) => Findings {
  const names = [...places, ...countryNames(language)]
  const whole = (source: string) => String.raw`(?<![\p{L}\p{N}\-])(?:${source})(?![\p{L}\p{N}]|-\p{L})`
  const isCompound = (name: string) => /[ -]/.test(name)
  const landform = landforms === '' ? '' : `|${landforms}${capitalWord}`
  const compounds = new RegExp(whole(`${anyOf(names.filter(isCompound))}|${townsByForm}${landform}`), 'gu')
  const kind = String.raw`(?<=(?<![\p{L}\p{N}])${placeKinds})${capitalWord}`
  const simple = new RegExp(`${kind}|${whole(anyOf(names.filter((name) => !isCompound(name))))}`, 'gu')
  return (text, compound) => {
    const found: string[] = []
    const rest = text.replace(compound ? compounds : simple, (match) => {
      found.push(match.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase()))
      return TAKEN
    })
    return { found, rest }
  }
}
