import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { licencesPage, productionDependencies } from './licences.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
writeFileSync(`${root}/docs/licences.md`, licencesPage(productionDependencies(root)))
