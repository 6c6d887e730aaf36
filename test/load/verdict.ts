import type { LoadReport } from './load.ts'

/** How far memory at the end may be above that of the reference. */
const tolerance = 0.2

/**
 * What is not as it should be after a run under load, one line each.
 *
 * @param reference The number of invocations that the memory at the end is compared with; not compared where it was not measured.
 */
export function faultsOf(report: LoadReport, reference?: number): readonly string[] {
  const { invocations, residentMb, handles, tempFiles, states, exitCode } = report
  const faults: string[] = []
  const first = residentMb[reference ?? 0]
  const last = residentMb[invocations]
  if (first !== undefined && last !== undefined && Math.abs(last - first) > first * tolerance)
    faults.push(`${last} MB resident at the end, ${first} MB after ${reference}`)
  if (handles.after > handles.before)
    faults.push(`${handles.after} open handles at the end, ${handles.before} before`)
  if (tempFiles.idle > 0) faults.push(`${tempFiles.idle} temporary files while idle`)
  if (tempFiles.ended > 0) faults.push(`${tempFiles.ended} temporary folders after the end`)
  for (const [state, count] of Object.entries(states))
    if (state !== 'succeeded') faults.push(`${count} invocations are ${state}`)
  if ((states.succeeded ?? 0) < invocations)
    faults.push(`${states.succeeded ?? 0} of ${invocations} invocations succeeded`)
  if (exitCode !== 0) faults.push(`the runner ended with ${exitCode}`)
  return faults
}
