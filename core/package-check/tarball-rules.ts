import { relative, sep } from 'node:path'
import { sizeWords } from '../cards/size-words.ts'
import type { Findings } from '../config/findings.ts'
import { fail, type RunnerError } from '../errors/error.ts'
import { printable } from '../errors/printable.ts'
import type { Tarball } from './tarball.ts'

export interface TarballFacts {
  /** Absolute. */
  readonly folder: string
  /** Absolute paths of the files of the plugin's own that it loads or reads when it runs. */
  readonly needed: readonly string[]
  /** The file with its types, from the folder of the package, where there is one. */
  readonly types: string | undefined
}

/** Bytes of an unpacked package above which operators would ask why. */
const largePackage = 5_000_000
const tests = /(^|\/)(tests?|__tests__|fixtures|samples)\/|\.(test|spec)\.[cm]?[jt]s$/
const keys = /(^|\/)(\.env(\.[^/]+)?|\.npmrc|id_rsa|[^/]+\.pem)$/

/** Checks that a package has all that it needs to run, and nothing that should not be in it. */
export function checkTarball({ files, size }: Tarball, { folder, needed, types }: TarballFacts): Findings {
  const packed = new Set(files.map(({ path }) => path))
  const missing = needed
    .map((file) => relative(folder, file).split(sep).join('/'))
    .filter((path) => !packed.has(path))
  const problems: RunnerError[] = [
    ...missing.map((path) => fail('SKR_PACKAGE_FILE_NOT_PACKED', { path: printable(path, 200) })),
    ...(types === undefined || packed.has(types.split(sep).join('/'))
      ? []
      : [fail('SKR_PACKAGE_TYPES_NOT_PACKED', { path: types })]),
    ...files
      .filter(({ path }) => keys.test(path))
      .map(({ path }) => fail('SKR_PACKAGE_KEYS_PACKED', { path: printable(path, 200) })),
  ]
  return { problems, warnings: [...readmeRule(packed), ...testsRule(files), ...sizeRule(files, size)] }
}

function readmeRule(packed: ReadonlySet<string>): readonly RunnerError[] {
  return [...packed].some((path) => /^readme(\.\w+)?$/i.test(path))
    ? []
    : [fail('SKR_PACKAGE_README_MISSING', {})]
}

function testsRule(files: Tarball['files']): readonly RunnerError[] {
  const found = files.filter(({ path }) => tests.test(path))
  const [first] = found
  if (first === undefined) return []
  const bytes = found.reduce((sum, { size }) => sum + size, 0)
  const params = { count: found.length, size: sizeWords(bytes, 1), path: printable(first.path, 200) }
  return [fail('SKR_PACKAGE_TESTS_PACKED', params)]
}

function sizeRule(files: Tarball['files'], size: number): readonly RunnerError[] {
  const [first] = files.toSorted((a, b) => b.size - a.size)
  if (size <= largePackage || first === undefined) return []
  const path = printable(first.path, 200)
  return [
    fail('SKR_PACKAGE_TOO_LARGE', { size: sizeWords(size, 1), path, largest: sizeWords(first.size, 1) }),
  ]
}
