import type { PluginLog } from 'box-skill-runner/plugin'
import type { PdfPage } from './pdf-pages.ts'

/** The kinds of documents that are read, by their content and not by their name. */
export type DocumentKind =
  | 'pdf'
  | 'docx'
  | 'xlsx'
  | 'pptx'
  | 'odt'
  | 'ods'
  | 'odp'
  | 'rtf'
  | 'html'
  | 'epub'
  | 'eml'
  | 'msg'
  | OldKind

/** Formats of Office before 2007, and of its binary workbooks: only Box reads their text. */
export type OldKind = 'doc' | 'xls' | 'ppt' | 'xlsb'

/** A document, as far as it was read. */
export interface Document {
  readonly kind: DocumentKind
  /** What the document says of itself, by the name that people read; only what it says. */
  readonly properties: Readonly<Record<string, string>>
  /** The pages, sheets, slides, chapters or sections that hold text, in order. */
  readonly parts: readonly DocumentPart[]
  /** How many pages, sheets, slides or chapters it has; undefined where that is only known to the program that lays it out. */
  readonly count: number | undefined
  /** How many of them were read. */
  readonly read: number
  /** Whether text was left out because there was too much of it. */
  readonly cut: boolean
  /** How many of the sheets or slides are hidden, as far as they were looked at; undefined where none is. */
  readonly hidden?: number | undefined
  /** Bookmarks, headings or titles of slides, in order; undefined where the format or the file has none. */
  readonly outline?: readonly Heading[]
  /** The files that a message brings along; they are not opened. */
  readonly attachments?: readonly Attachment[]
  /** Who has read text that is not in the file as text; undefined where all of it is. */
  readonly recognizedBy?: 'box' | 'ocr'
}

export interface DocumentPart {
  /** `Page 3`, `Sheet Budget`, `Slide 2`, the title of a chapter; undefined for a section of a document without pages. */
  readonly label: string | undefined
  /** Paragraphs are divided by `\n`, cells of a table by ` | ` and its rows by `; `. No control characters. */
  readonly text: string
  /** Whether it is a sheet or slide that whoever made the document has hidden; undefined where the format hides none. */
  readonly hidden?: boolean
}

export interface Heading {
  /** From 1 on. */
  readonly level: number
  readonly title: string
  /** The page or slide where it stands, from 1 on; undefined where that is not known. */
  readonly page?: number | undefined
}

export interface Attachment {
  readonly name: string
  /** Bytes, or close to it; undefined where that is not known. */
  readonly size: number | undefined
}

/** How much is read, and who wants to know about it. */
export interface ReadLimits {
  /** Pages, sheets, slides or chapters from the first on. */
  readonly maxPages: number
  readonly maxChars: number
  /** What may come out of an archive; more is refused. */
  readonly maxUnpackedMb: number
  /** Whether the notes below slides are wanted. */
  readonly notes: boolean
  /** Whether hidden sheets and slides are wanted: whoever made the document did not mean them to be shown. */
  readonly hidden: boolean
  /** Folder with the character maps of pdf.js; `''` for none. */
  readonly characterMaps: string
  /** Reads the pages of a PDF that are mere pictures; undefined where that is not wanted. */
  readonly recognizer: PageRecognizer | undefined
  readonly signal: AbortSignal
  readonly log: PluginLog
  progress(fraction: number, message?: string): void
}

/** Reads text in the pictures of pages. */
export interface PageRecognizer {
  /** Pages to read at most, since each takes seconds. */
  readonly maxPages: number
  recognize(page: PdfPage, signal: AbortSignal): Promise<string>
}

/** For those who only want the text: as much as is sensible, and in silence. */
export function defaultLimits(): ReadLimits {
  return {
    maxPages: 50,
    maxChars: 1_000_000,
    maxUnpackedMb: 200,
    notes: false,
    hidden: false,
    characterMaps: '',
    recognizer: undefined,
    signal: new AbortController().signal,
    log: { debug: nothing, info: nothing, warn: nothing, error: nothing },
    progress: nothing,
  }
}

function nothing(): void {}
