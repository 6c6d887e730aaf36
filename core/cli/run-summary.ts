import { printable } from '../errors/printable.ts'
import type { LocalResult } from './local-run.ts'

/** Longest name of a file in the list of failures; the end of a path says more than its beginning. */
const maxFileChars = 60

/**
 * What a `run` over several files came to: how many files ended how, what each plugin did and how long it took, and which
 * files failed and why.
 *
 * @param elapsedMs From the first file to the last.
 */
export function summaryLines(results: readonly LocalResult[], elapsedMs: number): readonly string[] {
  const counts = (['succeeded', 'partial', 'failed', 'ignored'] as const)
    .map((status) => [results.filter((result) => result.status === status).length, status] as const)
    .filter(([count]) => count > 0)
    .map(([count, status]) => `${count} ${status}`)
  const failures = results.flatMap(failureLines)
  return [
    `${results.length} files in ${duration(elapsedMs)}: ${counts.join(', ')}`,
    ...section(pluginTable(results)),
    ...section(failures.length === 0 ? [] : ['Failed:', ...failures]),
  ]
}

function section(lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', ...lines]
}

function pluginTable(results: readonly LocalResult[]): readonly string[] {
  const runs = results.flatMap(({ plugins }) => plugins)
  const names = [...new Set(runs.map(({ name }) => name))].sort()
  if (names.length === 0) return []
  const rows = names.map((name) => {
    const own = runs.filter((run) => run.name === name)
    const times = own.map(({ durationMs }) => durationMs).sort((a, b) => a - b)
    return [
      name,
      String(own.length),
      String(own.reduce((sum, { cards }) => sum + (cards ?? 0), 0)),
      String(own.filter(({ cards }) => cards === 0).length),
      String(own.filter(({ ok }) => !ok).length),
      duration(times[times.length >> 1] ?? 0),
      duration(times.at(-1) ?? 0),
    ]
  })
  return table([['plugin', 'files', 'cards', 'nothing found', 'failed', 'median', 'longest'], ...rows])
}

/** The first column to the left, the others to the right. */
function table(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? []
  return rows.map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  '),
  )
}

/** A line for each reason: what several plugins say of a file in the same words stands there once. */
function failureLines({ file, status, plugins, reason }: LocalResult): readonly string[] {
  const saidBy = new Map<string, string[]>()
  for (const { name, error } of plugins)
    if (error !== undefined) saidBy.set(error.message, [...(saidBy.get(error.message) ?? []), name])
  const errors = [...saidBy].map(([message, names]) => `${names.join(', ')}: ${message}`)
  const whole = status === 'failed' && errors.length === 0 && reason !== undefined ? [reason] : []
  const name = shortened(printable(file, 1000))
  return [...errors, ...whole].map((line) => `  ${name}  ${printable(line, 400)}`)
}

function shortened(path: string): string {
  return path.length <= maxFileChars ? path : `…${path.slice(1 - maxFileChars)}`
}

function duration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`
  const seconds = ms / 1000
  if (seconds < 60) return `${seconds.toFixed(1)} s`
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`
}
