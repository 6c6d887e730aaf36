/** What a code says, in words that a person can use. Texts are clean and short. */
export type Content =
  /** Several facts, which get a card of their own. */
  | { readonly title: string; readonly facts: Facts }
  /** One thing, which gets a row. */
  | { readonly line: string }

/** In the order in which people read them; those without a value are left out. */
export type Facts = Readonly<Record<string, string | undefined>>
