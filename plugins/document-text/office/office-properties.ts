import { propertiesOf } from '../properties.ts'
import type { OfficePackage, Relation } from './office-package.ts'

/** What an Office document says of itself. */
export interface OfficeProperties {
  readonly rows: Record<string, string>
  /** Pages of a Word document, as the program that saved it last had laid it out. */
  readonly pages: number | undefined
}

/** Reads the two parts that hold the properties; either may be missing. */
export async function readOfficeProperties(office: OfficePackage): Promise<OfficeProperties> {
  const relations = [...(await office.relations('')).values()]
  const core = await leaves(office, relations, 'core-properties')
  const app = await leaves(office, relations, 'extended-properties')
  return {
    rows: propertiesOf({
      title: core.title,
      author: core.creator,
      subject: core.subject,
      keywords: core.keywords,
      created: core.created,
      modified: core.modified,
      program: app.Application,
    }),
    pages: /^[1-9]\d{0,5}$/.test(app.Pages ?? '') ? Number(app.Pages) : undefined,
  }
}

/** The texts of a part's elements by name; properties have no structure beyond that. */
async function leaves(
  office: OfficePackage,
  relations: readonly Relation[],
  type: string,
): Promise<Readonly<Record<string, string>>> {
  const found: Record<string, string> = Object.create(null)
  const part = relations.find((relation) => relation.type === type)
  if (part === undefined) return found
  let current = ''
  await office.read(part.target, {
    open(name) {
      current = name
    },
    text(text) {
      found[current] = (found[current] ?? '') + text
    },
    close() {
      current = ''
    },
  })
  return found
}
