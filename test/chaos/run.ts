// `npm run test:chaos`: CHAOS_KILLS (default 300) kills with CHAOS_SEED (default: drawn, and printed). Exits with 1 if anything was lost.
import { crash } from './crash.ts'

const seed = Number(process.env.CHAOS_SEED ?? Math.floor(Math.random() * 1e9))
console.log(`CHAOS_SEED=${seed}`)
const { verdict, ...figures } = await crash({
  kills: Number(process.env.CHAOS_KILLS ?? 300),
  seed,
  say: (line) => console.log(line),
})
console.log(JSON.stringify(figures, undefined, 2))
const { repeated, ...faults } = verdict
console.log(`written again with the same content: ${repeated} versions`)
for (const [name, found] of Object.entries(faults))
  console.log(`${name}: ${found.length}`, ...found.slice(0, 20))
if (Object.values(faults).some((found) => found.length > 0) || figures.acknowledged !== figures.versions)
  process.exitCode = 1
