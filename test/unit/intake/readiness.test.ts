import { expect, it, onTestFinished, vi } from 'vitest'
import { trackReadiness } from '../../../core/intake/readiness.ts'

function track(probe: () => Promise<void>, intervalMs = 10) {
  const tracker = trackReadiness({ probe, intervalMs })
  onTestFinished(() => tracker.stop())
  return tracker
}

it('is not ready before the first probe has succeeded, then it is', async () => {
  const tracker = track(() => Promise.resolve())
  const first = tracker.current()

  await vi.waitFor(() => expect(tracker.current()).toEqual({ ready: true, stopping: false, reasons: [] }))

  expect(first).toEqual({ ready: false, stopping: false, reasons: ['starting'] })
})

it('says why a probe failed, and recovers with the next that succeeds', async () => {
  let broken = true
  const tracker = track(() => (broken ? Promise.reject(new Error('disk full')) : Promise.resolve()))
  await vi.waitFor(() => expect(tracker.current().reasons).toEqual(['disk full']))

  broken = false

  await vi.waitFor(() => expect(tracker.current().ready).toBe(true))
})

it('is not ready while a probe hangs, and does not start another one beside it', async () => {
  let probes = 0
  const tracker = track(() => {
    probes += 1
    return new Promise(() => {})
  })

  await vi.waitFor(() => expect(tracker.current().reasons).toEqual(['the last probe has not been answered']))

  expect(probes).toBe(1)
})

it('is stopping and not ready after the stop', async () => {
  const tracker = track(() => Promise.resolve())
  await vi.waitFor(() => expect(tracker.current().ready).toBe(true))

  tracker.stop()

  expect(tracker.current()).toEqual({ ready: false, stopping: true, reasons: ['shutting down'] })
})
