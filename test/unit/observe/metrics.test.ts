import { expect, it } from 'vitest'
import { endStates, type InvocationState, openStates } from '../../../core/invocation/state.ts'
import { createMetrics } from '../../../core/observe/metrics.ts'

it('counts each thing under a name of its own with a unit', async () => {
  const metrics = createMetrics()

  metrics.eventTaken('new')
  metrics.eventTaken('duplicate')
  metrics.eventRefused('SKR_INTAKE_UNSIGNED')
  metrics.acked(0.004)
  metrics.invocationEnded('succeeded', 0.4)
  metrics.retried('SKR_INTAKE_INTERNAL')
  metrics.runEnded('words', { ok: true, durationMs: 1500 })
  metrics.runEnded('words', { ok: false, durationMs: 20 })
  metrics.cardsWritten(undefined)
  metrics.cardsWritten('SKR_BOX_TIMEOUT')
  const text = await metrics.registry.metrics()

  for (const line of [
    'skill_runner_events_total{outcome="new",code=""} 1',
    'skill_runner_events_total{outcome="duplicate",code=""} 1',
    'skill_runner_events_total{outcome="refused",code="SKR_INTAKE_UNSIGNED"} 1',
    'skill_runner_ack_duration_seconds_bucket{le="0.005"} 1',
    'skill_runner_ack_duration_seconds_bucket{le="0.0025"} 0',
    'skill_runner_invocation_duration_seconds_count{state="succeeded"} 1',
    'skill_runner_retries_total{code="SKR_INTAKE_INTERNAL"} 1',
    'skill_runner_run_duration_seconds_sum{plugin="words",outcome="ok"} 1.5',
    'skill_runner_run_duration_seconds_count{plugin="words",outcome="failed"} 1',
    'skill_runner_card_writes_total{outcome="ok"} 1',
    'skill_runner_card_writes_total{outcome="SKR_BOX_TIMEOUT"} 1',
  ]) {
    expect(text).toContain(line)
  }
  expect(text).toContain('process_cpu_seconds_total')
})

it('makes no label of a code that is not its own', async () => {
  const metrics = createMetrics()

  metrics.retried('a plugin wrote this')
  metrics.retried('constructor')

  const text = await metrics.registry.metrics()
  expect(text).toContain('skill_runner_retries_total{code="other"} 2')
  expect(text).not.toMatch(/a plugin wrote|constructor/)
})

it('asks the queue and the pools at each scrape', async () => {
  const metrics = createMetrics()
  const counts = Object.fromEntries([...openStates, ...endStates].map((state) => [state, 0])) as Record<
    InvocationState,
    number
  >
  let pools = [{ plugin: 'words', threads: 2, busy: 1, waiting: 5 }]
  metrics.watchQueue(async () => ({ ...counts, waiting: 3 }))
  metrics.watchPools(() => pools)

  const before = await metrics.registry.metrics()
  pools = []
  const after = await metrics.registry.metrics()

  expect(before).toContain('skill_runner_queue_invocations{state="waiting"} 3')
  expect(before).toContain('skill_runner_queue_invocations{state="failed"} 0')
  expect(before).toContain('skill_runner_pool_runs{plugin="words",kind="waiting"} 5')
  expect(before).toContain('skill_runner_pool_runs{plugin="words",kind="busy"} 1')
  expect(before).toContain('skill_runner_pool_runs{plugin="words",kind="threads"} 2')
  expect(after).not.toContain('plugin="words"')
})

it('answers a scrape without the figures of a queue that cannot be read', async () => {
  const metrics = createMetrics()
  metrics.watchQueue(() => Promise.reject(new Error('closed')))

  const text = await metrics.registry.metrics()

  expect(text).toContain('skill_runner_events_total')
  expect(text).not.toContain('skill_runner_queue_invocations{')
})

it('keeps two runners in one process apart', async () => {
  const [one, other] = [createMetrics(), createMetrics()]

  one.invocationEnded('failed', 2)

  expect(await other.registry.metrics()).not.toContain('state="failed"')
})
