import { readdir, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, extname, join } from 'node:path'
import { fail } from '../errors/error.ts'

export interface PageFile {
  readonly body: Buffer
  readonly type: string
}

const types: ReadonlyMap<string, string> = new Map([
  ['.html', 'text/html; charset=utf-8'],
  ['.js', 'text/javascript; charset=utf-8'],
  ['.css', 'text/css; charset=utf-8'],
  ['.svg', 'image/svg+xml'],
])

/** Folder of what `npm run build` makes of `console/`, wherever this code itself runs from. */
export const builtConsole: string = join(
  dirname(createRequire(import.meta.url).resolve('box-skill-runner/package.json')),
  'dist',
  'console',
)

/** The files of the built page by their paths, such as `/index.html`. Throws `SKR_CONSOLE_NOT_BUILT`. */
export async function readPageFiles(
  folder = join(builtConsole, 'page'),
): Promise<ReadonlyMap<string, PageFile>> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true })
    const files = entries.filter((entry) => entry.isFile())
    const read = files.map(async ({ parentPath, name }) => {
      const path = join(parentPath, name)
      const type = types.get(extname(name)) ?? 'application/octet-stream'
      return [path.slice(folder.length), { body: await readFile(path), type }] as const
    })
    return new Map(await Promise.all(read))
  } catch (error) {
    throw fail('SKR_CONSOLE_NOT_BUILT', { folder }, { cause: error })
  }
}
