/** What is known of a language beyond its commonest words. All words in lower case. */
export interface LanguageRules {
  /** Words that may stand inside of a key phrase, as in “taux de chômage”. */
  readonly connectors: ReadonlySet<string>
  /** Articles, possessives and prepositions: what stands before a noun rather than before a verb. */
  readonly determiners: ReadonlySet<string>
  /** Whether an adjective follows its noun, so that a word right after an article is the noun. */
  readonly nounFirst: boolean
  /** Whether each noun has a capital, so that whatever has none is no noun. */
  readonly capitalNouns: boolean
  /** Endings of adverbs and verbs, which say what happens and not what a text is about. */
  readonly weakEnding: RegExp
  /** Words of no subject that the list of stop words lacks: units, times, words of the trade of writing. */
  readonly generic: ReadonlySet<string>
  /** What ends in a full stop without ending a sentence, without that full stop. */
  readonly abbreviations: ReadonlySet<string>
  /** First words of sentences that need the one before to be understood. */
  readonly leaning: ReadonlySet<string>
  /** How the language writes names; undefined where they are found by other means. */
  readonly names?: NameRules
}

/** How names of people, organizations and places look in a language that writes them with capitals. */
export interface NameRules {
  /** Titles before a name, as a part of an expression; a surname alone after one of these is a person. */
  readonly titles: string
  /** Small words inside of a surname, as “von” or “de la”. */
  readonly particles: ReadonlySet<string>
  /** Surnames that one person has at most. */
  readonly surnames: number
  /** Lists of first names, as the package `gender-detection-from-name` calls them. */
  readonly firstNameLists: readonly string[]
  /** Common first names that those lists lack. */
  readonly moreFirstNames: ReadonlySet<string>
  /** Legal forms behind the name of a company, as a part of an expression. */
  readonly companyForms: string
  /** Kinds of institutions, as a part of an expression, whose name goes on behind them. */
  readonly institutions: string
  /** What joins such a kind with the rest of the name: “of”, “für”, “de la”; as a part of an expression that takes blanks along. */
  readonly institutionLinks: string
  /** Institutions that are known by name. */
  readonly knownOrganizations: readonly string[]
  /** Words before the name of a place, such as “city of”, as a part of an expression. */
  readonly placeKinds: string
  /** Words that are a part of the name of a place, such as “lake”, with what joins them; `''` for none. */
  readonly landforms: string
  /** Cities, regions, rivers and the like as this language calls them; countries are known to ICU. */
  readonly places: readonly string[]
}

/** Splits a list that is written as one text with blanks. */
export function wordSet(words: string): ReadonlySet<string> {
  return new Set(words.split(/\s+/).filter((word) => word !== ''))
}

/** Splits a list of names, which may hold blanks, at `|`. */
export function nameList(names: string): string[] {
  return names.split(/\s*\|\s*/)
}

/** The rules of a language; undefined where there are none. Loads only what is asked for. */
export async function rulesOf(language: string): Promise<LanguageRules | undefined> {
  switch (language) {
    case 'en':
      return (await import('./english.ts')).english
    case 'de':
      return (await import('./german.ts')).german
    case 'fr':
      return (await import('./french.ts')).french
    case 'es':
      return (await import('./spanish.ts')).spanish
    case 'pt':
      return (await import('./portuguese.ts')).portuguese
    case 'it':
      return (await import('./italian.ts')).italian
    case 'ja':
      return (await import('./japanese.ts')).japanese
    default:
      return undefined
  }
}
