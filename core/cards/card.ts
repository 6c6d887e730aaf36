/** A stretch of time in a recording, in seconds from its start. */
export interface Appearance {
  readonly start: number
  readonly end?: number
}

/** One entry of a card, in Box's own form. */
export interface CardEntry {
  readonly type: 'text' | 'image'
  readonly text?: string
  /** A URL or a `data:` URI; drawn as a round picture of 45×45. */
  readonly image_url?: string
  readonly appears?: readonly Appearance[]
}

export interface CardTitle {
  /** Box's web app replaces the message for the codes it knows, such as `skills_faces`. */
  readonly code?: string
  readonly message: string
}

/** What a plugin returns: Box's form of a card, before the runner stamps it. Plain data. */
export type CardDraft = DataCardDraft | StatusCardDraft

export interface DataCardDraft {
  readonly type: 'skill_card'
  readonly skill_card_type: 'keyword' | 'timeline' | 'transcript'
  readonly skill_card_title: CardTitle
  readonly entries: readonly CardEntry[]
  /** Length of the recording in seconds; the time bars need it. */
  readonly duration?: number
}

export interface StatusCardDraft {
  readonly type: 'skill_card'
  readonly skill_card_type: 'status'
  readonly skill_card_title?: CardTitle
  readonly status: { readonly code: string; readonly message: string }
}

/** A card as it is written to Box. */
export type Card = CardDraft & CardStamp

export interface CardStamp {
  readonly created_at: string
  readonly skill: { readonly type: 'service'; readonly id: string }
  readonly invocation: { readonly type: 'skill_invocation'; readonly id: string }
  /** Box hides a card whose version is not the file's current one. */
  readonly file_version?: { readonly type: 'file_version'; readonly id: string }
}
