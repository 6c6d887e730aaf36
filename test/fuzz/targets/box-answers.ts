import fc from 'fast-check'
import { isPrivateHost } from '../../../core/box/addresses.ts'
import { answerError } from '../../../core/box/answer-error.ts'
import { decodeText } from '../../../core/box/decode.ts'
import { createHostRules } from '../../../core/box/host-rules.ts'
import { idForPath } from '../../../core/box/id.ts'
import { jsonMembers } from '../../../core/box/json-source.ts'
import { mergeCards, standingCards } from '../../../core/box/merge-cards.ts'
import { networkError } from '../../../core/box/network-error.ts'
import { currentVersionId, findRepresentation, readRepresentation } from '../../../core/box/representation.ts'
import { retryTime } from '../../../core/box/retry-after.ts'
import { deepJson, hostileBytes, hostileJson, hostileNumber, hostileText } from '../hostile.ts'
import { checkShown, holds, orRefused } from '../invariants.ts'
import { mutated, mutatedText } from '../mutate.ts'
import { cardKeys, cards, errorAnswer, fileAnswer } from '../samples.ts'
import { target } from '../target.ts'

const token = '1!a-token+of/this=call'
const kinds = ['extracted_text', 'jpg', 'mp3', 'mp4', 'embedded_metadata'] as const
const labels = [
  'utf-8',
  'utf-16le',
  'UTF-32BE',
  'shift_jis',
  'gb18030',
  'iso-2022-jp',
  'windows-1252',
  'x-user-defined',
]

const rules = createHostRules('https://api.box.com', ['files.example.com:8443', 'named.example.com'])
/** Addresses as a template, a redirect or a link may have them. */
const address = fc.oneof(
  mutatedText(
    [
      'https://dl.boxcloud.com/d/1/x/{+asset_path}',
      'https://api.box.com/2.0/files/1',
      'https://files.example.com:8443/',
    ],
    [
      '@',
      '.',
      ':',
      '/',
      '\\',
      '%2e',
      '#',
      '?',
      '\t',
      '\n',
      'box.com',
      '.evil.com',
      '。',
      '127.0.0.1',
      '[::1]',
      'javascript:',
    ],
  ),
  fc
    .tuple(
      fc.constantFrom('http', 'https', 'ftp'),
      fc.oneof(
        fc.ipV4(),
        fc.ipV4Extended(),
        fc.ipV6().map((ip) => `[${ip}]`),
        fc.domain(),
      ),
    )
    .map(([scheme, host]) => `${scheme}://${host}/`),
  fc.webUrl(),
)

/** JSON with white space where it may be, and a key that stands twice. */
const looseJson = fc
  .tuple(
    mutated([{ $id: 'a', cards, $version: 1 }], [...cardKeys, 'cards']),
    fc.constantFrom('', ' ', '\n\t '),
    fc.boolean(),
  )
  .map(([value, space, isDoubled]) => {
    const json = JSON.stringify(value, undefined, space)
    const before = `${space}{"cards" :[1.0,"}],\\""]`
    if (!isDoubled || !json.startsWith('{')) return json
    return json === '{}' ? `${before}}` : `${before},${json.slice(1)}${space}`
  })

export const boxTargets = [
  target(
    'box: texts in any encoding',
    40,
    fc.tuple(hostileBytes, fc.option(fc.oneof(fc.constantFrom(...labels), hostileText), { nil: undefined })),
    ([bytes, label]) => {
      const text = orRefused(() => decodeText(bytes, label))
      holds(text === undefined || text.length <= bytes.length + 1, 'a text is no longer than its bytes')
    },
  ),
  target(
    'box: representations',
    60,
    fc.oneof(
      mutated(
        [fileAnswer],
        ['representations', 'entries', 'status', 'state', 'content', 'url_template', 'info'],
      ),
      hostileJson(['representations', 'entries', 'content', 'url_template', 'file_version', 'id']),
    ),
    (answer) => {
      for (const kind of kinds) {
        for (const found of [findRepresentation(answer, kind), readRepresentation(answer, kind)]) {
          for (const one of [found?.state, found?.infoUrl, found?.contentUrl])
            holds(one === undefined || typeof one === 'string', 'what is said of a representation is text')
        }
      }
      orRefused(() => idForPath('version id', currentVersionId(answer) ?? ''))
    },
  ),
  target('box: addresses', 80, address, (text) => {
    const filled = text.replace('{+asset_path}', '1.jpg')
    if (!URL.canParse(filled)) return
    const url = new URL(filled)
    const isPrivate = isPrivateHost(url.hostname)
    const mayFollow = rules.redirectRefusal(url) === undefined
    if (mayFollow)
      holds(
        !isPrivate && url.protocol === 'https:',
        'no redirect leads inside, or to where others read along',
      )
    if (!rules.mayReceiveToken(url)) return
    const isKnown =
      /(^|\.)(box|boxcloud)\.com$/.test(url.hostname) ||
      ['files.example.com', 'named.example.com'].includes(url.hostname)
    holds(isKnown && url.protocol === 'https:' && url.username === '', `a token may go to ${url.href}`)
  }),
  target(
    'box: errors',
    60,
    fc.tuple(
      fc.integer({ min: 400, max: 599 }),
      fc.oneof(
        mutated([errorAnswer], ['message', 'code', 'context_info', 'errors']).map((json) =>
          JSON.stringify(json),
        ),
        hostileText,
        deepJson,
        hostileText.map((text) => JSON.stringify({ message: `${text}${token} ${text}` })),
      ),
    ),
    ([status, body]) => {
      const error = answerError(
        { status, body, retryAt: undefined },
        'GET https://api.box.com/2.0/files/1',
        token,
      )
      checkShown(error)
      holds(!error.message.includes(token), 'no error holds the token')
    },
  ),
  target(
    'box: broken connections',
    10,
    fc.oneof(
      hostileJson(['code', 'name', 'message']),
      hostileText.map((code) => Object.assign(new Error('x'), { code })),
    ),
    (thrown) => checkShown(networkError(thrown, 'GET https://api.box.com', 1000)),
  ),
  target(
    'box: Retry-After',
    40,
    fc.tuple(
      fc.oneof(
        hostileText,
        hostileNumber.map(String),
        fc
          .date({ noInvalidDate: false })
          .map((date) => String(date.valueOf() > 0 ? date.toUTCString() : date)),
      ),
      fc.option(hostileText, { nil: undefined }),
    ),
    ([header, date]) => {
      const at = retryTime(header, date, 0)
      holds(at === undefined || (at >= 0 && at <= 3_600_000), 'a wait is at most an hour')
    },
  ),
  target('box: cards of other skills', 40, looseJson, (json) => {
    const value: unknown = JSON.parse(json)
    const members = jsonMembers(json)
    const same = Array.isArray(value)
      ? `[${members.map(({ source }) => source).join(',')}]`
      : `{${members.map(({ key, source }) => `${JSON.stringify(key)}:${source}`).join(',')}}`
    if (typeof value === 'object' && value !== null)
      holds(JSON.stringify(JSON.parse(same)) === JSON.stringify(value), 'the members are those of the JSON')
    const standing = standingCards(json)
    if (standing === undefined) return
    const others = standing.cards.filter(({ skillId }) => skillId !== '137')
    const merged = standingCards(`{"cards":${mergeCards(standing, '137', [])}}`)
    holds(
      JSON.stringify(merged?.cards.map(({ source }) => source)) ===
        JSON.stringify(others.map(({ source }) => source)),
      'the cards of others stay as they are',
    )
  }),
]
