import type { ErrorObject } from 'ajv'

/** The limit that a number, a length or a size breaks, in words that follow "must". */
export function limitWords({ keyword, params }: ErrorObject): string | undefined {
  const limit = Number(params.limit)
  const things = (what: string, many: string) => `${limit} ${limit === 1 ? what : many}`
  switch (keyword) {
    case 'minimum':
      return `be at least ${limit}`
    case 'maximum':
      return `be at most ${limit}`
    case 'exclusiveMinimum':
      return `be more than ${limit}`
    case 'exclusiveMaximum':
      return `be less than ${limit}`
    case 'multipleOf':
      return `be a multiple of ${String(params.multipleOf)}`
    case 'minLength':
      return limit === 1 ? 'not be empty' : `have at least ${things('character', 'characters')}`
    case 'maxLength':
      return `have at most ${things('character', 'characters')}`
    case 'minItems':
      return `have at least ${things('entry', 'entries')}`
    case 'maxItems':
      return `have at most ${things('entry', 'entries')}`
    case 'minProperties':
      return `have at least ${things('key', 'keys')}`
    case 'maxProperties':
      return `have at most ${things('key', 'keys')}`
    default:
      return undefined
  }
}

/** Of what is too long or too short, the length says more than the value, and gives nothing away. */
export function sizeWords({ keyword, data }: ErrorObject): string | undefined {
  if (keyword.endsWith('Length'))
    return data === '' ? 'an empty text' : `${[...String(data)].length} characters`
  if (keyword.endsWith('Properties')) return `${Object.keys(data as object).length || 'no'} keys`
  return undefined
}
