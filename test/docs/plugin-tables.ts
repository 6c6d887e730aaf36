import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { RunnerConfig } from '../../core/config/config.ts'
import { loadConfig } from '../../core/config/load.ts'
import type { Plugin } from '../../core/plugin.ts'
import { kindOf } from '../../core/routing/kinds.ts'
import { root } from './blocks.ts'

/** The document that the tables stand in, below the repository. */
export const pluginsDocument = 'docs/plugins.md'

/** A plugin of this repository: its folder, and what it says of itself. */
export interface OwnPlugin {
  readonly folder: string
  readonly plugin: Plugin
}

/** Every plugin under `plugins/`, by their names. Their code is loaded; nothing of it runs. */
export async function ownPlugins(): Promise<readonly OwnPlugin[]> {
  const folders = readdirSync(join(root, 'plugins'), { withFileTypes: true }).filter((entry) =>
    entry.isDirectory(),
  )
  const found = folders.map(async ({ name }) => {
    const entry = pathToFileURL(join(root, 'plugins', name, 'index.ts')).href
    return { folder: name, plugin: ((await import(entry)) as { default: Plugin }).default }
  })
  return (await Promise.all(found)).sort((a, b) => (a.plugin.name < b.plugin.name ? -1 : 1))
}

const kindNames = {
  document: 'Documents and texts',
  image: 'Pictures',
  audio: 'Sound',
  video: 'Films',
  other: 'Others',
} as const

/** Rows of one kind of files: extensions that the same plugins take. */
interface Row {
  readonly extensions: readonly string[]
  readonly byDefault: readonly string[]
  readonly further: readonly string[]
}

/** The document with its tables made anew from the plugins' manifests and the repository's own config. */
export async function withTables(document: string): Promise<string> {
  const plugins = await ownPlugins()
  const { config } = await loadConfig(join(root, 'skill.config.json'), {}, { local: true })
  return between(between(document, 'matrix', matrix(plugins, config)), 'plugins', gallery(plugins))
}

function between(document: string, name: string, text: string): string {
  const [begin, end] = [`<!-- ${name}: written by npm run generate -->`, `<!-- end of ${name} -->`]
  const [from, to] = [document.indexOf(begin), document.indexOf(end)]
  if (from < 0 || to < from) throw new TypeError(`${pluginsDocument} has no place for ${name}`)
  return `${document.slice(0, from + begin.length)}\n\n${text}\n\n${document.slice(to)}`
}

function matrix(plugins: readonly OwnPlugin[], config: RunnerConfig): string {
  const extensions = [...new Set(plugins.flatMap(({ plugin }) => plugin.extensions))].filter(
    (extension) => extension !== '*',
  )
  return (Object.keys(kindNames) as (keyof typeof kindNames)[])
    .flatMap((kind) => {
      const rows = rowsOf(
        extensions.filter((extension) => kindOf(extension) === kind),
        plugins,
        config,
      )
      if (rows.length === 0) return []
      return [
        `### ${kindNames[kind]}`,
        '',
        '| Files | What you get | If you turn it on |',
        '| --- | --- | --- |',
        ...rows.map(
          (row) => `| ${row.extensions.join(' ')} | ${links(row.byDefault)} | ${links(row.further)} |`,
        ),
        '',
      ]
    })
    .join('\n')
    .trim()
}

function rowsOf(
  extensions: readonly string[],
  plugins: readonly OwnPlugin[],
  config: RunnerConfig,
): readonly Row[] {
  const rows = new Map<string, { extensions: string[] } & Omit<Row, 'extensions'>>()
  for (const extension of extensions) {
    const byDefault = routed(extension, config)
    const further = plugins
      .filter(({ plugin }) => plugin.extensions.includes(extension))
      .map(({ plugin }) => plugin.name)
      .filter((name) => !byDefault.includes(name))
    const key = JSON.stringify([byDefault, further])
    const row = rows.get(key) ?? { extensions: [], byDefault, further }
    row.extensions.push(extension)
    rows.set(key, row)
  }
  return [...rows.values()]
}

/** Names of the plugins that the repository's own config runs on files with this extension. */
export function routed(extension: string, config: RunnerConfig): readonly string[] {
  const route = config.routes.find((one) => one.extensions.includes(extension))
  return route?.plugins ?? []
}

const links = (names: readonly string[]) => names.map((name) => `[${name}](#${name})`).join(', ')

function gallery(plugins: readonly OwnPlugin[]): string {
  return plugins
    .map(({ folder, plugin }) => {
      const { description = '' } = JSON.parse(
        readFileSync(join(root, 'plugins', folder, 'package.json'), 'utf8'),
      ) as { description?: string }
      const takes = plugin.extensions.includes('*') ? 'any file' : plugin.extensions.join(' ')
      return [
        `### ${plugin.name}`,
        '',
        `${description.replace(/, for box-skill-runner\.$/, '.')} [Options, cards, costs](../plugins/${folder}/README.md)`,
        '',
        `Takes ${takes}.`,
        '',
        `![Cards of ${plugin.name} in Box's sidebar](images/plugins/${folder}.png)`,
      ].join('\n')
    })
    .join('\n\n')
}
