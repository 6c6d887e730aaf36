import { describe, expect, it } from 'vitest'
import { chunksOf } from '../chunks.ts'
import { spokenOf } from '../spoken.ts'
import { taskFor } from '../task.ts'
import { wantedWaitMs } from '../wanted-wait.ts'

describe('the task of a file', () => {
  const schema = { type: 'object' }
  it.each([
    ['image', undefined, 'describe'],
    ['audio', undefined, 'transcribe'],
    ['video', undefined, 'transcribe'],
    ['document', undefined, 'summarize'],
    ['other', undefined, 'summarize'],
    ['document', schema, 'extract'],
    ['image', schema, 'extract'],
    ['audio', schema, 'transcribe'],
  ] as const)('of kind %s with the schema %j is %s', (kind, given, task) => {
    expect(taskFor({ kind }, { task: 'auto', schema: given })).toBe(task)
  })

  it('is the one that the operator sets', () => {
    expect(taskFor({ kind: 'image' }, { task: 'transcribe', schema: undefined })).toBe('transcribe')
  })
})

describe('the parts of a long text', () => {
  it.each([
    ['paragraphs', 'aaaa\n\nbbbb\n\ncccc', 12, ['aaaa\n\nbbbb', 'cccc']],
    ['sentences', 'One two. Three. Four five.', 17, ['One two. Three.', 'Four five.']],
    ['words', 'one two three four', 10, ['one two', 'three four']],
    ['nothing', 'x'.repeat(25), 10, ['x'.repeat(10), 'x'.repeat(10), 'x'.repeat(5)]],
    ['characters, whole ones', '🌅🌅🌅', 3, ['🌅', '🌅', '🌅']],
  ])('end at %s', (_, text, max, parts) => {
    expect(chunksOf(text, max)).toEqual(parts)
  })
})

describe('the wait that a service wants', () => {
  it.each([
    [{ 'retry-after-ms': '250' }, 250],
    [{ 'retry-after': '2.5' }, 2500],
    [{ 'retry-after': 'Tue, 24 Nov 2026 08:00:30 GMT', date: 'Tue, 24 Nov 2026 08:00:00 GMT' }, 30_000],
    [{ 'x-ratelimit-remaining-requests': '0', 'x-ratelimit-reset-requests': '1m2.5s' }, 62_500],
    [{ 'x-ratelimit-remaining-requests': '3', 'x-ratelimit-reset-requests': '1m2.5s' }, undefined],
    [{ 'x-ratelimit-remaining-tokens': '0', 'x-ratelimit-reset-tokens': '120ms' }, 120],
    [{ 'retry-after': 'soon' }, undefined],
  ])('by %j is %s', (headers, ms) => {
    expect(wantedWaitMs(new Headers(headers), 0)).toBe(ms)
  })
})

describe('an endless wait', () => {
  it('is read once', () => {
    // Minutes, where the time grows with the square of the length.
    const headers = { 'x-ratelimit-remaining-tokens': '0', 'x-ratelimit-reset-tokens': '1'.repeat(1_000_000) }

    expect(wantedWaitMs(new Headers(headers), 0)).toBeUndefined()
  })
})

describe('an answer to a recording', () => {
  it('may have times as texts, and no duration', () => {
    expect(spokenOf({ text: 'Hi.', segments: [{ start: '0.5', end: '2.0', text: 'Hi.' }] })).toMatchObject({
      duration: 2,
      rows: [{ text: 'Hi.', appears: [{ start: 0.5, end: 2 }] }],
    })
  })

  it.each([[{}], ['Hi.'], [null]])('that is %j is no transcript', (answer) => {
    expect(() => spokenOf(answer)).toThrow('something else than a transcript')
  })
})
