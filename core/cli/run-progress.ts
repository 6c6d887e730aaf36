import { basename } from 'node:path'
import { printable } from '../errors/printable.ts'

/** What a terminal shows of a `run` while it works. */
export interface RunProgress {
  began(file: string): void
  ended(file: string, failed: boolean): void
  /** Takes the line away, so that something else can be printed. */
  clear(): void
}

const barChars = 20
const silent: RunProgress = { began() {}, ended() {}, clear() {} }

/** One line that is drawn over and over: how much is done, and which file has been worked on longest. Nothing where no one looks. */
export function createRunProgress(total: number, terminal: NodeJS.WriteStream): RunProgress {
  if (terminal.isTTY !== true || total < 2) return silent
  const running = new Set<string>()
  let done = 0
  let failures = 0

  function draw(): void {
    const filled = Math.floor((done / total) * barChars)
    const bar = `${'█'.repeat(filled)}${'░'.repeat(barChars - filled)}`
    const [oldest] = running
    const now = oldest === undefined ? '' : `  ${printable(basename(oldest), 80)}`
    const more = running.size > 1 ? ` and ${running.size - 1} more` : ''
    const line = `${bar} ${done}/${total}${failures > 0 ? `, ${failures} failed` : ''}${now}${more}`
    terminal.write(`\r\u001b[K${[...line].slice(0, (terminal.columns ?? 80) - 1).join('')}`)
  }

  return {
    began(file) {
      running.add(file)
      draw()
    },
    ended(file, failed) {
      running.delete(file)
      done += 1
      if (failed) failures += 1
      draw()
    },
    clear: () => terminal.write('\r\u001b[K'),
  }
}
