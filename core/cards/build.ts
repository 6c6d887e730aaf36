import type { Appearance, CardEntry, DataCardDraft, StatusCardDraft } from './card.ts'

/** A text, or a text with the times at which it is heard or seen. */
export type TextItem = string | { readonly text: string; readonly appears?: readonly Appearance[] }

/** One picture of a timeline card. `image` is a picture in any common format, or the path of one; the runner makes the 45×45 PNG of it. */
export interface TimelineItem {
  readonly text?: string
  readonly image?: Uint8Array | string
  readonly imageUrl?: string
  readonly appears?: readonly Appearance[]
}

/** Makes card drafts in Box's form; handed to `run` as `cards`. */
export interface CardBuilders {
  /** Pills with words. */
  keyword(card: { readonly title: string; readonly entries: readonly TextItem[]; readonly duration?: number }): DataCardDraft
  /** Rows of text, with time stamps where `appears` is given. */
  transcript(card: { readonly title: string; readonly entries: readonly TextItem[]; readonly duration?: number }): DataCardDraft
  /** Box has no card of keys and values: rows of `Name: value` on a transcript card. Undefined, null and empty values are left out. */
  rows(card: { readonly title: string; readonly values: Readonly<Record<string, string | number | boolean | null | undefined>> }): DataCardDraft
  /** Round pictures with the times at which they are seen. */
  timeline(card: { readonly title: string; readonly entries: readonly TimelineItem[]; readonly duration?: number }): DataCardDraft
  /** A message, such as a warning, beside other cards. */
  status(card: { readonly title?: string; readonly message: string; readonly code?: string }): StatusCardDraft
}

export type { CardEntry }
