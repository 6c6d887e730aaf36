import { describe, expect, it } from 'vitest'
import { jsonMembers } from '../../../core/box/json-source.ts'
import { mergeCards, standingCards } from '../../../core/box/merge-cards.ts'
import type { Card } from '../../../core/cards/card.ts'

describe('the members of JSON in their own characters', () => {
  it('are those of an object, with their keys', () => {
    expect(jsonMembers(' { "a" : 1.0 , "b\\"c" : [ {"x": ","} , "]}" ], "d":{} } ')).toEqual([
      { key: 'a', source: '1.0' },
      { key: 'b"c', source: '[ {"x": ","} , "]}" ]' },
      { key: 'd', source: '{}' },
    ])
  })

  it('are those of an array', () => {
    expect(
      jsonMembers('[ 12345678901234567890, "a,\\\\", [1,[2]], null ]').map(({ source }) => source),
    ).toEqual(['12345678901234567890', '"a,\\\\"', '[1,[2]]', 'null'])
  })

  it.each(['{}', '[]', ' [ ] ', '1', '"text"', 'null'])('are none in %s', (json) => {
    expect(jsonMembers(json)).toEqual([])
  })

  it('survive nesting that would exhaust a recursive parser', () => {
    const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`

    expect(jsonMembers(`[${deep},1]`)).toHaveLength(2)
  })
})

describe('merging cards', () => {
  const own = (message: string) =>
    ({ skill_card_title: { message }, skill: { type: 'service', id: '7' } }) as unknown as Card
  const ownJson = (message: string) => JSON.stringify(own(message))
  const foreign = '{ "skill" : {"id": "8"}, "n": 1.0, "big": 12345678901234567890, "text": "\\u00e4" }'

  const merge = (...cards: string[]) => {
    const standing = standingCards(`{"$id":"x","cards":[${cards.join(' , ')}],"$version":3}`)
    return standing === undefined ? undefined : mergeCards(standing, '7', [own('new')])
  }

  it('replaces the cards of the skill where they stood, and keeps every byte of the others', () => {
    expect(merge(foreign, ownJson('old'), foreign, ownJson('older'))).toBe(
      `[${foreign},${ownJson('new')},${foreign}]`,
    )
  })

  it('knows the skill by a number too', () => {
    expect(merge('{"skill":{"id":7}}', foreign)).toBe(`[${ownJson('new')},${foreign}]`)
  })

  it('appends where the skill has no card yet, and takes what is no card of a skill for a foreign one', () => {
    const odd = ['{"skill":null}', '{"skill":{"id":null}}', '{"skill":{}}', '{}', '5', 'null']

    expect(merge(...odd)).toBe(`[${odd.join(',')},${ownJson('new')}]`)
    expect(merge()).toBe(`[${ownJson('new')}]`)
  })

  it('goes by the last of doubled keys, as parsers do', () => {
    expect(standingCards('{"cards":[1],"cards":[2]}')?.source).toBe('[2]')
  })

  it.each(['{}', '{"cards":null}', '{"cards":{"0":1}}', '[]', '"cards"'])(
    'finds no list of cards in %s',
    (json) => {
      expect(standingCards(json)).toBeUndefined()
    },
  )
})
