/**
 * Writes what is made from the configuration schema: `core/skill.config.schema.json`, and the reference in
 * docs/configure.md. Run it after each change of the schema: `npx tsx core/config/write-schema.ts`.
 */
import { readFile, writeFile } from 'node:fs/promises'
import { withReference } from './reference-table.ts'
import { renderShippedSchema } from './shipped-schema.ts'

const guide = new URL('../../docs/configure.md', import.meta.url)

await writeFile(new URL('../skill.config.schema.json', import.meta.url), renderShippedSchema())
await writeFile(guide, withReference(await readFile(guide, 'utf8')))
