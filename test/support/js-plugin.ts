import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * Writes a plugin as a stranger would have it after a build: plain JavaScript in a folder of its own, outside of this
 * repository, so it cannot import the package and declares its contract by hand.
 *
 * @param run Body of `run({ file, options, cards, progress, signal })`.
 */
export async function writePlugin(folder: string, run: string, extra = ''): Promise<string> {
  await mkdir(folder, { recursive: true })
  await writeFile(
    join(folder, 'package.json'),
    JSON.stringify({ name: 'test-plugin', type: 'module', exports: './index.js' }),
  )
  await writeFile(
    join(folder, 'index.js'),
    `export default {
  name: 'test-plugin', version: '1.0.0', apiVersion: 1, extensions: ['txt'],
  options: { type: 'object', additionalProperties: false, properties: { top: { type: 'integer', default: 3, description: 'How many.' } } },
  ${extra}
  async run({ file, options, cards, progress, signal }) { ${run} },
}
`,
  )
  return folder
}
