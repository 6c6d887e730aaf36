import { readFileSync } from 'node:fs'
import { withSecrets } from './made-up-secrets.ts'

/** A text, and what stands in it. */
export interface LabelledText {
  readonly name: string
  readonly text: string
  readonly labels: readonly Label[]
}

/** A value of `type` from `start` to before `end`. */
export interface Label {
  readonly type: string
  readonly start: number
  readonly end: number
}

type Labels = Readonly<Record<string, readonly (readonly [type: string, value: string])[]>>

/** The texts in `fixtures/`, with what `labels.json` says of them; secrets are filled in. */
export function writtenCorpus(): LabelledText[] {
  const read = (path: string) => readFileSync(new URL(`fixtures/${path}`, import.meta.url), 'utf8')
  const all = JSON.parse(read('labels.json')) as Labels
  return Object.entries(all).map(([name, values]) => {
    const text = withSecrets(read(name))
    let from = 0
    const labels = values.map(([type, value]) => {
      const start = text.indexOf(withSecrets(value), from)
      if (start < 0) throw new TypeError(`${name} does not hold ${value} where labels.json says so.`)
      from = start + withSecrets(value).length
      return { type, start, end: from }
    })
    return { name, text, labels }
  })
}
