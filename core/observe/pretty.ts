import { printable, printableLines } from '../errors/printable.ts'

/** A log record of pino's, parsed. */
export type LogRecord = Readonly<Record<string, unknown>>

const levels: Readonly<Record<number, readonly [name: string, color: string]>> = {
  20: ['debug', '\u001b[2m'],
  30: ['info', '\u001b[32m'],
  40: ['warn', '\u001b[33m'],
  50: ['error', '\u001b[31m'],
  60: ['fatal', '\u001b[31m'],
}
/** Longest message or field; a line is to be read at a glance, and JSON lines have all of it. */
const MAX_CHARS = 500
const MAX_STACK_CHARS = 4000

const dim = '\u001b[2m'
const reset = '\u001b[0m'

/** Fields that the line shows in another way, or that mean nothing to somebody who watches it. */
const shownElsewhere = new Set(['level', 'time', 'msg', 'err', 'stack', 'fix', 'pid', 'hostname', 'reqId'])

/**
 * One log record as a line for a terminal, `12:34:56 warn  Text  key=value`, with the fix and the stack of an error below.
 * Whatever could steer the terminal is taken out: file names come from strangers.
 */
export function formatPretty(record: LogRecord): string {
  const [name, color] = levels[Number(record.level)] ?? ['log', '']
  const time = new Date(Number(record.time)).toTimeString().slice(0, 8)
  const fields = Object.entries(record)
    .filter(([key]) => !shownElsewhere.has(key))
    .map(([key, value]) => `${printable(key, MAX_CHARS)}=${formatValue(value)}`)
  const head = `${dim}${time}${reset} ${color}${name.padEnd(5)}${reset} ${printable(String(record.msg ?? ''), MAX_CHARS)}`
  const line = fields.length === 0 ? head : `${head}  ${dim}${fields.join(' ')}${reset}`
  return [line, ...details(record)].join('\n')
}

function details(record: LogRecord): string[] {
  const fix = record.fix
  const stack = record.stack ?? (record.err as { stack?: unknown } | undefined)?.stack
  return [
    ...(typeof fix === 'string' ? [`         ${printable(fix, MAX_CHARS)}`] : []),
    ...(typeof stack === 'string'
      ? printableLines(stack, MAX_STACK_CHARS)
          .split('\n')
          .map((row) => `         ${dim}${row}${reset}`)
      : []),
  ]
}

function formatValue(value: unknown): string {
  const text = typeof value === 'string' && /^[^\s"=]+$/.test(value) ? value : JSON.stringify(value)
  return printable(text, MAX_CHARS)
}
