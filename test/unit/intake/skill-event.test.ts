import { describe, expect, it } from 'vitest'
import { isRunnerError } from '../../../core/errors/error.ts'
import { parseSkillEvent } from '../../../core/intake/skill-event.ts'

const now = Date.UTC(2026, 10, 1)
const hour = 3_600_000
const readToken = 'T9cE5asGnuyYCCqIZFoWjFHvNbvVqHjl'
const writeToken = 'ZxW7v6U5t4S3r2Q1p0OnMlKjIhGfEdCb'

/** A delivery in the form that Box documents and really sends. */
function realEvent(): Record<string, unknown> {
  const source = {
    type: 'file',
    id: '340708371275',
    name: '写真 😀 Ünïcode.jpg',
    sequence_id: '2',
    file_version: { id: '359740326875' },
    owner_enterprise_id: '94713934',
    parent: { id: '56598494243' },
    old_parent_id: '',
    collab_accessible_by: { type: '', id: '', name: '', login: '' },
  }
  return {
    type: 'skill_invocation',
    skill: { id: '137', type: 'skill', name: 'A skill', api_key: 'hxel2s12wd2h9r8ne103c4gjbqefofih' },
    token: {
      write: {
        access_token: writeToken,
        expires_in: (now + 20 * hour) / 1000,
        restricted_to: '[{"scope":"gcm"}]',
        token_type: 'bearer',
      },
      read: {
        access_token: readToken,
        expires_in: (now + 20 * hour) / 1000,
        restricted_to: '[{"scope":"gcm"}]',
        token_type: 'bearer',
      },
    },
    status: { state: 'invoked', message: '', error_code: '', additional_info: '' },
    id: 'fd1d2e53-35f5-41fb-9c25-4ba326daf2f9_341016304',
    created_at: '2026-10-31T16:00:00-07:00',
    trigger: 'FILE_CONTENT',
    enterprise: { type: 'enterprise', id: '94713934', name: 'An enterprise' },
    source: { ...source, size: 150031 },
    event: {
      event_id: 'fd1d2e53-35f5-41fb-9c25-4ba326daf2f9',
      event_type: 'ITEM_UPLOAD',
      created_at: '2026-10-31T15:59:58-07:00',
      created_by: { type: 'user', id: '6122733934', name: 'A user', login: 'user@example.com' },
      source,
      skill_rule: { id: '1' },
    },
    skill_rules: [],
    parameters: {},
  }
}

/** A test event of Box's console: ids as numbers, no size, no event. */
function testEvent(): Record<string, unknown> {
  return {
    type: 'skill_invocation',
    skill: { id: 137, type: 'skill' },
    token: {
      read: { access_token: readToken, expires_in: 3600 },
      write: { access_token: writeToken, expires_in: '7200' },
    },
    id: 'abc_99',
    trigger: 'SKILL_APP_TEST_EVENT',
    enterprise: { id: 94713934 },
    source: {
      type: 'file',
      id: 340708371275,
      name: 'a.tar.gz',
      sequence_id: 3,
      file_version: { id: 359740326875 },
      parent: { id: 0 },
    },
  }
}

function parse(event: unknown) {
  return parseSkillEvent(Buffer.from(JSON.stringify(event)), { app: 'default', now })
}

function parseError(body: string | Buffer) {
  try {
    parseSkillEvent(Buffer.from(body), { app: 'default', now })
  } catch (error) {
    if (isRunnerError(error)) return error
    throw error
  }
  return undefined
}

/** The real event with the value at `path` replaced; undefined removes it. */
function changed(path: string, value: unknown): Record<string, unknown> {
  const event = realEvent()
  const keys = path.split('.')
  const last = keys.pop() as string
  const parent = keys.reduce((record, key) => record[key] as Record<string, unknown>, event)
  parent[last] = value
  return event
}

