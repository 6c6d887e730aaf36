import type { ErrorObject } from 'ajv'
import { didYouMean } from '../errors/did-you-mean.ts'
import { fail, type RunnerError } from '../errors/error.ts'
import { printable } from '../errors/printable.ts'
import { describe } from './describe.ts'

/** What the values have to be, by the key that they stand under; the deepest known key of a path decides. */
const wanted: Readonly<Record<string, string>> = {
  type: '"skill_card" on a card, "text" or "image" on an entry',
  skill_card_title: 'an object such as { "message": "…" }',
  message: 'a text',
  code: 'a text',
  text: 'a text',
  status: 'an object such as { "code": "success", "message": "…" }',
  appears: 'a list of stretches such as { "start": 1.5, "end": 3 }',
}

/** Makes the coded error of what ajv found first. `base` is the place of the checked value, such as `cards[0].entries[3]`. */
export function explain(errors: readonly ErrorObject[] | null | undefined, base: string): RunnerError {
  // A validator of ajv's that has said no always has errors.
  const [error] = errors as readonly [ErrorObject]
  const place = base + position(error.instancePath)
  if (error.keyword === 'additionalProperties') return unknownKey(place, error)
  if (error.keyword === 'discriminator') return typeUnknown(place, error)
  if (error.keyword === 'required') {
    const key: string = error.params.missingProperty
    return wrongValue(`${place}.${key}`, `${error.instancePath}/${key}`, undefined)
  }
  return wrongValue(place, error.instancePath, error.data)
}

function typeUnknown(place: string, error: ErrorObject): RunnerError {
  return fail('SKR_CARDS_TYPE_UNKNOWN', {
    where: `${place}.skill_card_type`,
    got: describe(error.params.tagValue),
  })
}

function unknownKey(where: string, error: ErrorObject): RunnerError {
  const key: string = error.params.additionalProperty
  const atCard = error.instancePath === ''
  if (atCard && key === 'status') return fail('SKR_CARDS_STATUS_ON_DATA_CARD', { where })
  if (atCard && key === 'entries') return fail('SKR_CARDS_ENTRIES_ON_STATUS_CARD', { where })
  const known = Object.keys(error.parentSchema?.properties ?? {})
  return fail('SKR_CARDS_KEY_UNKNOWN', {
    where,
    key: printable(key, 40),
    hint: didYouMean(key, known),
    known: known.join(', '),
  })
}

function wrongValue(where: string, path: string, value: unknown): RunnerError {
  const got = describe(value)
  const [, first = '', ...rest] = path.split('/')
  const leaf = rest.findLast((key) => !/^\d+$/.test(key)) ?? first
  if (path === '')
    return fail('SKR_CARDS_NOT_A_CARD', { where, got, wanted: isEntry(where) ? 'an entry' : 'a card' })
  if (leaf === 'start' || leaf === 'end') return fail('SKR_CARDS_TIME_WRONG', { where, got })
  if (leaf === 'duration') return fail('SKR_CARDS_DURATION_WRONG', { where, got })
  if (leaf === 'entries') return fail('SKR_CARDS_ENTRIES_MISSING', { where, got })
  if (leaf === 'image_url') return fail('SKR_CARDS_IMAGE_URL_WRONG', { where, got })
  const want = wanted[leaf] ?? 'another value'
  if (first === 'skill_card_title') return fail('SKR_CARDS_TITLE_MISSING', { where, got, wanted: want })
  if (first === 'status') return fail('SKR_CARDS_STATUS_MISSING', { where, got, wanted: want })
  return fail('SKR_CARDS_VALUE_WRONG', { where, got, wanted: want })
}

/** `/appears/0/end` becomes `.appears[0].end`. */
function position(instancePath: string): string {
  return instancePath.replace(/\/(\d+)/g, '[$1]').replaceAll('/', '.')
}

function isEntry(where: string): boolean {
  return where.includes('.entries[')
}
