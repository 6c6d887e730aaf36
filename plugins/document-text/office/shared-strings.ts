import type { OfficePackage } from './office-package.ts'

/** Far more than a card can show; keeps a workbook of nothing but texts from filling the memory. */
const MAX_CHARS = 20_000_000

/** The texts of a workbook, to which its cells refer by number. */
export async function readSharedStrings(office: OfficePackage, path: string): Promise<string[]> {
  const strings: string[] = []
  let chars = 0
  let current = ''
  let inText = false
  let phonetic = 0
  await office.read(path, {
    open(name) {
      if (name === 'si') current = ''
      // Pronunciation of Japanese and Chinese words, which stands beside them.
      else if (name === 'rPh') phonetic++
      else if (name === 't') inText = phonetic === 0
    },
    text(piece) {
      if (inText) current += piece
    },
    close(name) {
      if (name === 't') inText = false
      else if (name === 'rPh') phonetic--
      else if (name === 'si') {
        strings.push(current)
        chars += current.length
      }
    },
    enough: () => chars > MAX_CHARS,
  })
  return strings
}
