import type { CardBuilders, CardDraft, SkillFile } from 'box-skill-runner/plugin'
import { compileAnswerSchema } from './answer-schema.ts'
import { askJson, type Conversation } from './ask-json.ts'
import { rowsOf } from './extracted-rows.ts'
import { pictureUrl } from './picture.ts'
import { oneLine } from './plain-text.ts'
import { asData, instructions } from './prompts.ts'
import { readText } from './read-text.ts'

const task =
  'Read out of the file what the JSON Schema asks for. Copy values as they stand in the file; dates as YYYY-MM-DD. Where the file does not say something, give null or an empty text or list, as the schema allows, and never make anything up.'

/** Data by the operator's schema, as rows. A document is read in one request, so only its first `chunkChars` count. */
export async function extractData(
  file: SkillFile,
  cards: CardBuilders,
  conversation: Conversation,
): Promise<readonly CardDraft[]> {
  const { options, log } = conversation
  const { schema, strict, problemOf } = compileAnswerSchema(options.schema ?? {})
  const content = await contentOf(file, conversation)
  if (content === undefined) return []
  const answer = await askJson<unknown>(
    {
      name: 'data',
      instructions: instructions(options.prompt ?? task, options.language, 'the language of the file'),
      content,
      schema,
      strict,
      check(value) {
        const problem = problemOf(value)
        return problem === undefined ? { value } : { problem }
      },
    },
    conversation,
  )
  const values = rowsOf(answer, schema)
  if (Object.keys(values).length === 0) {
    log.debug('The model found none of what the schema asks for.')
    return []
  }
  const title = typeof schema.title === 'string' ? oneLine(schema.title, 60) : ''
  return [cards.rows({ title: title || 'Data', values })]
}

async function contentOf(file: SkillFile, conversation: Conversation) {
  const { options, signal, log } = conversation
  if (file.kind === 'image')
    return [
      { type: 'text' as const, text: 'The picture:' },
      { type: 'image_url' as const, image_url: { url: await pictureUrl(file, options.imagePixels, signal) } },
    ]
  const { text, isCut } = await readText(file, conversation)
  if (text === '') return undefined
  if (isCut || text.length > options.chunkChars)
    log.warn('The document is longer than one request holds; its end is not read.', {
      chunkChars: options.chunkChars,
    })
  return asData('document', text.slice(0, options.chunkChars))
}
