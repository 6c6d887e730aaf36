import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { flavourOf } from './extensions.ts'
import type { NewPlugin } from './new-plugin.ts'
import { packageJsonOf } from './package-json.ts'

/** Templates are read from the package as it is published, so they stand beside `dist`. */
const templates = join(
  dirname(createRequire(import.meta.url).resolve('box-skill-runner/package.json')),
  'scaffold',
  'templates',
)

/** What the first lines of a plugin do, and the option that they have. */
const flavours = {
  text: {
    description: 'Shows the dates that stand in a text.',
    option: 'top',
    preset: '10',
    means: 'Dates to show at most.',
  },
  bytes: {
    description: 'Shows the size and the checksum of a file.',
    option: 'algorithm',
    preset: 'sha256',
    means: 'How the checksum is made.',
  },
} as const

/** All files of a new plugin by their paths in its folder. */
export async function pluginFiles(plugin: NewPlugin): Promise<ReadonlyMap<string, string>> {
  const flavour = flavourOf(plugin.extensions)
  const { description } = flavours[flavour]
  const language = plugin.typeScript ? 'typescript' : 'javascript'
  const ending = plugin.typeScript ? 'ts' : 'js'
  const sample = sampleName(plugin.extensions)
  const sources: readonly (readonly [path: string, template: string])[] = [
    [`index.${ending}`, `${flavour}/index.ts`],
    [`test/index.test.${ending}`, `${flavour}/test/index.test.ts`],
    [`fixtures/${sample}`, `${flavour}/sample`],
    ['skill.config.json', 'both/skill.config.json'],
    ['tsconfig.json', `${language}/tsconfig.json`],
    ...(plugin.typeScript ? ([['tsconfig.build.json', 'typescript/tsconfig.build.json']] as const) : []),
    ['README.md', `${language}/README.md`],
    ['LICENSE', 'both/LICENSE'],
    // npm would take a file named .gitignore for its own, and not publish it.
    ['.gitignore', 'both/gitignore'],
  ]
  const values = {
    ...flavours[flavour],
    plugin: plugin.names.plugin,
    package: plugin.names.package,
    year: String(plugin.year),
    sample,
  }
  const files = await Promise.all(
    sources.map(async ([path, template]) => {
      const text = fill(await readFile(join(templates, template), 'utf8'), values, plugin.extensions)
      // The plugin and its tests need no types beyond those that the compiler finds, so both languages have the same lines.
      return [path, plugin.typeScript ? text : text.replace("'../index.ts'", "'../index.js'")] as const
    }),
  )
  return new Map([['package.json', packageJsonOf(plugin, description)], ...files])
}

/** `sample.txt`; where the plugin takes anything, an extension that stands for nothing. */
function sampleName([first = '*']: readonly string[]): string {
  return `sample.${first === '*' ? 'bin' : first}`
}

function fill(
  template: string,
  values: Readonly<Record<string, string>>,
  extensions: readonly string[],
): string {
  return template
    .replace(/(['"])\{\{extensions\}\}\1/g, (_, quote: string) =>
      extensions.map((extension) => `${quote}${extension}${quote}`).join(', '),
    )
    .replace(/\{\{(\w+)\}\}/g, (whole, key: string) => values[key] ?? whole)
}
