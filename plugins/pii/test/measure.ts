// Prints how well each kind is found in the corpus: node --conditions=source --import tsx plugins/pii/test/measure.ts [-v]
import { writtenCorpus } from './corpus/corpus.ts'
import { generatedCorpus } from './corpus/generated.ts'
import { precisionOf, recallOf, scoresOf } from './corpus/score.ts'

const percent = (share: number) => `${(share * 100).toFixed(1)} %`.padStart(8)

for (const [title, corpus] of [
  ['written', writtenCorpus()],
  ['generated', generatedCorpus()],
] as const) {
  const characters = corpus.reduce((sum, { text }) => sum + text.length, 0)
  console.log(
    `\n${title}: ${corpus.length} texts, ${characters} characters\nkind        values  precision   recall`,
  )
  for (const [kind, score] of [...(await scoresOf(corpus))].sort()) {
    const values = String(score.found + score.missed.length).padStart(6)
    console.log(`${kind.padEnd(11)} ${values}   ${percent(precisionOf(score))} ${percent(recallOf(score))}`)
    if (process.argv.includes('-v'))
      for (const line of [
        ...score.missed.map((at) => `missed ${at}`),
        ...score.wrong.map((at) => `wrong  ${at}`),
      ])
        console.log(`  ${line}`)
  }
}
