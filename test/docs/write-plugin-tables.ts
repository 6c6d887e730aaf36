/** Writes the tables in docs/plugins.md anew: `npx tsx --conditions=source test/docs/write-plugin-tables.ts`. */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { root } from './blocks.ts'
import { pluginsDocument, withTables } from './plugin-tables.ts'

const path = join(root, pluginsDocument)
await writeFile(path, await withTables(await readFile(path, 'utf8')))
