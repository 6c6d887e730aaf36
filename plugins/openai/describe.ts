import type { CardBuilders, CardDraft, SkillFile } from 'box-skill-runner/plugin'
import { askJson, type Conversation } from './ask-json.ts'
import { pictureUrl } from './picture.ts'
import { paragraphsOf } from './plain-text.ts'
import { instructions } from './prompts.ts'
import { labelsOf, textsAt } from './read-answer.ts'

const mostLabels = 15
const longestDescription = 1500

const task =
  'Describe what the picture shows in two or three sentences, for somebody who looks for it later: the subject first, then the setting; quote text in it only where it tells what the picture is. Then give up to twelve labels of one or two words, the most telling first. Do not name people by their faces.'

const schema = {
  type: 'object',
  additionalProperties: false,
  required: ['description', 'labels'],
  properties: {
    description: { type: 'string', description: 'Two or three sentences.' },
    labels: { type: 'array', items: { type: 'string' }, description: 'Up to twelve labels.' },
  },
} as const

/** What a picture shows, in sentences and in labels. */
export async function describePicture(
  file: SkillFile,
  cards: CardBuilders,
  conversation: Conversation,
): Promise<readonly CardDraft[]> {
  const { options, signal } = conversation
  const url = await pictureUrl(file, options.imagePixels, signal)
  const answer = await askJson(
    {
      name: 'picture',
      instructions: instructions(options.prompt ?? task, options.language, 'English'),
      content: [
        { type: 'text', text: 'The picture:' },
        { type: 'image_url', image_url: { url } },
      ],
      schema,
      strict: true,
      check(value) {
        const { description, labels } = textsAt(value, ['description'], ['labels'])
        return description === undefined || labels === undefined
          ? { problem: 'it needs a text "description" and a list of texts "labels"' }
          : { value: { description, labels } }
      },
    },
    conversation,
  )
  const description = paragraphsOf(answer.description, longestDescription)
  const labels = labelsOf(answer.labels, mostLabels)
  return [
    ...(description.length > 0 ? [cards.transcript({ title: 'Description', entries: description })] : []),
    ...(labels.length > 0 ? [cards.keyword({ title: 'Labels', entries: labels })] : []),
  ]
}
