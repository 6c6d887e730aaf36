import type { Readable } from 'node:stream'
import { fail, isRunnerError } from '../errors/error.ts'
import { printable } from '../errors/printable.ts'
import type { FiredFile, Sandbox } from '../sandbox/sandbox.ts'
import { ROOT_FOLDER } from '../sandbox/store.ts'

/**
 * Uploads a file to the sandbox's root folder: a new version where one of that name is there. The content is streamed.
 * Throws `SKR_CONSOLE_NO_NAME` and `SKR_CONSOLE_NAME_REFUSED`.
 */
export async function takeUpload(
  name: string | undefined,
  content: Readable | undefined,
  sandbox: Pick<Sandbox, 'files' | 'upload'>,
): Promise<FiredFile> {
  if (typeof name !== 'string' || name === '') throw fail('SKR_CONSOLE_NO_NAME', {})
  const body = content ?? new Uint8Array()
  const known = sandbox.files().find((file) => file.parentId === ROOT_FOLDER && file.name === name)
  try {
    return await sandbox.upload(
      known === undefined ? { name, content: body } : { fileId: known.id, content: body },
    )
  } catch (error) {
    if (!isRunnerError(error, 'SKR_SANDBOX_REFUSED')) throw error
    const reason = String(error.params.reason)
    throw fail('SKR_CONSOLE_NAME_REFUSED', { name: printable(name, 100), reason }, { cause: error })
  }
}
