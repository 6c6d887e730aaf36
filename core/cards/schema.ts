import { Ajv } from 'ajv'
import type { CardDraft, CardEntry } from './card.ts'

const anything = true
const seconds = { type: 'number', minimum: 0 } as const
const appears = {
  type: 'array',
  items: {
    type: 'object',
    additionalProperties: false,
    required: ['start'],
    properties: { start: seconds, end: seconds },
  },
} as const

const title = {
  type: 'object',
  additionalProperties: false,
  required: ['message'],
  properties: { code: { type: 'string' }, message: { type: 'string' } },
} as const

/** What the runner stamps itself. A card that was copied from somewhere may carry them; they are overwritten. */
const stamped = { created_at: anything, skill: anything, invocation: anything, file_version: anything }

function dataCard(type: 'keyword' | 'transcript' | 'timeline') {
  return {
    type: 'object',
    additionalProperties: false,
    required: ['type', 'skill_card_type', 'skill_card_title', 'entries'],
    properties: {
      type: { const: 'skill_card' },
      skill_card_type: { const: type },
      skill_card_title: title,
      // The entries are checked one by one, as far as they are kept (see `finishEntries`).
      entries: { type: 'array' },
      duration: { type: 'number', exclusiveMinimum: 0 },
      ...stamped,
    },
  }
}

const statusCard = {
  type: 'object',
  additionalProperties: false,
  required: ['type', 'skill_card_type', 'status'],
  properties: {
    type: { const: 'skill_card' },
    skill_card_type: { const: 'status' },
    skill_card_title: title,
    status: {
      type: 'object',
      additionalProperties: false,
      required: ['code', 'message'],
      properties: { code: { type: 'string' }, message: { type: 'string' } },
    },
    ...stamped,
  },
}

/** A card but for its entries, in Box's form. */
const cardSchema = {
  type: 'object',
  discriminator: { propertyName: 'skill_card_type' },
  oneOf: [dataCard('keyword'), dataCard('transcript'), dataCard('timeline'), statusCard],
}

/** An entry of a keyword or transcript card. Box shows no picture there, so there is no `image_url`. */
const textEntrySchema = {
  type: 'object',
  additionalProperties: false,
  required: ['type', 'text'],
  properties: { type: { const: 'text' }, text: { type: 'string' }, appears },
}

/** An entry of a timeline card. */
const pictureEntrySchema = {
  type: 'object',
  additionalProperties: false,
  required: ['type'],
  properties: {
    type: { enum: ['text', 'image'] },
    text: { type: 'string' },
    image_url: { type: 'string' },
    appears,
  },
}

// `verbose` puts the value and the schema on the error, for the message. One error is enough to turn a card down.
const ajv = new Ajv({ strict: true, allErrors: false, verbose: true, discriminator: true })

/** Compiled once, when the module is loaded. Says nothing yet of the entries of a data card. */
export const matchesCard = ajv.compile<CardDraft>(cardSchema)
export const matchesTextEntry = ajv.compile<CardEntry>(textEntrySchema)
export const matchesPictureEntry = ajv.compile<CardEntry>(pictureEntrySchema)
