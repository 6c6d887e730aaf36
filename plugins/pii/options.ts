import type { OptionsSchema } from 'box-skill-runner/plugin'
import { kinds, usualKinds } from './kinds.ts'
import { nationalNumbers } from './national/national-numbers.ts'

const countries = [...new Set(nationalNumbers.map(({ country }) => country))].sort()

function count(what: string) {
  return {
    type: 'integer',
    minimum: 1,
    maximum: 100_000,
    description: `Different ${what} that have to be there before they are flagged.`,
  } as const
}

/** The options of the plugin. */
export const options = {
  type: 'object',
  additionalProperties: false,
  properties: {
    kinds: {
      type: 'array',
      items: { enum: kinds },
      uniqueItems: true,
      default: usualKinds,
      description: 'What to look for.',
    },
    countries: {
      type: 'array',
      items: { type: 'string', enum: countries },
      uniqueItems: true,
      description: 'ISO codes of the countries whose national ID numbers are looked for; all, if left out.',
    },
    defaultCountry: {
      type: 'string',
      pattern: '^[A-Z]{2}$',
      description:
        'ISO code of the country of phone numbers without a “+” in front, such as "GB". Left out, those are found only behind a word such as “Tel.” or as (415) 555-0132.',
    },
    patterns: {
      type: 'array',
      maxItems: 50,
      description: 'What to look for besides, by patterns of your own.',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['id', 'label', 'pattern'],
        properties: {
          id: {
            type: 'string',
            pattern: '^[a-z][a-zA-Z0-9-]{0,39}$',
            description: 'A name that is used once.',
          },
          label: {
            type: 'string',
            minLength: 1,
            maxLength: 60,
            description: 'What the card calls it, in the plural: “Personnel numbers”.',
          },
          pattern: {
            type: 'string',
            minLength: 1,
            maxLength: 1000,
            description:
              'Regular expression in the syntax of RE2, which takes linear time on any text: no look-around, no back references.',
          },
          risk: { enum: ['high', 'medium', 'low'], default: 'medium', description: 'How it is flagged.' },
        },
      },
    },
    allow: {
      type: 'array',
      items: { type: 'string', minLength: 1, maxLength: 254 },
      maxItems: 10_000,
      description:
        'What may stand in a file: domains of e-mail addresses, such as your own, with all below them; single addresses, numbers or other values.',
    },
    minimum: {
      type: 'object',
      additionalProperties: false,
      properties: {
        secret: count('keys and passwords of one type'),
        card: count('payment cards'),
        nationalId: count('national ID numbers of one type'),
        passport: count('passports and ID cards'),
        iban: count('IBANs'),
        birthDate: count('dates of birth'),
        email: count('e-mail addresses'),
        phone: count('phone numbers'),
        ip: count('IP addresses'),
        own: count('values of one pattern of your own'),
      },
      description: 'Fewer different values than this are not flagged; 1 for what is not named here.',
    },
    examples: {
      type: 'integer',
      minimum: 0,
      maximum: 50,
      default: 3,
      description: 'Masked values to show of each type, with their places; 0 for counts alone.',
    },
    mask: {
      enum: ['partial', 'full'],
      default: 'partial',
      description:
        '"partial" shows at most the last four characters of a value, "full" nothing but its place.',
    },
    showClean: {
      type: 'boolean',
      default: true,
      description: 'Show a card, too, where nothing was found, so that people see that the file was checked.',
    },
    maxChars: {
      type: 'integer',
      minimum: 1000,
      maximum: 1_000_000_000,
      default: 20_000_000,
      description:
        'Characters to check of a file at most, from its beginning. The card says so where there are more.',
    },
    maxPages: {
      type: 'integer',
      minimum: 1,
      maximum: 10_000,
      default: 500,
      description: 'Pages, sheets or slides of a document to check at most.',
    },
  },
} as const satisfies OptionsSchema