describe('parseSkillEvent', () => {
  it('reads a real delivery', () => {
    const invocation = parse(realEvent())

    expect(invocation).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{20}$/),
      app: 'default',
      boxId: 'fd1d2e53-35f5-41fb-9c25-4ba326daf2f9_341016304',
      eventId: 'fd1d2e53-35f5-41fb-9c25-4ba326daf2f9',
      skillId: '137',
      enterpriseId: '94713934',
      trigger: 'FILE_CONTENT',
      file: {
        id: '340708371275',
        name: '写真 😀 Ünïcode.jpg',
        size: 150031,
        versionId: '359740326875',
        sequence: 2,
        parentId: '56598494243',
      },
      createdAt: Date.UTC(2026, 9, 31, 22, 59, 58),
      receivedAt: now,
      tokens: {
        read: { value: readToken, expiresAt: now + 20 * hour },
        write: { value: writeToken, expiresAt: now + 20 * hour },
      },
    })
  })

  it('reads a test event with ids as numbers, without size and event, and with tokens that last for a duration', () => {
    const invocation = parse(testEvent())

    expect(invocation).toMatchObject({
      boxId: 'abc_99',
      eventId: 'abc',
      skillId: '137',
      enterpriseId: '94713934',
      trigger: 'SKILL_APP_TEST_EVENT',
      file: { id: '340708371275', size: undefined, versionId: '359740326875', sequence: 3, parentId: '0' },
      createdAt: now,
      tokens: { read: { expiresAt: now + hour }, write: { expiresAt: now + 2 * hour } },
    })
  })

  it('gives the two forms of one event the same id', () => {
    const asNumbers = {
      ...realEvent(),
      source: { ...(realEvent().source as object), id: 340708371275, file_version: { id: 359740326875 } },
    }

    expect(parse(asNumbers).id).toBe(parse(realEvent()).id)
  })

  it("recognises a redelivery under another id of Box's", () => {
    expect(parse(changed('id', 'another_1')).id).toBe(parse(realEvent()).id)
  })

  it('tells another version, event, skill, file and app apart', () => {
    const others = ['source.file_version.id', 'event.event_id', 'skill.id', 'source.id'].map(
      (path) => parse(changed(path, '5')).id,
    )
    const otherApp = parseSkillEvent(Buffer.from(JSON.stringify(realEvent())), { app: 'other', now }).id

    expect(new Set([parse(realEvent()).id, ...others, otherApp]).size).toBe(6)
  })

  it('lets the parts of a Box id stand in for each other', () => {
    expect(parse(changed('id', undefined)).boxId).toBe('fd1d2e53-35f5-41fb-9c25-4ba326daf2f9')
    expect(parse(changed('event', undefined)).eventId).toBe('fd1d2e53-35f5-41fb-9c25-4ba326daf2f9')
    expect(parse({ ...testEvent(), id: 77 })).toMatchObject({ boxId: '77', eventId: '77' })
  })

  it.each([
    ['size', '150031', 150031],
    ['size', null, undefined],
    ['size', -1, undefined],
    ['size', 'big', undefined],
    ['size', 0, 0],
    ['sequence', undefined, undefined],
    ['sequence', '', undefined],
    ['sequence', '99999999999999999999', undefined],
  ])('is lenient about %s: %j', (name, given, expected) => {
    const path = name === 'size' ? 'source.size' : 'source.sequence_id'

    expect(parse(changed(path, given)).file[name as 'size' | 'sequence']).toBe(expected)
  })

  it.each([
    ['source.file_version', undefined],
    ['source.file_version', null],
    ['source.file_version', { id: '' }],
    ['source.parent', 'folder'],
    ['source.parent', { id: 'all' }],
    ['enterprise', undefined],
    ['trigger', undefined],
    ['trigger', 7],
    ['event.created_at', 'yesterday'],
    ['source.type', undefined],
    ['something_new', { deep: [1, 2, 3] }],
    ['parameters', undefined],
  ])('does not mind %s being %j', (path, value) => {
    expect(parse(changed(path, value)).file.id).toBe('340708371275')
  })

  it('takes the time of the event, else that of the invocation, else that of the receipt', () => {
    expect(parse(changed('event.created_at', 'yesterday')).createdAt).toBe(Date.UTC(2026, 9, 31, 23))
    expect(parse({ ...changed('event', undefined), created_at: 12 }).createdAt).toBe(now)
  })

  it.each([
    [undefined, 24],
    [0, 24],
    [-5, 24],
    ['soon', 24],
    [1800, 0.5],
    [(now + hour) / 1000, 1],
    [9e15, 7 * 24],
  ])('takes expires_in %j for %d hours from now', (expiresIn, hours) => {
    expect(parse(changed('token.read.expires_in', expiresIn)).tokens.read.expiresAt).toBe(now + hours * hour)
  })

  it('keeps a large id exactly', () => {
    expect(parse(changed('source.id', '18446744073709551615')).file.id).toBe('18446744073709551615')
  })

  it('accepts a byte order mark', () => {
    const body = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(JSON.stringify(realEvent()))])

    expect(parseSkillEvent(body, { app: 'default', now }).skillId).toBe('137')
  })

  it('takes no field out of a prototype, neither out of one in the event nor out of a polluted one', () => {
    const event = JSON.stringify(changed('enterprise', undefined)).replace(
      /}$/,
      ',"__proto__":{"enterprise":{"id":"666"}}}',
    )
    const parsed = () => parseSkillEvent(Buffer.from(event), { app: 'default', now })

    const fromEvent = parsed()
    Object.defineProperty(Object.prototype, 'enterprise', { value: { id: '667' }, configurable: true })
    try {
      expect(parsed().enterpriseId).toBeUndefined()
    } finally {
      Reflect.deleteProperty(Object.prototype, 'enterprise')
    }

    expect(fromEvent.enterpriseId).toBeUndefined()
    expect(({} as Record<string, unknown>).enterprise).toBeUndefined()
  })

  it.each([
    ['{"type":', 'SKR_INTAKE_NOT_JSON'],
    [Buffer.from([0x22, 0xff, 0x22]), 'SKR_INTAKE_NOT_JSON'],
    ['', 'SKR_INTAKE_NOT_JSON'],
    ['[]', 'SKR_INTAKE_NOT_OBJECT'],
    ['null', 'SKR_INTAKE_NOT_OBJECT'],
    ['"text"', 'SKR_INTAKE_NOT_OBJECT'],
    ['{}', 'SKR_INTAKE_NOT_SKILL_EVENT'],
    ['{"type":"webhook_event"}', 'SKR_INTAKE_NOT_SKILL_EVENT'],
  ])('refuses the body %j', (body, code) => {
    expect(parseError(body)).toMatchObject({ code, statusCode: 400 })
  })

  it.each([
    ['source.type', 'folder', 'SKR_INTAKE_NOT_FILE'],
    ['source', undefined, 'SKR_INTAKE_ID_MISSING'],
    ['source', ['file'], 'SKR_INTAKE_ID_MISSING'],
    ['source.id', '', 'SKR_INTAKE_ID_MISSING'],
    ['source.id', '../1', 'SKR_INTAKE_ID_INVALID'],
    ['source.id', '1\n', 'SKR_INTAKE_ID_INVALID'],
    ['source.id', '1'.repeat(21), 'SKR_INTAKE_ID_INVALID'],
    ['source.id', 2 ** 53, 'SKR_INTAKE_ID_INVALID'],
    ['source.id', 1.5, 'SKR_INTAKE_ID_INVALID'],
    ['source.id', true, 'SKR_INTAKE_ID_INVALID'],
    ['source.id', { toString: '1' }, 'SKR_INTAKE_ID_INVALID'],
    ['source.file_version.id', 'latest', 'SKR_INTAKE_ID_INVALID'],
    ['source.name', undefined, 'SKR_INTAKE_NO_NAME'],
    ['source.name', '', 'SKR_INTAKE_NO_NAME'],
    ['source.name', 5, 'SKR_INTAKE_NO_NAME'],
    ['source.name', 'x'.repeat(1025), 'SKR_INTAKE_TEXT_TOO_LONG'],
    ['skill', undefined, 'SKR_INTAKE_ID_MISSING'],
    ['skill.id', 'mine', 'SKR_INTAKE_ID_INVALID'],
    ['enterprise.id', 'ours', 'SKR_INTAKE_ID_INVALID'],
    ['trigger', 'x'.repeat(257), 'SKR_INTAKE_TEXT_TOO_LONG'],
    ['id', 'x'.repeat(257), 'SKR_INTAKE_TEXT_TOO_LONG'],
    ['token', undefined, 'SKR_INTAKE_NO_TOKEN'],
    ['token.read', undefined, 'SKR_INTAKE_NO_TOKEN'],
    ['token.write', {}, 'SKR_INTAKE_NO_TOKEN'],
    ['token.read.access_token', '', 'SKR_INTAKE_NO_TOKEN'],
    ['token.read.access_token', 'two\r\nlines', 'SKR_INTAKE_NO_TOKEN'],
    ['token.read.access_token', 'x'.repeat(16_385), 'SKR_INTAKE_TEXT_TOO_LONG'],
  ])('refuses %s of %j with a code of its own', (path, value, code) => {
    expect(parseError(JSON.stringify(changed(path, value)))).toMatchObject({ code, statusCode: 400 })
  })

  it('refuses an event without any id of its own', () => {
    expect(parseError(JSON.stringify({ ...testEvent(), id: undefined }))?.code).toBe('SKR_INTAKE_ID_MISSING')
  })

  it('puts no part of the body into an error', () => {
    const cut = JSON.stringify(realEvent()).slice(0, -20)
    const errors = [
      parseError(cut),
      parseError(JSON.stringify(changed('source.id', 'x'))),
      parseError(`${readToken}!`),
    ]

    for (const error of errors) {
      const shown = `${JSON.stringify(error)} ${error?.stack} ${String(error?.cause)}`
      expect(shown).not.toMatch(new RegExp(`${readToken}|${writeToken}`))
    }
  })
})
