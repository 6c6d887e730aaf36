/** Writes the tables in docs/faults-of-box.md anew: `npx tsx --conditions=source test/faults/write-faults-document.ts`. */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { root } from '../docs/blocks.ts'
import { faultsDocument, withFaultTables } from './faults-document.ts'

const path = join(root, faultsDocument)
await writeFile(path, withFaultTables(await readFile(path, 'utf8')))
