import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { loadConfig } from '../config/load.ts'
import { fail } from '../errors/error.ts'
import { printable } from '../errors/printable.ts'
import { endStates, type InvocationState, openStates } from '../invocation/state.ts'
import type { InvocationRecord, Queue } from '../queue/queue.ts'
import { openSqliteQueue } from '../queue/sqlite.ts'

interface CommonOptions {
  readonly config: string
  readonly json?: boolean
}

export async function list(
  options: CommonOptions & { state?: readonly string[]; file?: string; limit: string },
): Promise<void> {
  const states = options.state?.map(stateOf)
  await withQueue(options.config, async (queue) => {
    const records = await queue.list({
      limit: Math.max(1, Number.parseInt(options.limit, 10) || 20),
      ...(states && { states }),
      ...(options.file && { fileId: options.file }),
    })
    if (options.json === true) return console.log(records.map((record) => JSON.stringify(record)).join('\n'))
    if (records.length === 0) return console.log('No invocations.')
    for (const record of records) console.log(lineOf(record))
  })
}

export async function show(id: string, options: CommonOptions): Promise<void> {
  await withQueue(options.config, async (queue) => {
    const record = await queue.get(id)
    if (record === undefined) throw fail('SKR_QUEUE_UNKNOWN_INVOCATION', { id: printable(id, 60) })
    if (options.json === true) return console.log(JSON.stringify(record, undefined, 2))
    for (const [name, value] of detailsOf(record))
      console.log(`${`${name}:`.padEnd(14)}${printable(value, 1000)}`)
  })
}

export async function retry(ids: readonly string[], options: CommonOptions): Promise<void> {
  await withQueue(options.config, async (queue) => {
    for (const id of ids) {
      await queue.requeue(id)
      console.log(`${printable(id, 60)} is in line again.`)
    }
  })
}

async function withQueue(config: string, work: (queue: Queue) => Promise<void>): Promise<void> {
  const {
    config: { queue: settings },
  } = await loadConfig(config, process.env, { local: true })
  if (!existsSync(settings.path)) throw fail('SKR_CLI_NO_QUEUE', { path: settings.path })
  // These commands open no sealed part, so any key will do, and none has to be set where they are typed.
  const queue = await openSqliteQueue({ ...settings, sealKey: randomUUID() })
  try {
    await work(queue)
  } finally {
    await queue.close()
  }
}

function stateOf(text: string): InvocationState {
  const known = [...openStates, ...endStates]
  const state = known.find((candidate) => candidate === text)
  if (state === undefined)
    throw fail('SKR_CLI_UNKNOWN_STATE', { state: printable(text, 60), known: known.join(', ') })
  return state
}

function lineOf({ invocation, state, attempts, reason }: InvocationRecord): string {
  const when = new Date(invocation.receivedAt).toISOString().slice(0, 19).replace('T', ' ')
  const why = reason === undefined ? '' : `  ${reason.code} ${printable(reason.message, 120)}`
  return `${invocation.id}  ${when}  ${state.padEnd(10)} ${attempts}x  ${printable(invocation.file.name, 60)} (${invocation.file.id})${why}`
}

function detailsOf({
  invocation,
  state,
  lane,
  attempts,
  dueAt,
  endedAt,
  reason,
  runs,
  hasTokens,
}: InvocationRecord): readonly (readonly [string, string])[] {
  const time = (at: number) => new Date(at).toISOString()
  return [
    ['id', invocation.id],
    ['state', state],
    [
      'file',
      `${invocation.file.name} (id ${invocation.file.id}, version ${invocation.file.versionId ?? 'unknown'}, ${invocation.file.size ?? 'unknown'} bytes)`,
    ],
    ['skill', `${invocation.skillId} (app ${invocation.app})`],
    ['trigger', invocation.trigger],
    ['plugins', lane === '' ? 'none' : lane],
    ['received', time(invocation.receivedAt)],
    ...(endedAt === undefined ? [['due', time(dueAt)] as const] : [['ended', time(endedAt)] as const]),
    ['attempts', String(attempts)],
    ...(reason === undefined
      ? []
      : [
          ['reason', `${reason.code} ${reason.message}`] as const,
          ...(reason.fix ? [['fix', reason.fix] as const] : []),
        ]),
    ...runs.map(
      (run) =>
        [
          'run',
          `${run.plugin}: ${run.ok ? `${run.cards} cards` : (run.code ?? 'failed')} in ${run.durationMs} ms`,
        ] as const,
    ),
    ['can be retried', hasTokens ? 'yes' : 'no: its tokens are gone'],
  ]
}
