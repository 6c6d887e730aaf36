import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { PassedStep } from '../../core/observe/steps.ts'
import { behaviourConfig, openRig, type Rig } from '../support/rig.ts'

let rig: Rig
let steps: PassedStep[]
const listen = (message: unknown) => steps.push(message as PassedStep)

beforeEach(async () => {
  steps = []
  subscribe('skill-runner:step', listen)
  rig = await openRig()
})
afterEach(async () => {
  await rig.close()
  unsubscribe('skill-runner:step', listen)
})

test('an invocation passes its steps in order, and names itself at each', async () => {
  const file = await rig.sandbox.upload({ name: 'a.txt', content: 'hello' })
  await rig.sandbox.waitForCards(file.id, { status: 'success' })
  await file.delivered
  while (!steps.some(({ step }) => step === 'ended')) await new Promise((resolve) => setTimeout(resolve, 10))

  // The 200 is sent while the work may have begun.
  const names = steps.map(({ step }) => step)
  expect(names.filter((step) => step !== 'acknowledged')).toEqual([
    'appending',
    'appended',
    'running',
    'ran',
    'writing',
    'written',
    'ended',
  ])
  expect(names.indexOf('acknowledged')).toBeGreaterThan(names.indexOf('appended'))
  expect(new Set(steps.map(({ invocation }) => invocation)).size).toBe(1)
})

test('what is tried again, a new config and the end are steps, too', async () => {
  const file = await rig.sandbox.upload({ name: 'a.txt', content: 'throw-retryable' })
  await rig.sandbox.waitForCards(file.id, { status: 'permanent_failure' })
  await rig.reload(behaviourConfig)
  await rig.runner.stop()

  const names = steps.map(({ step }) => step)
  expect(names.filter((step) => step === 'retrying')).toHaveLength(2)
  expect(names.slice(-2)).toEqual(['reloading', 'stopping'])
})
