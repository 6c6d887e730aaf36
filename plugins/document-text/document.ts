import type { PluginLog } from 'box-skill-runner/plugin'

/** The kinds of documents that are read, by their content and not by their name. */
export type DocumentKind = 'pdf' | 'docx' | 'xlsx' | 'pptx'

/** A document, as far as it was read. */
export interface Document {
  readonly kind: DocumentKind
  /** What the document says of itself; only what it says. */
  readonly properties: Readonly<Record<string, string>>
  /** The pages, sheets, slides or sections that hold text, in order. */
  readonly parts: readonly DocumentPart[]
  /** How many pages, sheets or slides it has; undefined where that is only known to the program that lays it out. */
  readonly count: number | undefined
  /** How many of them were read. */
  readonly read: number
  /** Whether text was left out because there was too much of it. */
  readonly cut: boolean
}

export interface DocumentPart {
  /** `Page 3`, `Sheet Budget`, `Slide 2`; undefined for a section of a document without pages. */
  readonly label: string | undefined
  readonly text: string
}

/** How much is read, and who wants to know about it. */
export interface ReadLimits {
  readonly maxPages: number
  readonly maxChars: number
  readonly maxUnpackedMb: number
  readonly notes: boolean
  /** Folder with the character maps of pdf.js; `''` for none. */
  readonly characterMaps: string
  readonly signal: AbortSignal
  readonly log: PluginLog
  progress(fraction: number, message?: string): void
}
