import { setImmediate as breathe } from 'node:timers/promises'
import type { WordRun } from './words.ts'

/** One word of a Japanese text, as the dictionary IPADIC knows it. */
export interface JapaneseToken {
  readonly text: string
  /** Part of speech, such as `名詞`; `UNK` for what the dictionary does not know. */
  readonly kind: string
  /** Finer kinds, such as `固有名詞`, `人名`, `姓`; `*` or nothing where there is none. */
  readonly details: readonly string[]
}

/** The dictionary reads about 30,000 characters a second: enough for what a text is about, and a bound on the time. */
const MAX_CHARS = 60_000

/** Characters between two looks at the signal: about 50 ms. */
const STEP_CHARS = 1500

/** As `lindera-wasm-nodejs-ipadic` gives it, for known words; of unknown ones the last three are missing. */
interface LinderaToken {
  readonly surface: string
  readonly partOfSpeech: string
  readonly partOfSpeechSubcategory1?: string
  readonly partOfSpeechSubcategory2?: string
  readonly partOfSpeechSubcategory3?: string
}

/** Divides the first 60,000 characters of a Japanese text into words, line by line. */
export async function japaneseTokens(text: string, signal: AbortSignal): Promise<JapaneseToken[][]> {
  const tokenize = await loadTokenizer()
  const lines: JapaneseToken[][] = []
  let read = 0
  for (const line of text.slice(0, MAX_CHARS).split(/\n+/)) {
    for (let start = 0; start < line.length; start += STEP_CHARS) {
      const piece = line.slice(start, start + STEP_CHARS)
      lines.push(tokenize(piece).map(tokenOf))
      read += piece.length
      if (read < STEP_CHARS) continue
      read = 0
      await breathe(undefined, { signal })
    }
  }
  return lines
}

/** The runs of nouns in a text: verbs, particles, numbers and counters stand between them. */
export function nounRuns(lines: readonly (readonly JapaneseToken[])[]): WordRun[] {
  const runs: WordRun[] = []
  for (const line of lines) {
    let run: { text: string; glued: boolean }[] = []
    for (const token of line) {
      if (isNounPart(token, run.length > 0)) run.push({ text: token.text, glued: run.length > 0 })
      else if (run.length > 0) {
        runs.push(run)
        run = []
      }
    }
    if (run.length > 0) runs.push(run)
  }
  return runs
}

const nounDetails = new Set(['一般', 'サ変接続', '固有名詞', '形容動詞語幹', 'ナイ形容詞語幹'])

function isNounPart({ text, kind, details }: JapaneseToken, inside: boolean): boolean {
  if (kind === 'UNK') return /^[\p{Script=Katakana}\p{Script=Han}\p{Script=Latin}ー]+$/u.test(text)
  if (kind !== '名詞' || !/\p{L}/u.test(text)) return false
  const [detail = '', finer] = details
  return (
    nounDetails.has(detail) ||
    (inside && detail === '接尾' && (finer === '一般' || finer === 'サ変接続' || finer === '地域'))
  )
}

function tokenOf(token: LinderaToken): JapaneseToken {
  const details = [
    token.partOfSpeechSubcategory1,
    token.partOfSpeechSubcategory2,
    token.partOfSpeechSubcategory3,
  ].filter((detail) => detail !== undefined)
  return { text: token.surface, kind: token.partOfSpeech, details }
}

let tokenizer: Promise<(text: string) => readonly LinderaToken[]> | undefined

/** Once per worker, and only where a Japanese text comes: the dictionary takes 130 MB of memory. */
function loadTokenizer(): Promise<(text: string) => readonly LinderaToken[]> {
  tokenizer ??= import('lindera-wasm-nodejs-ipadic').then(({ TokenizerBuilder }) => {
    const builder = new TokenizerBuilder()
    builder.setDictionary('embedded://ipadic')
    builder.setMode('normal')
    const built = builder.build()
    return (text) => built.tokenize(text)
  })
  return tokenizer
}
