import { writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { errorsMarkdown } from './docs.ts'
import { registry } from './registry.ts'

/** Run with tsx: writes `docs/errors.md` anew from the registry. */
const file = fileURLToPath(new URL('../../docs/errors.md', import.meta.url))
await writeFile(file, errorsMarkdown(registry))
console.log(`${file} written: ${Object.keys(registry).length} codes.`)
