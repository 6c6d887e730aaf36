/** A line of a vCard or an iCalendar. */
export interface DirectoryLine {
  /** Upper case, without the group before it: `TEL` of `item1.TEL;TYPE=CELL`. */
  readonly name: string
  /** `TZID=Europe/Berlin` and the like. */
  readonly parameters: readonly string[]
  /** As it stands, escapes included. */
  readonly value: string
}

/** Lines that go on in the next one begin with a blank there. More than these are not meant to be read from a code. */
const MAX_LINES = 200

/** The lines of a vCard or an iCalendar (RFC 6350, RFC 5545). */
export function directoryLines(text: string): DirectoryLine[] {
  return text
    .replaceAll(/\r?\n[ \t]/g, '')
    .split(/\r?\n/, MAX_LINES)
    .flatMap((line) => {
      const colon = line.indexOf(':')
      if (colon < 1) return []
      const [name = '', ...parameters] = line.slice(0, colon).split(';')
      return [{ name: name.replace(/^.*\./, '').toUpperCase(), parameters, value: line.slice(colon + 1) }]
    })
}

/** The parts of a value that are divided by `;`, without their escapes. */
export function partsOf(value: string): string[] {
  return (value.match(/(?:\\.|[^\\;])+/gs) ?? []).map(unescaped)
}

/** `\n` is a line feed, `\,` a comma. */
export function unescaped(value: string): string {
  return value.replaceAll(/\\n/gi, ' ').replaceAll(/\\(.)/gs, '$1')
}
