import type { OfficePackage } from './office-package.ts'

/** Ids of the styles for headings: English ones in every program but the Word of some languages, which drops umlauts. */
const usualIds = /^(?:heading|title|berschrift|titre|titolo)/i

/** Whether the style of a paragraph makes it a heading. */
export interface HeadingStyles {
  /** 1 to 9; 0 for a title, which divides the text but is in no outline; undefined for other styles. */
  levelOf(style: string): number | undefined
}

interface Style {
  readonly basedOn: string | undefined
  readonly level: number | undefined
}

/** Reads which styles are headings, whatever they are called; where the part is missing, their usual ids count. */
export async function readHeadingStyles(office: OfficePackage): Promise<HeadingStyles> {
  const styles = await readStyles(office)
  return {
    levelOf(style) {
      let id: string | undefined = style
      // Styles build on each other a few times; more is a circle.
      for (let step = 0; id !== undefined && step < 20; step++) {
        const found: Style | undefined = styles.get(id)
        if (found?.level !== undefined) return found.level > 9 ? undefined : found.level
        id = found?.basedOn
      }
      return usualIds.test(style) ? Number(/[1-9]$/.exec(style)?.[0] ?? 0) : undefined
    },
  }
}

async function readStyles(office: OfficePackage): Promise<ReadonlyMap<string, Style>> {
  const styles = new Map<string, Style>()
  const relations = [...(await office.relations(office.main)).values()]
  const path = relations.find(({ type }) => type === 'styles')?.target ?? ''
  let id = ''
  let basedOn: string | undefined
  let level: number | undefined
  await office.read(path, {
    open(name, attributes) {
      const value = attributes['w:val']
      if (name === 'style') {
        id = attributes['w:styleId'] ?? ''
        basedOn = level = undefined
      } else if (name === 'basedOn') basedOn = value
      // Counted from 0; 9 is text (ECMA-376, part 1, 17.3.1.20).
      else if (name === 'outlineLvl') level = Number(value) + 1
    },
    close(name) {
      if (name === 'style' && id !== '') styles.set(id, { basedOn, level })
    },
  })
  return styles
}
