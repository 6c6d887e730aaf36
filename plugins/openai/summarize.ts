import type { CardBuilders, CardDraft, SkillFile } from 'box-skill-runner/plugin'
import { askJson, type Conversation } from './ask-json.ts'
import { chunksOf } from './chunks.ts'
import { cutTo, paragraphsOf } from './plain-text.ts'
import { asData, instructions } from './prompts.ts'
import { labelsOf, textsAt } from './read-answer.ts'
import { readText } from './read-text.ts'

const mostTopics = 10
const longestSummary = 3000
/** A part comes out at most this many times shorter than the part is long, so that the parts together fit at last. */
const condensing = 4

const task =
  'Summarize the document for somebody who decides whether to open it: first what it is and what it comes to, then the decisions, figures, dates and names that matter. Three to six sentences. Then give up to eight topics of one to three words.'
const partTask =
  'This is a part of a longer document, whose parts will be summarized together. Keep what it comes to, and the decisions, figures, dates and names that matter, in at most eight sentences. Give no topics.'

const schema = {
  type: 'object',
  additionalProperties: false,
  required: ['summary', 'topics'],
  properties: {
    summary: { type: 'string', description: 'The summary.' },
    topics: { type: 'array', items: { type: 'string' }, description: 'Up to eight topics.' },
  },
} as const

interface Summary {
  readonly summary: string
  readonly topics: readonly string[]
}

/** What a document says, in a few sentences, and its topics. */
export async function summarizeDocument(
  file: SkillFile,
  cards: CardBuilders,
  conversation: Conversation,
  progress: (fraction: number, message: string) => void,
): Promise<readonly CardDraft[]> {
  const { options } = conversation
  const { text, isCut } = await readText(file, conversation)
  if (text === '') return []
  const short = await condense(text, conversation, progress)
  progress(0.8, 'Summarizing')
  const what = short === text ? 'document' : 'document, of which each part is summarized already,'
  const { summary, topics } = await ask(options.prompt ?? task, asData(what, short), conversation)
  const sentences = paragraphsOf(summary, longestSummary)
  if (sentences.length === 0) return []
  const note = `Of the first ${new Intl.NumberFormat('en').format(text.length)} characters.`
  const labels = labelsOf(topics, mostTopics)
  return [
    cards.transcript({ title: 'Summary', entries: isCut ? [...sentences, note] : sentences }),
    ...(labels.length > 0 ? [cards.keyword({ title: 'Topics', entries: labels })] : []),
  ]
}

/** The text itself where one request can hold it, else the summaries of its parts, until they can. */
async function condense(
  text: string,
  conversation: Conversation,
  progress: (fraction: number, message: string) => void,
): Promise<string> {
  const { chunkChars } = conversation.options
  const chunks = chunksOf(text, chunkChars)
  if (chunks.length <= 1) return text
  const summaries: string[] = []
  for (const [index, chunk] of chunks.entries()) {
    const part = `part ${index + 1} of ${chunks.length}`
    progress(0.1 + (0.7 * index) / chunks.length, `Reading ${part}`)
    const { summary } = await ask(partTask, asData(`${part} of the document`, chunk), conversation)
    summaries.push(cutTo(summary.trim(), Math.floor(chunkChars / condensing)))
  }
  return condense(summaries.join('\n\n'), conversation, progress)
}

function ask(what: string, content: string, conversation: Conversation): Promise<Summary> {
  const { language } = conversation.options
  return askJson(
    {
      name: 'summary',
      instructions: instructions(what, language, 'the language of the document'),
      content,
      schema,
      strict: true,
      check(value) {
        const { summary, topics } = textsAt(value, ['summary'], ['topics'])
        return summary === undefined
          ? { problem: 'it needs a text "summary" and a list of texts "topics"' }
          : { value: { summary, topics: topics ?? [] } }
      },
    },
    conversation,
  )
}
