import fc, { type Arbitrary } from 'fast-check'
import { finishCards } from '../../../core/cards/finish.ts'
import { failedBesideOthers, failedForGood, readsAs, willTryAgain } from '../../../core/cards/status.ts'
import { embedThumbnails } from '../../../core/cards/thumbnails.ts'
import { fail } from '../../../core/errors/error.ts'
import { fromWire, toReason, toWire } from '../../../core/errors/wire.ts'
import { toResultJson } from '../../../core/pool/result-json.ts'
import { hostileBytes, hostileJson, hostileNumber, hostileText } from '../hostile.ts'
import { checkOneLine, holds, orRefused } from '../invariants.ts'
import { mutatedBytes } from '../mutate.ts'
import { cardKeys, cards } from '../samples.ts'
import { target } from '../target.ts'

const throwing = () => {
  throw new Error('not to be read')
}
const secret = 'a-secret-value-of-the-plugin'

/**
 * What is no plain data: a plugin can return, throw and log anything. Made only when it is used, since some of it cannot
 * even be looked at.
 */
const oddThings: Readonly<Record<string, () => unknown>> = {
  undefined: () => undefined,
  NaN: () => Number.NaN,
  infinity: () => Number.POSITIVE_INFINITY,
  bigint: () => 1n,
  symbol: () => Symbol('a'),
  function: () => throwing,
  'no date': () => new Date(Number.NaN),
  map: () => new Map([[1, 2]]),
  pattern: () => /a/,
  promise: () => Promise.resolve(1),
  'a proxy that throws': () =>
    new Proxy({}, { get: throwing, ownKeys: throwing, getPrototypeOf: throwing, has: throwing }),
  'a getter that throws': () => Object.defineProperty({}, 'text', { get: throwing, enumerable: true }),
  'toJSON that throws': () => ({ toJSON: throwing }),
  'toJSON of a toJSON': () => ({ toJSON: () => ({ toJSON: 1 }) }),
  'no prototype': () => Object.create(null),
  bytes: () => new Uint8Array(10_000),
  'an error with a secret behind it': () => new Error('an error', { cause: new Error(`with ${secret}`) }),
  'an error with odd properties': () =>
    Object.assign(new Error('x'), { code: 1n, name: Symbol('n'), stack: {} }),
  'a SkillError without a text': () => ({
    name: 'SkillError',
    code: 'skills_billing_error',
    message: { a: 1 },
  }),
  'a cycle': () => {
    const cycle: Record<string, unknown> = {}
    cycle.self = cycle
    return cycle
  },
  'an error that caused itself': () => {
    const error = new Error('in a circle')
    error.cause = error
    return error
  },
  'a list of holes': () => new Array(1e9),
  'deep lists': () =>
    Array(3000)
      .fill(0)
      .reduce<unknown>((inner) => [inner], 0),
}

const odd = fc.constantFrom(...Object.keys(oddThings))
const recipe = fc.record({
  value: hostileJson(cardKeys, 3),
  odd: fc.array(odd, { maxLength: 3 }),
  key: fc.constantFrom(...cardKeys, 'cause'),
  isAlone: fc.boolean(),
})

/** Plain data with something odd in it somewhere, or the odd thing alone. */
function made({
  value,
  odd: names,
  key,
  isAlone,
}: typeof recipe extends Arbitrary<infer R> ? R : never): unknown {
  const things = names.map((name) => oddThings[name]?.())
  if (isAlone) return things[0]
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
  if (!isObject) return [value, ...things]
  return Object.defineProperty({ ...value }, key, { value: things[0], enumerable: true, configurable: true })
}

const words = fc.record(
  { name: hostileText, message: hostileText, stack: hostileText, code: hostileText, retryable: fc.boolean() },
  { requiredKeys: ['message'] },
)
const boxCode = fc.oneof(
  hostileText,
  fc.constantFrom('skills_unknown_error', 'skills_no_info_found', 'SKR_RUN_CRASHED'),
)
const thrown: Arbitrary<() => unknown> = fc.oneof(
  recipe.map((one) => () => made(one)),
  hostileText.map((text) => () => text),
  words.map(
    ({ message, ...rest }) =>
      () =>
        Object.assign(new Error(message), rest),
  ),
  fc.tuple(boxCode, hostileText).map(
    ([code, message]) =>
      () =>
        Object.assign(new Error(message), { name: 'SkillError', code }),
  ),
  hostileText.map((message) => () => new Error(`token=${secret} ${message} ${secret}`)),
)

const caps = { maxCards: 20, maxEntries: 1000, maxTextChars: 30_000, maxTitleChars: 200 }
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAFElEQVR4nGP4z8AARAwQ4n8DAwMAJAQEAfEw3hgAAAAASUVORK5CYII=',
  'base64',
)
const svg = Buffer.from(
  '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>',
)
const gif = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64')

export const pluginResultTargets = [
  target('plugin results: anything', 40, fc.array(recipe, { maxLength: 4 }), (recipes) => {
    const drafts = recipes.map(made)
    const limits = { plugin: 'words', maxOutputBytes: 20_000 }
    const json = orRefused(() => toResultJson(drafts, limits))
    if (json === undefined) return
    holds(Buffer.byteLength(json) <= limits.maxOutputBytes, 'a result keeps to its limit')
    orRefused(() => finishCards(JSON.parse(json), caps))
  }),
  target('plugin failures: anything that is thrown', 60, thrown, (make) => {
    const reason = toReason(make(), 'SKR_RUN_CRASHED', [secret])
    checkOneLine(reason.message)
    holds(reason.message.length <= 1000 && (reason.stack ?? '').length <= 4000, 'a reason is short')
    holds(!JSON.stringify(reason).includes(secret), 'a reason holds no secret')
    const cards = [
      failedForGood(reason),
      failedBesideOthers(reason, ['words', 'exif']),
      willTryAgain(reason, 'words', 60_000, 0),
    ]
    holds(readsAs(reason) !== '', 'there is something to read')
    const { notes } = finishCards(JSON.parse(JSON.stringify(cards)), caps)
    holds(notes.length === 0, 'a status card needs no mending')
  }),
  target(
    'errors across threads',
    20,
    fc.tuple(hostileText, hostileText, hostileNumber),
    ([path, file, line]) => {
      const position = { file, line, column: 1 }
      const error = fail('SKR_CONFIG_WRONG_VALUE', { path, problem: file, description: path }, { position })
      const back = fromWire(structuredClone(toWire(error)))
      holds(back.message === error.message && back.code === error.code, 'an error stays what it is')
    },
  ),
  target(
    'plugin results: pictures',
    2,
    fc.oneof(mutatedBytes([png, svg, gif]), hostileBytes, hostileText),
    async (image) => {
      const [timeline] = cards.filter((card) => card.skill_card_type === 'timeline')
      const drafts = [{ ...timeline, entries: [{ type: 'image', text: 'a', image }] }]
      const made = await embedThumbnails(drafts, { note: checkOneLine })
      orRefused(() => finishCards(JSON.parse(JSON.stringify(made)), caps))
    },
  ),
]
