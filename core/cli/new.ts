import { relative, resolve } from 'node:path'
import { fail } from '../errors/error.ts'
import { parseExtensions } from '../scaffold/extensions.ts'
import { pluginFiles } from '../scaffold/plugin-files.ts'
import { pluginNames } from '../scaffold/plugin-name.ts'
import { writePlugin } from '../scaffold/write-plugin.ts'
import { askNew, type NewAnswers, usualAnswers } from './ask-new.ts'
import { version } from './version.ts'

interface NewOptions {
  readonly yes?: boolean
  readonly extensions?: string
  readonly javascript?: boolean
  readonly folder?: string
}

/** Writes the package of a new plugin, and says what to do with it. Asks for what is open where somebody can answer. */
export async function newPlugin(name: string | undefined, options: NewOptions): Promise<void> {
  const given: NewAnswers = {
    ...(name !== undefined && { names: pluginNames(name) }),
    ...(options.extensions !== undefined && { extensions: parseExtensions(options.extensions) }),
    ...(options.javascript === true && { typeScript: false }),
  }
  const asks = options.yes !== true && process.stdin.isTTY === true && process.stdout.isTTY === true
  const answers = asks ? await askNew(given, { input: process.stdin, output: process.stdout }) : given
  const { names, extensions, typeScript } = { ...usualAnswers, ...answers }
  if (names === undefined) throw fail('SKR_NEW_NAME_MISSING', {})

  const folder = resolve(options.folder ?? names.plugin)
  const year = new Date().getFullYear()
  const files = await pluginFiles({ names, extensions, typeScript, runnerVersion: version, year })
  await writePlugin(folder, files)
  console.log(report(relative('.', folder) || '.', names.package, [...files.keys()], typeScript))
}

function report(folder: string, name: string, files: readonly string[], typeScript: boolean): string {
  const steps = [
    ...(folder === '.' ? [] : [[`cd ${/\s/.test(folder) ? `"${folder}"` : folder}`, '']]),
    ['npm install', ''],
    ['npm run dev', 'see its cards while you type'],
    ['npm test', 'it passes; keep it so'],
    ['npm run check', 'before you publish it'],
  ]
  const listed = files.map((file) => `  ${file}`).join('\n')
  const next = steps.map(([command = '', why = '']) => `  ${command.padEnd(16)}${why}`.trimEnd()).join('\n')
  return `${name} in ${folder}/:\n${listed}\n\nThe plugin is index.${typeScript ? 'ts' : 'js'}. Next:\n${next}`
}
