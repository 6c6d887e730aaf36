import fc from 'fast-check'
import { createActivity } from '../../../core/console/activity.ts'
import { startConsole } from '../../../core/console/console.ts'
import { startSandbox } from '../../../core/testing.ts'
import { hostileBytes, hostileText, wellFormed } from '../hostile.ts'
import { holds } from '../invariants.ts'
import { targetOn } from '../target.ts'
import { checkAnswer, pathOf, type Request, request, send } from './http-requests.ts'

async function openConsole() {
  const sandbox = await startSandbox()
  const { id } = await sandbox.upload({ name: 'a.txt', content: 'Hello.' })
  const faults: unknown[] = []
  const server = await startConsole({
    sandbox,
    queue: { list: async () => [], subscribe: () => () => undefined } as never,
    activity: createActivity(),
    pathOf: () => undefined,
    session: { folder: 'inbox/', routes: [] },
    port: 0,
    onError: (error) => faults.push(error),
  })
  const names = ['origin', 'host', 'sec-fetch-site', 'sec-fetch-mode', 'content-type']
  const upload = hostileText.map(
    (text) => `/api/upload?name=${encodeURIComponent(wellFormed(text)).slice(0, 5000)}`,
  )
  const paths = fc.oneof(
    upload,
    fc.constantFrom(
      '/',
      '/api/events',
      `/api/files/${id}`,
      '/api/upload',
      '/api/upload?name=a&name=b',
      '/api/upload?__proto__=a',
    ),
    pathOf(['api', 'files', 'upload', 'events', 'assets', 'run', id]),
  )
  return {
    input: fc.tuple(
      request(paths, hostileBytes, names, ['application/octet-stream', 'application/json']),
      fc.boolean(),
    ),
    async check([sent, isOwn]: readonly [Request, boolean]) {
      const headers = isOwn
        ? { ...sent.headers, host: new URL(server.url).host, origin: server.url }
        : sent.headers
      const [status, text] = await send(server.url, { ...sent, headers })
      checkAnswer(status, sent.method === 'HEAD' ? '' : text)
      holds(faults.length === 0, 'nothing went wrong beside the request')
      if (sandbox.files().length > 100)
        for (const file of sandbox.files()) if (file.id !== id) sandbox.delete(file.id)
    },
    async close() {
      await server.close()
      await sandbox.close()
    },
  }
}

export const consoleTarget = targetOn('HTTP: the page of dev', 40, openConsole)
