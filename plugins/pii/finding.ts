import type { Columns } from './columns.ts'

/** The kinds that an operator can choose. `own` stands for the operator's own patterns, which are always looked for. */
export type Kind =
  | 'secret'
  | 'card'
  | 'nationalId'
  | 'passport'
  | 'iban'
  | 'birthDate'
  | 'email'
  | 'phone'
  | 'ip'
  | 'own'

/** How much harm it does when the value gets into the wrong hands. */
export type Risk = 'high' | 'medium' | 'low'

/** What a value is, as people read it: `3 payment cards`. */
export interface FindingType {
  /** Unique among all types. */
  readonly id: string
  readonly kind: Kind
  readonly risk: Risk
  readonly one: string
  readonly many: string
}

/** One place in a text where a value stands. */
export interface Finding {
  readonly type: FindingType
  /** Places in the text of the window. */
  readonly start: number
  readonly end: number
  /** The value without separators, by which different values are counted. Never leaves the run. */
  readonly value: string
  /** What may be shown. */
  readonly masked: string
  /** Nothing but the form speaks for it: dropped where most of what looks alike in the file fails its check. */
  readonly weak?: boolean
}

/** Takes what detectors find. */
export interface Report {
  found(finding: Finding): void
  /** Something at `start` looks like `type` but fails its check digits. */
  missed(type: FindingType, start: number): void
}

/** Looks for some types of values. Keeps nothing between windows. */
export interface Detector {
  find(window: TextWindow, report: Report): void
}

/** A piece of the text with what stands before and after it, so that no value is cut in two. */
export interface TextWindow {
  readonly text: string
  /** Values that begin from here … */
  readonly from: number
  /** … to before here belong to this window, the others to its neighbours. */
  readonly to: number
  /** The page, sheet or slide, such as `Page 3`; undefined for a text without. */
  readonly label: string | undefined
  /** The number of the line with which `text` begins, from 1; undefined where lines say nothing. */
  readonly firstLine: number | undefined
  /** The heads of the columns, where the text is a table. */
  readonly columns: Columns | undefined
}
