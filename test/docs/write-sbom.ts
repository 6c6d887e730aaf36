import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { productionDependencies } from './licences.ts'

interface Component {
  readonly 'bom-ref': string
  readonly properties?: readonly { readonly name: string }[]
}

interface Bom {
  readonly components: readonly Component[]
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn?: readonly string[] }[]
}

/**
 * The CycloneDX bill of materials of our packages and all that is installed with them, out of the lock file. `npm sbom --omit dev`
 * leaves out whatever this repository uses for its development, too, even where a package needs it, and what `npm sbom` marks as of
 * development is so in one of several places only. So what is kept is decided here.
 */
export function billOfMaterials(root: string): Bom {
  const made = execFileSync('npm', ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only'], {
    cwd: root,
    maxBuffer: 100_000_000,
    encoding: 'utf8',
  })
  const bom = JSON.parse(made) as Bom
  const installed = new Set(productionDependencies(root).map(({ name, version }) => `${name}@${version}`))
  const isKept = (ref: string) => installed.has(ref) || /^box-skill-(runner|plugin-[\w-]+)@/.test(ref)
  return {
    ...bom,
    components: bom.components
      .filter((component) => isKept(component['bom-ref']))
      .map((component) => ({ ...component, properties: withoutMark(component) })),
    dependencies: bom.dependencies
      .filter(({ ref }) => isKept(ref))
      .map(({ ref, dependsOn = [] }) => ({ ref, dependsOn: dependsOn.filter(isKept) })),
  }
}

function withoutMark({ properties = [] }: Component): readonly { readonly name: string }[] {
  return properties.filter(({ name }) => name !== 'cdx:npm:package:development')
}

const [, script, target] = process.argv
if (script === fileURLToPath(import.meta.url) && target !== undefined)
  writeFileSync(target, JSON.stringify(billOfMaterials(fileURLToPath(new URL('../../', import.meta.url)))))
