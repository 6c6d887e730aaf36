import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import {
  type ContentReader,
  type ContentReaderOptions,
  createContentReader,
} from '../../../core/box/content.ts'
import type { Sandbox } from '../../../core/sandbox/sandbox.ts'
import { startSandbox } from '../../../core/sandbox/start.ts'
import { serve, type TestServer, transportTo } from './box-server.ts'

/** A signal that never aborts. */
export const never = new AbortController().signal

/** A folder that goes with the test. */
export async function tempFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'box-content-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

type Changes = Partial<ContentReaderOptions> & { readonly timeoutMs?: number }

/** A reader of file `fileId`, with limits that no test meets by chance. */
export function readerOf(
  apiUrl: string,
  fileId: string,
  { timeoutMs = 5000, ...changes }: Changes = {},
): ContentReader {
  return createContentReader({
    transport: transportTo(apiUrl, { timeoutMs }),
    apiUrl,
    fileId,
    versionId: undefined,
    token: { value: 'tok', expiresAt: Date.now() + 60_000 },
    maxBytes: 1_000_000,
    downloadTimeoutMs: 10_000,
    representationTimeoutMs: 10_000,
    ...changes,
  })
}

/** A file in a sandbox of its own, a reader of it, and a folder to read it into. */
export async function sandboxFile(name: string, content: string | Buffer) {
  const sandbox = await startSandbox({ representationDelayMs: 300 })
  onTestFinished(() => sandbox.close())
  const file = await sandbox.upload({ name, content })
  const read = (changes: Changes = {}) =>
    readerOf(sandbox.url, file.id, { token: readToken(sandbox, file.id), ...changes })
  return { sandbox, file, read, folder: await tempFolder() }
}

function readToken(sandbox: Sandbox, fileId: string) {
  const event = JSON.parse(Buffer.from(sandbox.event(fileId).body).toString('utf8'))
  return { value: event.token.read.access_token, expiresAt: Date.now() + 60_000 }
}

/** A server that redirects the content call to `/d` of itself, where `answer` is asked. */
export function contentServer(answer: Parameters<typeof serve>[0]): Promise<TestServer> {
  let downloads = 0
  return serve((request, response) => {
    if (request.url.startsWith('/2.0/')) return response.writeHead(302, { location: '/d' }).end()
    downloads += 1
    return answer(request, response, downloads)
  })
}
