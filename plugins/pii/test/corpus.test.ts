import { expect, it } from 'vitest'
import { writtenCorpus } from './corpus/corpus.ts'
import { generatedCorpus } from './corpus/generated.ts'
import { precisionOf, recallOf, scoresOf } from './corpus/score.ts'

/** What the README states, with some room for texts that are added. */
const least = [
  ['written', writtenCorpus, { precision: 0.97, recall: 0.85 }],
  ['generated', generatedCorpus, { precision: 0.99, recall: 0.99 }],
] as const

it.each(least)(
  'finds nearly all in the %s corpus, and little else',
  async (_, corpus, { precision, recall }) => {
    const scores = await scoresOf(corpus())

    expect(scores.size).toBeGreaterThanOrEqual(5)
    for (const [kind, score] of scores) {
      expect(precisionOf(score), `${kind}: ${score.wrong.join(' | ')}`).toBeGreaterThanOrEqual(precision)
      expect(recallOf(score), `${kind}: ${score.missed.join(' | ')}`).toBeGreaterThanOrEqual(recall)
    }
  },
)
