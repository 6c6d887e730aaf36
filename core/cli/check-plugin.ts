import { sizeWords } from '../cards/size-words.ts'
import { formatProblem } from '../config/explain.ts'
import { printable } from '../errors/printable.ts'
import { Problems } from '../errors/problems.ts'
import { checkPackage, type PackageReport } from '../package-check/check-package.ts'
import { shownPath } from '../package-check/manifest.ts'
import type { PluginDescription } from '../registry/description.ts'
import { kindOf } from '../routing/kinds.ts'
import { useOf } from './named-plugin.ts'
import { version } from './version.ts'

/**
 * Checks a plugin for its author, and prints what it is and what is to be done better. Resolves to the exit code.
 *
 * @param plugin Folder, file or package, as it was typed.
 * @throws `Problems` with what is wrong.
 */
export async function checkPlugin(plugin: string): Promise<number> {
  const folder = process.cwd()
  const report = await checkPackage({ use: await useOf(plugin, folder), folder, runnerVersion: version })
  for (const line of factLines(report)) console.log(line)
  for (const warning of report.warnings) console.log(formatProblem(warning))
  if (report.problems.length > 0) throw new Problems(report.problems)
  const count = report.warnings.length
  const but = count === 0 ? '' : `, with ${count === 1 ? 'a warning' : `${count} warnings`}`
  console.log(`\n${plugin} is good${but}.`)
  return 0
}

function factLines({ description, entry, tarball }: PackageReport): readonly string[] {
  if (description === undefined || entry === undefined) return []
  const { name, version: own, loadMs, extensions, secrets } = description
  const facts = [
    ['loaded', `${shownPath(entry)} in ${Math.round(loadMs)} ms`],
    ['extensions', extensionWords(extensions)],
    ['options', optionWords(description)],
    ['secrets', secrets.map(secretInWords).join(', ') || 'none'],
    ...(tarball === undefined
      ? []
      : [['package', `${tarball.files.length} files, ${sizeWords(tarball.size, 1)} unpacked`]]),
  ]
  return [`${name} ${own}`, ...facts.map(([label = '', text = '']) => `  ${label.padEnd(12)}${text}`)]
}

/** `txt md (document), zip (other)` */
function extensionWords(extensions: readonly string[]): string {
  if (extensions.includes('*')) return 'any'
  const kinds = [...new Set(extensions.map(kindOf))]
  return kinds
    .map((kind) => `${extensions.filter((one) => kindOf(one) === kind).join(' ')} (${kind})`)
    .join(', ')
}

function optionWords({ options }: PluginDescription): string {
  const words = Object.entries(options?.properties ?? {}).map(([key, { default: preset }]) => {
    const shown = preset === undefined ? 'no default' : JSON.stringify(preset)
    return `${printable(key, 64)} (${printable(shown, 80)})`
  })
  return words.join(', ') || 'none'
}

function secretInWords(entry: string): string {
  if (entry === '*') return 'those that the options name'
  return entry.endsWith('?') ? `${entry.slice(0, -1)} (optional)` : entry
}
