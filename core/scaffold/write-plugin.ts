import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fail, messageOf } from '../errors/error.ts'

/**
 * Writes the files of a new plugin into a folder, which is made if need be and must be empty. Nothing that is there is ever
 * written over.
 *
 * @throws `SKR_NEW_FOLDER_NOT_EMPTY`, `SKR_NEW_FOLDER_IS_FILE` or `SKR_NEW_FOLDER_NOT_WRITABLE`
 */
export async function writePlugin(folder: string, files: ReadonlyMap<string, string>): Promise<void> {
  await mustBeEmpty(folder)
  try {
    for (const [path, text] of files) {
      await mkdir(dirname(join(folder, path)), { recursive: true })
      await writeFile(join(folder, path), text, { flag: 'wx' })
    }
  } catch (cause) {
    throw notWritable(folder, cause)
  }
}

/** A folder that only holds the history of a new repository counts as empty. */
async function mustBeEmpty(folder: string): Promise<void> {
  let names: readonly string[]
  try {
    names = await readdir(folder)
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    if (code === 'ENOENT') return
    if (code === 'ENOTDIR') throw fail('SKR_NEW_FOLDER_IS_FILE', { folder }, { cause })
    throw notWritable(folder, cause)
  }
  const [first] = names.filter((name) => name !== '.git')
  if (first !== undefined) throw fail('SKR_NEW_FOLDER_NOT_EMPTY', { folder, first })
}

function notWritable(folder: string, cause: unknown) {
  const reason = (cause as NodeJS.ErrnoException).code ?? messageOf(cause)
  return fail('SKR_NEW_FOLDER_NOT_WRITABLE', { folder, reason }, { cause })
}
