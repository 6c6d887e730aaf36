/**
 * A card as it may stand on a file: mostly ours, but other programs write cards too, so nothing about its form is taken for
 * granted here.
 */
export interface ShownCard {
  readonly skill_card_type?: unknown
  readonly skill_card_title?: unknown
  readonly entries?: unknown
  readonly status?: unknown
  readonly duration?: unknown
  readonly file_version?: unknown
}

/** What Box's web app makes of one card. */
export interface CardModel {
  readonly type: 'keyword' | 'timeline' | 'transcript' | 'status' | 'unknown'
  /**
   * - `shown`: as an open section.
   * - `folded`: as a section that has to be opened first.
   * - `hidden`: not at all.
   * - `breaks`: the whole sidebar goes blank, with the cards of everybody else.
   */
  readonly fate: 'shown' | 'folded' | 'hidden' | 'breaks'
  readonly title: string
  /** Stands in place of entries. */
  readonly message: string | undefined
  readonly entries: readonly EntryModel[]
  /** What the author of the card may not expect; the first is the gravest. */
  readonly marks: readonly string[]
}

export interface EntryModel {
  readonly text: string
  /** Stands in front of a transcript row. */
  readonly time: string | undefined
  /** Whether a keyword or picture can be clicked for its times. */
  readonly hasTimes: boolean
  readonly bars: readonly Bar[]
  /** Of a timeline card. */
  readonly picture: Picture | undefined
}

/** A stretch of time as a bar on a line of `lineWidth` pixels. */
export interface Bar {
  readonly left: number
  readonly width: number
  /** Such as `0:04 to 0:09`. */
  readonly label: string
}

export type Picture =
  | { readonly kind: 'data'; readonly source: string }
  /** Box's page loads it; ours does not, so that nobody learns that it was looked at. */
  | { readonly kind: 'remote'; readonly host: string }
  | { readonly kind: 'broken' }
