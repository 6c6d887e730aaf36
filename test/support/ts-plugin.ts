import { mkdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const core = fileURLToPath(new URL('../../core', import.meta.url))

/**
 * Writes a plugin as its author has it while working on it: TypeScript that imports the package by name, with a folder
 * of fixtures.
 *
 * @param run Body of `run({ file, options, cards, log })`; `helper` of `./helper.ts` is there, too.
 */
export async function writeTsPlugin(
  folder: string,
  run: string,
  helper = "export const mark = '!'",
): Promise<void> {
  await mkdir(join(folder, 'fixtures'), { recursive: true })
  await mkdir(join(folder, 'node_modules'), { recursive: true })
  await symlink(core, join(folder, 'node_modules', 'box-skill-runner'), 'dir').catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
    },
  )
  await writeUnlessThere(
    join(folder, 'package.json'),
    `${JSON.stringify({ name: 'box-skill-plugin-words', type: 'module', keywords: ['box-skill-plugin'], exports: { '.': { source: './index.ts', default: './dist/index.js' } } })}\n`,
  )
  await writeUnlessThere(join(folder, 'helper.ts'), `${helper}\n`)
  await writeFile(
    join(folder, 'index.ts'),
    `import { definePlugin } from 'box-skill-runner/plugin'
import { mark } from './helper.ts'

export default definePlugin({
  name: 'words',
  version: '1.0.0',
  extensions: ['txt'],
  options: { type: 'object', additionalProperties: false, properties: { top: { type: 'integer', default: 5, description: 'How many.' } } },
  async run({ file, options, cards, log }) {
    log.debug(\`\${mark} \${options.top} of \${file.name}\`)
    ${run}
  },
})
`,
  )
}

async function writeUnlessThere(path: string, text: string): Promise<void> {
  await writeFile(path, text, { flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
  })
}
