import {
  type DestinationStream,
  destination as fileDestination,
  type Logger,
  pino,
  stdTimeFunctions,
} from 'pino'
import type { LogConfig } from '../config/config.ts'
import { formatPretty, type LogRecord } from './pretty.ts'
import { redact } from './redact.ts'

/** The runner's logger: `log.info({ key: value }, 'Text.')`. */
export type Log = Logger

interface LogOptions {
  /** Short lines for a terminal instead of JSON. */
  readonly pretty: boolean
  /** Where the lines go; standard output where it is left out. */
  readonly destination?: DestinationStream
  /** Secrets that are known, and taken out wherever they stand; asked for each line, so that more can be added. */
  readonly secrets?: Iterable<string>
  /** Takes every record from `debug` on, without secrets, also those below the level, which are not printed. */
  readonly onRecord?: (record: LogRecord) => void
}

/**
 * Makes the logger of one runner: one JSON object a line, with `time` in milliseconds since the epoch. Secrets are taken
 * out of the finished line, so that no way into it (fields, errors, bindings of a child, the text) goes round that.
 */
export function createLog(
  level: LogConfig['level'],
  { pretty, destination, secrets, onRecord }: LogOptions,
): Log {
  const target = destination ?? fileDestination({ dest: 1, sync: true })
  const least = pino.levels.values[level] ?? Number.POSITIVE_INFINITY
  const write = (line: string) => {
    const record = redact(JSON.parse(line), secrets) as LogRecord
    onRecord?.(record)
    if (Number(record.level) < least) return
    target.write(`${pretty ? formatPretty(record) : JSON.stringify(record)}\n`)
  }
  return pino(
    { level: onRecord === undefined ? level : 'debug', base: null, timestamp: stdTimeFunctions.epochTime },
    { write },
  )
}
