/** A number that a state gives to a person, or to a company in the case of a CNPJ. */
export interface NationalNumber {
  /** ISO 3166 code of the state. */
  readonly country: string
  readonly id: string
  readonly one: string
  readonly many: string
  /** How it is written. Standing by itself is added. */
  readonly pattern: RegExp
  /** Checks the letters and digits without separators, in upper case. */
  valid(value: string): boolean
  /** Names of the number, as pieces of regular expressions. */
  readonly words: readonly string[]
  /** The written forms that nothing else has, so that no name is needed. Left out: one of `words` has to stand nearby. */
  readonly alone?: RegExp
}
