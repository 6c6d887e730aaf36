import { execFile } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Dependency, isAllowed, licencesPage, productionDependencies } from './licences.ts'
import { billOfMaterials } from './write-sbom.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const read = (path: string) => readFileSync(`${root}/${path}`, 'utf8')
const dependencies = productionDependencies(root)
const folders = ['core', ...readdirSync(`${root}/plugins`).map((name) => `plugins/${name}`)]

describe('what is installed with the packages', () => {
  test('stands under licences that may be kept', () => {
    expect(dependencies.length).toBeGreaterThan(100)
    expect(dependencies.filter(({ licence }) => !isAllowed(licence))).toEqual([])
  })

  test.each([
    ['MIT', true],
    ['(MIT OR GPL-3.0-only)', true],
    ['Apache-2.0 AND LGPL-3.0-or-later', true],
    ['Apache-2.0 AND AGPL-3.0-only', false],
    ['GPL-3.0-or-later', false],
    ['UNLICENSED', false],
    ['SEE LICENSE IN LICENSE.txt', false],
    ['none stated', false],
    ['((MIT OR GPL-2.0) AND SSPL-1.0)', false],
  ])('of the licence %s: %s', (licence, kept) => {
    expect(isAllowed(licence)).toBe(kept)
  })

  test('is listed in docs/licences.md, which npm run generate:licences writes', () => {
    expect(read('docs/licences.md')).toBe(licencesPage(dependencies))
  })

  test('runs no script at installation', () => {
    expect(dependencies.filter(({ hasInstallScript }) => hasInstallScript).map(nameOf)).toEqual([])
  })

  test('is fixed in the lock file by version and hash, and comes from the registry alone', () => {
    const { packages } = JSON.parse(read('package-lock.json')) as {
      packages: Record<string, { link?: boolean; integrity?: string; resolved?: string }>
    }
    const foreign = Object.entries(packages).filter(
      ([path, { link, integrity, resolved }]) =>
        path.includes('node_modules/') &&
        !link &&
        (!integrity?.startsWith('sha512-') || resolved !== undefined),
    )
    expect(foreign.map(([path]) => path)).toEqual([])
  })
})

describe('of everything that is installed for development', () => {
  test('esbuild alone has a script at installation, which chooses among binaries that came with it', () => {
    const { packages } = JSON.parse(read('package-lock.json')) as {
      packages: Record<string, { hasInstallScript?: boolean }>
    }
    const scripts = Object.keys(packages).filter((path) => packages[path]?.hasInstallScript)
    expect(scripts.filter((path) => !folders.includes(path))).toEqual(['node_modules/esbuild'])
  })
})

const wanted =
  /^(dist|bin|scaffold\/templates)\/|^(package\.json|README\.md|LICENSE|CHANGELOG\.md|skill\.config\.schema\.json)$/
const unwanted =
  /(^|\/)(\.[^/]*|test|tests|fixtures|node_modules|coverage)(\/|$)|\.(tsbuildinfo|env|key|pem|db|log)$/

let packed: readonly { readonly name: string; readonly files: readonly { readonly path: string }[] }[]

beforeAll(async () => {
  const { stdout } = await npm('pack --dry-run --json --ignore-scripts --workspaces')
  packed = JSON.parse(stdout)
}, 120_000)

/** Runs npm at the root. */
function npm(args: string) {
  return promisify(execFile)('npm', args.split(' '), { cwd: root, maxBuffer: 50_000_000 })
}

describe.each(folders)('the package %s', (folder) => {
  const manifest = JSON.parse(read(`${folder}/package.json`)) as {
    name: string
    scripts?: Readonly<Record<string, string>>
    dependencies?: Readonly<Record<string, string>>
  }

  test('holds what was built, and neither sources, tests nor anything hidden', () => {
    const paths = packed.find(({ name }) => name === manifest.name)?.files.map(({ path }) => path) ?? []
    expect(paths).toContain('package.json')
    expect(paths.filter((path) => !wanted.test(path))).toEqual([])
    const own = paths.filter((path) => !path.startsWith('scaffold/templates/'))
    expect(own.filter((path) => unwanted.test(path))).toEqual([])
  })

  test('has no script that runs where it is installed', () => {
    const hooks = ['preinstall', 'install', 'postinstall', 'prepare', 'preprepare', 'postprepare']
    expect(Object.keys(manifest.scripts ?? {}).filter((name) => hooks.includes(name))).toEqual([])
  })

  test('names the exact version of each stranger that it depends on', () => {
    const loose = Object.entries(manifest.dependencies ?? {}).filter(
      ([name, range]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(range) && !name.startsWith('box-skill-'),
    )
    expect(loose).toEqual([])
  })
})

describe.each(['ci.yml', 'release.yml'])('the workflow %s', (name) => {
  const text = read(`.github/workflows/${name}`)

  test('names each action by its commit', () => {
    const uses = [...text.matchAll(/uses: (\S+)/g)].map(([, action]) => action)
    expect(uses.length).toBeGreaterThan(0)
    expect(uses.filter((action) => !/^[\w.-]+\/[\w./-]+@[0-9a-f]{40}$/.test(action ?? ''))).toEqual([])
  })

  test('may by default do nothing but read, and keeps no credentials for its steps', () => {
    expect(text).toMatch(/^permissions:\n {2}contents: read\n/m)
    expect(text.match(/persist-credentials: false/g)).toHaveLength(
      text.match(/actions\/checkout@/g)?.length ?? 0,
    )
  })

  test('runs no text from outside as a command', () => {
    const runs = [...text.matchAll(/run: (\|\n(?: {10,}.*\n)+|.*)/g)].map(([, command]) => command)
    expect(runs.filter((command) => command?.includes('$' + '{{'))).toEqual([])
  })
})

test('the release is published with provenance, and with a bill of materials', () => {
  const text = read('.github/workflows/release.yml')
  for (const needed of [
    'id-token: write',
    '--provenance',
    'write-sbom.ts',
    'needs: test',
    'npm ci --ignore-scripts',
  ])
    expect(text).toContain(needed)
})

test('the bill of materials lists all that is installed with the packages, and nothing that is for development', () => {
  const { components } = billOfMaterials(root)
  const listed = new Set(components.map((component) => component['bom-ref']))
  expect(dependencies.map(nameOf).filter((name) => !listed.has(name))).toEqual([])
  expect(listed).toContain(`box-skill-runner@${JSON.parse(read('core/package.json')).version}`)
  expect([...listed].filter((name) => /^(vitest|typescript|@biomejs\/biome)@/.test(name))).toEqual([])
})

test('the settings of npm hold no credentials, and name no other registry', () => {
  expect(read('.npmrc')).not.toMatch(/_authToken|_password|registry=/)
})

function nameOf({ name, version }: Dependency): string {
  return `${name}@${version}`
}
