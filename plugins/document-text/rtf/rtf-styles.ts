/** Which styles are headings. */
export interface RtfStyles {
  /** For what stands in the table of styles. */
  control(word: string, parameter: number | undefined): void
  text(text: string): void
  /** From 1 on; undefined where the style is none of a heading. */
  levelOf(style: number): number | undefined
}

const MAX_NAME = 100

/** A heading has a level, or, as some programs write it, only the name that Word gives such styles. */
export function rtfStyles(): RtfStyles {
  const levels = new Map<number, number>()
  let style = 0
  let name = ''
  return {
    control(word, parameter) {
      if (word === 's') {
        style = parameter ?? 0
        name = ''
      } else if (word === 'outlinelevel' && parameter !== undefined && parameter <= 8)
        levels.set(style, parameter + 1)
    },
    text(text) {
      name = (name + text).slice(0, MAX_NAME)
      const level = /^\s*heading ([1-9]);/i.exec(name)?.[1]
      if (level !== undefined && !levels.has(style)) levels.set(style, Number(level))
    },
    levelOf: (number) => levels.get(number),
  }
}
