import { setImmediate as breathe } from 'node:timers/promises'
import type { Detector, Finding, Report, TextWindow } from './finding.ts'
import { shown } from './masks.ts'
import type { Tally } from './tally.ts'
import { lineAt, type TextSource, windowsOf } from './windows.ts'

/** Longest time in one piece, in milliseconds: a stop is heard only in between. */
const maxStretch = 50

/** What a scan needs. */
export interface Scan {
  /** In order of precedence: what an earlier one takes, a later one leaves. */
  readonly detectors: readonly Detector[]
  readonly isAllowed: (finding: Finding) => boolean
  readonly tally: Tally
  readonly signal: AbortSignal
  /** Hears how many characters are done. */
  done(characters: number): void
}

/** Goes through a text from beginning to end and counts what the detectors find. */
export async function scanText(source: TextSource, { detectors, done, signal, ...to }: Scan): Promise<void> {
  let since = performance.now()
  for await (const window of windowsOf(source)) {
    const report = reportOf(window, to)
    for (const detector of detectors) {
      detector.find(window, report)
      if (performance.now() - since < maxStretch) continue
      await breathe(undefined, { signal })
      since = performance.now()
    }
    signal.throwIfAborted()
    done(window.to - window.from)
  }
}

function reportOf(window: TextWindow, { isAllowed, tally }: Pick<Scan, 'isAllowed' | 'tally'>): Report {
  const taken = new Uint8Array(window.text.length)
  const isOwn = (start: number) => start >= window.from && start < window.to
  return {
    found(finding) {
      const { start, end } = finding
      if (taken.subarray(start, end).includes(1)) return
      taken.fill(1, start, end)
      if (isOwn(start) && !isAllowed(finding)) tally.add(finding, () => placeOf(window, start))
    },
    missed(type, start) {
      if (isOwn(start)) tally.miss(type)
    },
  }
}

/** `page 3` of a document, `line 12` of a text. */
function placeOf(window: TextWindow, at: number): string | undefined {
  if (window.label !== undefined) return nameOf(window.label)
  const line = lineAt(window, at)
  return line === undefined ? undefined : `line ${line}`
}

/** A sheet may be named like anything, so also by what may not be shown. */
function nameOf(label: string): string {
  const harmless = label.replace(/\d(?:[ ./-]?\d){4,}|[^\s“”]+@[^\s“”]+/g, '…')
  return shown(harmless.charAt(0).toLowerCase() + harmless.slice(1), 60)
}
