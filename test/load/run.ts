// `npm run test:load`: LOAD_INVOCATIONS (default 200000) through one runner. Exits with 1 unless its memory at the end is within
// 20 % of that at 20,000 and nothing is left behind.
import { load } from './load.ts'
import { faultsOf } from './verdict.ts'

const invocations = Number(process.env.LOAD_INVOCATIONS ?? 200_000)
const reference = 20_000
const report = await load(
  invocations,
  [reference, 50_000, 100_000, 150_000].filter(
    (mark) => mark <= Math.max(reference, invocations - reference),
  ),
  (line) => console.log(line),
)
console.log(JSON.stringify(report, undefined, 2))
const faults = faultsOf(report, reference)
for (const fault of faults) console.log(`FAULT: ${fault}`)
if (faults.length > 0) process.exitCode = 1
