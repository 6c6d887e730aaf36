import { openPoolRig } from '../support/behaviour-pool.ts'

/**
 * How much a healthy plugin is slowed by one that misbehaves beside it: its runs alone, and beside each kind of
 * misbehaviour, as a ratio of the medians within one process. Alternates the two, since the machine's own pace changes.
 */
const rounds = 40
const rig = await openPoolRig({
  good: { options: { pauseMs: 20 } },
  bad: { timeoutMs: 1000, memoryMb: 64 },
  thread: {},
  process: { isolation: 'process' },
})

async function timed(plugin = 'good'): Promise<number> {
  const began = performance.now()
  await rig.run('hello', { plugin })
  return performance.now() - began
}

const median = (values: readonly number[]) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

await timed()
for (const word of ['hang', 'exit', 'throw-error', 'memory', 'return-100-mb', 'loop']) {
  const alone: number[] = []
  const beside: number[] = []
  for (let block = 0; block < 4; block += 1) {
    for (let round = 0; round < rounds / 4; round += 1) alone.push(await timed())
    const stop = new AbortController()
    let going = true
    const misbehaving = (async () => {
      while (going) await rig.run(word, { plugin: 'bad', signal: stop.signal })
    })()
    for (let round = 0; round < rounds / 4; round += 1) beside.push(await timed())
    going = false
    stop.abort('the round is over')
    await misbehaving
  }
  const ratio = median(beside) / median(alone)
  console.log(
    `${word.padEnd(14)} alone ${median(alone).toFixed(1)} ms, beside it ${median(beside).toFixed(1)} ms: ${ratio.toFixed(2)} times`,
  )
}

const first = { thread: await timed('thread'), process: await timed('process') }
const later = { thread: [] as number[], process: [] as number[] }
for (let round = 0; round < rounds; round += 1)
  for (const kind of ['thread', 'process'] as const) later[kind].push(await timed(kind))
const [thread, process] = [median(later.thread), median(later.process)]
console.log(
  `a run in a thread: the first ${first.thread.toFixed(0)} ms, later ones ${thread.toFixed(1)} ms; in a process: ${first.process.toFixed(0)} ms, ${process.toFixed(1)} ms (${(process / thread).toFixed(2)} times)`,
)
await rig.close()
