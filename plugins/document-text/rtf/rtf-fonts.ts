import { codePageOf } from '../text/code-pages.ts'

/** Which code page the bytes of a text are in, which RTF says by the font. */
export interface RtfFonts {
  /** For control words anywhere in the file. */
  control(word: string, parameter: number, inTable: boolean): void
  /** The code page of a font; that of the document where the font says nothing. */
  codePage(font: number | undefined): number
}

export function rtfFonts(): RtfFonts {
  const pages = new Map<number, number>()
  let ofDocument = 1252
  let first: number | undefined
  let defined = 0
  return {
    control(word, parameter, inTable) {
      if (word === 'ansicpg') ofDocument = parameter
      else if (word === 'mac') ofDocument = 10000
      else if (word === 'deff') first = parameter
      else if (!inTable) return
      else if (word === 'f') defined = parameter
      else if (word === 'cpg') pages.set(defined, parameter)
      else if (word === 'fcharset') {
        const page = codePageOf(parameter)
        if (page !== undefined) pages.set(defined, page)
      }
    },
    codePage: (font) => pages.get(font ?? first ?? -1) ?? ofDocument,
  }
}
