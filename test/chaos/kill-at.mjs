// Loaded before the runner (`node --import`): ends its process with SIGKILL at one of its steps, as CHAOS_KILL says.
import { subscribe } from 'node:diagnostics_channel'

/** `{"step":"written","times":2,"afterMs":0.5}`: the second time that it passes this step, and so much later. */
const plan = process.env.CHAOS_KILL === undefined ? undefined : JSON.parse(process.env.CHAOS_KILL)
let left = plan?.times ?? 0

if (plan !== undefined) {
  subscribe('skill-runner:step', ({ step }) => {
    if (step !== plan.step) return
    left -= 1
    if (left !== 0) return
    // Short waits hold the event loop up, so that nothing but the other threads goes on: a commit, a plugin.
    if (plan.afterMs <= 10) {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, plan.afterMs)
      process.kill(process.pid, 'SIGKILL')
    } else setTimeout(() => process.kill(process.pid, 'SIGKILL'), plan.afterMs)
  })
}
