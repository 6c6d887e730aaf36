import type { OfficePackage } from './office-package.ts'

/** The numbers of the built-in formats for dates and times (ECMA-376, part 1, 18.8.30). */
const builtIn = new Set([
  14, 15, 16, 17, 18, 19, 20, 21, 22, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 45, 46, 47, 50, 51, 52, 53, 54,
  55, 56, 57, 58,
])

/** Which cell styles show a number as a date, by the number of the style. */
export async function readDateStyles(office: OfficePackage, path: string): Promise<ReadonlySet<number>> {
  const custom = new Set<number>()
  const styles = new Set<number>()
  let inCellFormats = false
  let index = 0
  await office.read(path, {
    open(name, attributes) {
      if (name === 'numFmt' && isDateFormat(attributes.formatCode ?? ''))
        custom.add(Number(attributes.numFmtId))
      else if (name === 'cellXfs') inCellFormats = true
      else if (name === 'xf' && inCellFormats) {
        const format = Number(attributes.numFmtId)
        if (builtIn.has(format) || custom.has(format)) styles.add(index)
        index++
      }
    },
    close(name) {
      if (name === 'cellXfs') inCellFormats = false
    },
  })
  return styles
}

/** Letters of days, months, years, hours and seconds, outside of quoted text and of brackets such as `[Red]`. */
function isDateFormat(code: string): boolean {
  return /[dmyhs]/i.test(code.replace(/"[^"]*"|\\.|\[(?!h|m|s)[^\]]*\]/gi, ''))
}
