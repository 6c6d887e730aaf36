import type { LogRecord } from '../observe/pretty.ts'
import type { RunProgress } from '../processing/workbench.ts'
import type { LineView } from './view.ts'

/** What a running plugin last said of itself. */
export interface ProgressView {
  readonly fraction: number
  readonly message: string | undefined
}

/** What invocations say while they are worked on: progress and log lines, which no queue keeps. */
export interface Activity {
  progress(step: RunProgress): void
  /** Takes a record of the log; those that name no invocation are passed over. */
  record(record: LogRecord): void
  progressOf(invocationId: string): ReadonlyMap<string, ProgressView>
  /** Oldest first. */
  linesOf(invocationId: string): readonly LineView[]
  /** Calls `listener` with the id of an invocation after each step or line of it. */
  subscribe(listener: (invocationId: string) => void): void
}

interface Kept {
  readonly progress: Map<string, ProgressView>
  readonly lines: LineView[]
}

/** A session is looked at by one person; what is older than this they have seen. */
const maxInvocations = 500
/** Of one invocation. The first are dropped: the end tells why it ended. */
const maxLines = 500
const maxTextChars = 4000

const levels: ReadonlyMap<number, LineView['level']> = new Map([
  [20, 'debug'],
  [30, 'info'],
  [40, 'warn'],
])

export function createActivity(): Activity {
  const kept = new Map<string, Kept>()
  const listeners: ((invocationId: string) => void)[] = []

  const of = (invocationId: string): Kept => {
    const found = kept.get(invocationId)
    if (found !== undefined) return found
    const made: Kept = { progress: new Map(), lines: [] }
    kept.set(invocationId, made)
    const [oldest] = kept.keys()
    if (kept.size > maxInvocations && oldest !== undefined) kept.delete(oldest)
    return made
  }
  const tell = (invocationId: string) => {
    for (const listener of listeners) listener(invocationId)
  }

  return {
    progress({ invocationId, plugin, fraction, message }) {
      of(invocationId).progress.set(plugin, { fraction, message })
      tell(invocationId)
    },
    record(record) {
      if (typeof record.invocation !== 'string') return
      const { lines } = of(record.invocation)
      lines.push(lineOf(record))
      if (lines.length > maxLines) lines.shift()
      tell(record.invocation)
    },
    progressOf: (invocationId) => kept.get(invocationId)?.progress ?? new Map(),
    linesOf: (invocationId) => kept.get(invocationId)?.lines ?? [],
    subscribe(listener) {
      listeners.push(listener)
    },
  }
}

function lineOf({ time, level, plugin, msg, fields, stack }: LogRecord): LineView {
  const more = typeof stack === 'string' ? stack : fields === undefined ? undefined : JSON.stringify(fields)
  return {
    at: Number(time),
    level: levels.get(Number(level)) ?? 'error',
    plugin: typeof plugin === 'string' ? plugin : undefined,
    text: String(msg ?? '').slice(0, maxTextChars),
    more: more?.slice(0, maxTextChars),
  }
}
