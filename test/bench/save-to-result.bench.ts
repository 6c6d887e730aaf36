// Prints how long it takes under `skill-runner dev ./plugin` from a save to the difference of the cards on the terminal:
// `npm run build && node --import tsx test/bench/save-to-result.bench.ts`. BENCH_SAVES sets how often (default 10).
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { startCommand } from '../support/command.ts'
import { writeTsPlugin } from '../support/ts-plugin.ts'

const saves = Number(process.env.BENCH_SAVES ?? 10)
/** As a person would: by then the thread for the next load is ready. */
const betweenSavesMs = 2500

const folder = await mkdtemp(join(tmpdir(), 'save-to-result-'))
const word = (save: number) => `return [cards.keyword({ title: 'Words', entries: ['word-${save}'] })]`
await writeTsPlugin(join(folder, 'plugin'), word(0))
await writeFile(join(folder, 'plugin', 'fixtures', 'note.txt'), 'two words')
const dev = startCommand(['dev', './plugin'], { cwd: folder })
try {
  await dev.printed(/word-0/)
  const took: number[] = []
  for (let save = 1; save <= saves; save += 1) {
    await wait(betweenSavesMs)
    const begun = performance.now()
    await writeTsPlugin(join(folder, 'plugin'), word(save))
    await dev.printed(new RegExp(`\\+ word-${save}\\b`))
    took.push(performance.now() - begun)
  }
  took.sort((a, b) => a - b)
  const [least, median, most] = [0, saves >> 1, saves - 1].map((index) => Math.round(took[index] ?? 0))
  console.log(
    `save to result, TypeScript plugin, ms: least ${least}, median ${median}, most ${most} (of ${saves})`,
  )
} finally {
  dev.child.kill('SIGINT')
  await dev.ended
  await rm(folder, { recursive: true, force: true })
}
