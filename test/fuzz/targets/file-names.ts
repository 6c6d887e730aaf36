import { existsSync, mkdtempSync } from 'node:fs'
import { readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { tooLarge } from '../../../core/cards/status.ts'
import { instanceName, isPath } from '../../../core/cli/named-plugin.ts'
import type { RouteConfig } from '../../../core/config/config.ts'
import { createActivity } from '../../../core/console/activity.ts'
import { detail, summarize } from '../../../core/console/describe-file.ts'
import { eventText } from '../../../core/console/event-stream.ts'
import { printable, printableLines } from '../../../core/errors/printable.ts'
import { createLog } from '../../../core/observe/log.ts'
import { formatPretty } from '../../../core/observe/pretty.ts'
import type { ToWorker } from '../../../core/pool/protocol.ts'
import { createSharedFiles } from '../../../core/pool/shared-files.ts'
import { extensionOf, extensionsOf } from '../../../core/routing/extension.ts'
import { kindOf } from '../../../core/routing/kinds.ts'
import { createRouter, lane } from '../../../core/routing/router.ts'
import { parseExtensions } from '../../../core/scaffold/extensions.ts'
import { pluginNames } from '../../../core/scaffold/plugin-name.ts'
import { hostileJson, hostileText } from '../hostile.ts'
import { checkOneLine, holds, orRefused } from '../invariants.ts'
import { target, targetOn } from '../target.ts'

/** A name of any kind, with an extension of any kind, up to 4 KB and more. */
const name = fc
  .tuple(
    hostileText,
    fc.oneof(fc.constantFrom('', '.txt', '.tar.gz', '.TXT ', '.p\u202etxt', '.a/b', '.\0'), hostileText),
  )
  .map(([stem, end]) => `${stem}${end}`)

const route = (extensions: readonly string[], kinds: RouteConfig['kinds'] = []): RouteConfig => ({
  extensions,
  kinds,
  plugins: ['words'],
  skillIds: [],
  parentFolderIds: [],
  minFileBytes: undefined,
  maxFileBytes: undefined,
})
const files = { maxFileBytes: 1000, downloadTimeoutMs: 1, representationTimeoutMs: 1, tempDir: '/tmp' }
const router = createRouter({ routes: [route(['txt', 'tar.gz']), route([], ['image'])], files })

const lines: string[] = []
const log = createLog('info', { pretty: false, destination: { write: (line) => void lines.push(line) } })
const plain = (text: string) => text.replaceAll(/\p{Cc}\[\d*m/gu, '')

export const fileNameTargets = [
  target('file names: routing', 100, name, (given) => {
    const extension = extensionOf(given)
    for (const one of extensionsOf(given)) holds(!/[\s/\\]|\p{Cc}/u.test(one), 'an extension is no path')
    kindOf(extension)
    const file = {
      id: '1',
      name: given,
      size: undefined,
      versionId: undefined,
      sequence: undefined,
      parentId: '2',
    }
    const decision = router.route(file, '137')
    if (decision.kind === 'ignored') checkOneLine(decision.reason)
    holds(['', 'words'].includes(lane(decision)), 'a lane comes from the config alone')
  }),
  target(
    'file names: log and terminal',
    40,
    fc.tuple(name, hostileJson(['token', 'name', 'stack'], 3)),
    ([given, more]) => {
      for (const text of [printable(given, 100), printableLines(given, 100).replaceAll(/[\n\t]/g, '')]) {
        checkOneLine(text)
        holds(
          text.length <= 100 && !/\p{Surrogate}/u.test(text),
          'a text for people is short and well-formed',
        )
      }
      lines.length = 0
      log.info({ file: given, more, accessToken: `secret-of-${given}` }, `Took ${given}.`)
      const [line = '', second] = lines
      holds(second === undefined && line.indexOf('\n') === line.length - 1, 'a record is one line')
      const record = JSON.parse(line) as Record<string, unknown>
      holds(record.accessToken === '[redacted]', 'a token is taken out')
      for (const row of formatPretty(record).split('\n')) checkOneLine(plain(row).replaceAll('\t', ''))
    },
  ),
  target('file names: the page of dev', 20, name, async (given) => {
    const file = {
      id: '1',
      name: given,
      parentId: '0',
      versionId: '2',
      versionIds: ['2'],
      sequence: 0,
      size: 1,
      sha1: '',
      createdAt: 0,
      modifiedAt: 0,
    }
    const record = {
      invocation: {
        id: 'a',
        app: 'default',
        boxId: 'b',
        eventId: 'e',
        skillId: '1',
        enterpriseId: undefined,
        trigger: given,
        file: { ...file, parentId: '0' },
        createdAt: 0,
        receivedAt: 0,
      },
      lane: given,
      state: 'running' as const,
      attempts: 1,
      dueAt: 0,
      endedAt: undefined,
      reason: { code: given, message: given, retryable: false },
      runs: [],
      hasTokens: false,
    }
    const activity = createActivity()
    activity.record({ invocation: 'a', level: 30, time: 0, msg: given, fields: { given } })
    const event = {
      id: 'b',
      fileId: '1',
      versionId: '2',
      eventType: 'ITEM_UPLOAD' as const,
      createdAt: 0,
      readToken: 'r',
      writeToken: 'w',
    }
    const sources = {
      sandbox: {
        file: () => file,
        files: () => [file],
        cards: () => [],
        cardHistory: () => [],
        invocations: () => [event],
        deliveries: () => [],
        subscribe: () => () => undefined,
      },
      queue: { list: async () => [record], subscribe: () => () => undefined },
      activity,
      pathOf: () => given,
    }
    const told = eventText('change', [
      await summarize(file, 1, sources as never),
      await detail(file, sources as never),
    ])
    holds(told.split('\n').length === 4, 'an event of the stream is one line')
  }),
  targetOn('file names: temporary files', 6, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'fuzz-'))
    return {
      input: name,
      async check(given: string) {
        const shared = createSharedFiles(folder, extensionOf(given))
        const answer = await new Promise<ToWorker>((answer, refuse) =>
          shared.need({ answer, refuse }, 'content'),
        )
        holds(answer.type === 'fetch', 'it is to be fetched')
        if (answer.type === 'fetch') {
          holds(dirname(dirname(answer.path)) === folder, 'the file lies in the folder of its invocation')
          holds(existsSync(dirname(answer.path)), 'the folder is there')
        }
        await shared.remove()
        holds((await readdir(folder)).length === 0, 'nothing is left')
      },
      close: () => rm(folder, { recursive: true, force: true }),
    }
  }),
  target('file names: on the command line', 40, name, (given) => {
    const names = orRefused(() => pluginNames(given))
    if (names !== undefined) holds(/^[a-z][a-z0-9-]*$/.test(names.plugin), 'the name of a plugin is a word')
    for (const one of orRefused(() => parseExtensions(given)) ?? [])
      holds(/^(\*|[a-z0-9_.+-]+)$/.test(one), 'extensions are words')
    isPath(given)
    const folder = join('/plugins', given)
    const resolved = { use: given, entry: join(folder, 'index.js'), folder, packageName: given } as never
    holds(/^[a-z][a-z0-9-]*$/.test(instanceName(resolved)), 'the name of an instance is a word')
  }),
  target('file names: cards', 20, fc.tuple(fc.nat(), fc.nat()), ([size, limit]) => {
    const { message } = tooLarge(size, limit).status
    checkOneLine(message)
  }),
]
