import { expect, test } from 'vitest'
import { type LoadReport, load } from './load.ts'
import { faultsOf } from './verdict.ts'

test.skipIf(process.platform !== 'linux')(
  'a thousand invocations leave no handle, no temporary file and no lease behind',
  async () => {
    const report = await load(1_500, [])

    expect(faultsOf(report)).toEqual([])
    expect(report.states).toEqual({ succeeded: 1_700 })
  },
  240_000,
)

test('a run that leaves something behind, or that grows, is found', () => {
  const good: LoadReport = {
    invocations: 200,
    seconds: 1,
    residentMb: { 20: 100, 200: 119 },
    handles: { before: 30, after: 30 },
    tempFiles: { idle: 0, ended: 0 },
    states: { succeeded: 210 },
    exitCode: 0,
  }
  const bad: LoadReport = {
    ...good,
    residentMb: { 20: 100, 200: 121 },
    handles: { before: 30, after: 31 },
    tempFiles: { idle: 1, ended: 1 },
    states: { succeeded: 199, running: 1 },
    exitCode: 1,
  }

  expect(faultsOf(good, 20)).toEqual([])
  expect(faultsOf(bad, 20)).toHaveLength(7)
})
