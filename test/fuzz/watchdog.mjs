// A thread that ends the process where one case does not come to its end: a thread that hangs cannot tell so itself.
import { writeSync } from 'node:fs'
import { workerData } from 'node:worker_threads'

const { beats, name, hangMs } = workerData
const cases = new Int32Array(beats)
let last = -1
let since = Date.now()
setInterval(() => {
  const now = Atomics.load(cases, 0)
  if (now !== last) {
    last = now
    since = Date.now()
  } else if (Atomics.load(cases, 1) === 1 && Date.now() - since > hangMs) {
    writeSync(2, `${name}: case ${now} has hung for ${hangMs} ms\n`)
    process.kill(process.pid, 'SIGKILL')
  }
}, 500)
