import { describe, expect, it, onTestFinished } from 'vitest'
import { type CardTarget, type CardWriterOptions, createCardWriter } from '../../../core/box/writer.ts'
import type { Card } from '../../../core/cards/card.ts'
import type { Sandbox } from '../../../core/sandbox/sandbox.ts'
import { startSandbox } from '../../../core/sandbox/start.ts'
import { answerJson, closedUrl, serve, thrownBy, transportTo } from './box-server.ts'

const skillId = '900491'

function card(message: string, skill = skillId): Card {
  return {
    type: 'skill_card',
    skill_card_type: 'keyword',
    skill_card_title: { message },
    entries: [{ type: 'text', text: message, appears: [{ start: 1, end: 2 }] }],
    duration: 5,
    created_at: '2026-03-01T12:00:00Z',
    skill: { type: 'service', id: skill },
    invocation: { type: 'skill_invocation', id: 'inv' },
  }
}

async function fileInSandbox(): Promise<{ sandbox: Sandbox; target: CardTarget }> {
  const sandbox = await startSandbox()
  onTestFinished(() => sandbox.close())
  const { id } = await sandbox.upload({ name: 'a.txt', content: 'text' })
  const event = JSON.parse(Buffer.from(sandbox.event(id).body).toString('utf8'))
  const token = { value: event.token.write.access_token, expiresAt: Date.now() + 60_000 }
  return { sandbox, target: { skillId, fileId: id, versionId: event.source.file_version.id, token } }
}

function writerTo(apiUrl: string, mode: CardWriterOptions['mode'], timeoutMs = 5000) {
  return createCardWriter({ apiUrl, transport: transportTo(apiUrl, { timeoutMs }), mode })
}

const success = { status: 'success', cards: [card('words')] } as const

describe('writing in mode replace', () => {
  it('puts the cards, the version and the usage on the file', async () => {
    const { sandbox, target } = await fileInSandbox()
    const writer = writerTo(sandbox.url, 'replace')
    await writer.load()

    await writer.write(target, success)

    expect(sandbox.cardHistory(target.fileId)).toMatchObject([
      {
        via: 'skill_invocations',
        skillId,
        status: 'success',
        versionId: target.versionId,
        usage: { unit: 'file', value: 1 },
        cards: success.cards,
      },
    ])
  })

  it('sends the usage that is given, and none without success', async () => {
    const { sandbox, target } = await fileInSandbox()
    const writer = writerTo(sandbox.url, 'replace')
    const usage = { unit: 'pages', value: 3 } as const

    await writer.write({ ...target, versionId: undefined }, { ...success, usage })
    await writer.write(target, { status: 'processing', cards: [], usage })

    expect(sandbox.cardHistory(target.fileId).map((write) => [write.usage, write.versionId])).toEqual([
      [usage, undefined],
      [undefined, target.versionId],
    ])
  })

  it.each([
    ['a read token', 'read', 'SKR_BOX_FORBIDDEN'],
    ['a token that Box does not know', undefined, 'SKR_BOX_UNAUTHORIZED'],
  ])('is refused with %s', async (_, kind, code) => {
    const { sandbox, target } = await fileInSandbox()
    const event = JSON.parse(Buffer.from(sandbox.event(target.fileId).body).toString('utf8'))
    const value = kind === undefined ? 'unknown' : event.token[kind].access_token
    const token = { value, expiresAt: Date.now() + 60_000 }

    const error = await thrownBy(writerTo(sandbox.url, 'replace').write({ ...target, token }, success))

    expect(error).toMatchObject({ code, retryable: false })
  })

  it('tells of a file that is gone', async () => {
    const { sandbox, target } = await fileInSandbox()
    sandbox.delete(target.fileId)

    const error = await thrownBy(writerTo(sandbox.url, 'replace').write(target, success))

    expect(error).toMatchObject({ code: 'SKR_BOX_NOT_FOUND', retryable: false })
  })

  it("quotes Box's words where the cards are refused", async () => {
    const { sandbox, target } = await fileInSandbox()
    const bad = { ...card('x'), entries: undefined } as unknown as Card

    const error = await thrownBy(writerTo(sandbox.url, 'replace').write(target, { ...success, cards: [bad] }))

    expect(error).toMatchObject({ code: 'SKR_BOX_REJECTED', retryable: false })
    expect(String(error)).toContain('metadata.cards[0].entries is required')
  })

  it.each([
    [{ status: 409 }, 'SKR_BOX_CONFLICT'],
    [{ status: 429, retryAfter: 60 }, 'SKR_BOX_RATE_LIMITED'],
    [{ status: 503, retryAfter: new Date(Date.now() + 60_000) }, 'SKR_BOX_UNAVAILABLE'],
    [{ status: 500, retryAfter: 0 }, 'SKR_BOX_UNAVAILABLE'],
    [{ drop: 'before' }, 'SKR_BOX_UNREACHABLE'],
    [{ silent: true }, 'SKR_BOX_TIMEOUT'],
    [{ status: 200, body: '<html>captive portal</html>' }, 'SKR_BOX_BAD_ANSWER'],
    [{ redirectTo: 'https://example.com/' }, 'SKR_BOX_REDIRECT_REFUSED'],
  ] as const)('meeting %j ends as %s', async (fault, code) => {
    const { sandbox, target } = await fileInSandbox()
    sandbox.faults.add({ on: 'writeCards', ...fault })

    const error = await thrownBy(writerTo(sandbox.url, 'replace', 300).write(target, success))

    expect(error).toMatchObject({ code })
    expect(sandbox.cards(target.fileId)).toEqual([])
  })

  it.each([{ status: 500, retryAfter: 0 }, { drop: 'before' }, { drop: 'after' }] as const)(
    'survives one %j',
    async (fault) => {
      const { sandbox, target } = await fileInSandbox()
      sandbox.faults.add({ on: 'writeCards', times: 1, ...fault })

      await writerTo(sandbox.url, 'replace').write(target, success)

      expect(sandbox.cards(target.fileId)).toEqual(success.cards)
    },
  )
})

describe('writing in mode merge', () => {
  const foreign = { ...card('other', '111'), extra: { kept: [1, null] } }

  it('makes the cards where the file has none', async () => {
    const { sandbox, target } = await fileInSandbox()

    await writerTo(sandbox.url, 'merge').write(target, success)

    expect(sandbox.cards(target.fileId)).toEqual(success.cards)
    expect(sandbox.cardHistory(target.fileId)).toMatchObject([{ via: 'create' }])
  })

  it("keeps other skills' cards and replaces its own", async () => {
    const { sandbox, target } = await fileInSandbox()
    const writer = writerTo(sandbox.url, 'merge')
    await writer.write(target, { ...success, cards: [card('old'), foreign] })

    await writer.write(target, success)
    await writer.write(target, { ...success, cards: [] })

    const history = sandbox.cardHistory(target.fileId).map(({ cards }) => cards)
    expect(history[1]).toEqual([card('words'), foreign])
    expect(history[2]).toEqual([foreign])
  })

  it('writes nothing where there is nothing to write or to take away', async () => {
    const { sandbox, target } = await fileInSandbox()

    await writerTo(sandbox.url, 'merge').write(target, { ...success, cards: [] })

    expect(sandbox.cardHistory(target.fileId)).toEqual([])
  })

  it('loses no card of several skills that write at the same time', async () => {
    const { sandbox, target } = await fileInSandbox()
    const writer = writerTo(sandbox.url, 'merge')

    const writes = ['1', '2', '3'].map((id) =>
      writer.write({ ...target, skillId: id }, { ...success, cards: [card(id, id)] }),
    )
    await Promise.all(writes)

    expect(
      sandbox
        .cards(target.fileId)
        .map(({ skill }) => skill.id)
        .sort(),
    ).toEqual(['1', '2', '3'])
  })

  it('starts again when the cards are deleted or made in between', async () => {
    const { sandbox, target } = await fileInSandbox()
    const writer = writerTo(sandbox.url, 'merge')
    await writer.write(target, success)
    sandbox.faults.add({ on: 'metadata', times: 1, status: 404, when: ({ method }) => method === 'PUT' })
    sandbox.faults.add({ on: 'metadata', times: 1, status: 404, when: ({ method }) => method === 'GET' })

    await writer.write(target, { ...success, cards: [card('again')] })

    expect(sandbox.cards(target.fileId)).toEqual([card('again')])
  })

  it.each([409, 412])('gives up, for the queue to try later, when every try meets a %i', async (status) => {
    const { sandbox, target } = await fileInSandbox()
    sandbox.faults.add({ on: 'metadata', status, when: ({ method }) => method === 'POST' })

    const error = await thrownBy(writerTo(sandbox.url, 'merge').write(target, success))

    expect(error).toMatchObject({ code: 'SKR_BOX_CARDS_CONTENDED', retryable: true })
    expect(sandbox.requests().filter(({ method }) => method === 'POST')).toHaveLength(5)
  })

  it('tells of a file that is gone', async () => {
    const { sandbox, target } = await fileInSandbox()
    sandbox.delete(target.fileId)

    const error = await thrownBy(writerTo(sandbox.url, 'merge').write(target, success))

    expect(error).toMatchObject({ code: 'SKR_BOX_NOT_FOUND' })
  })

  it.each([
    [{ status: 401 }, 'SKR_BOX_UNAUTHORIZED'],
    [{ status: 429, retryAfter: 60 }, 'SKR_BOX_RATE_LIMITED'],
    [{ drop: 'middle' }, 'SKR_BOX_BAD_ANSWER'],
    [{ status: 200, body: '{"cards": {}}' }, 'SKR_BOX_BAD_ANSWER'],
    [{ status: 200, body: '' }, 'SKR_BOX_BAD_ANSWER'],
  ] as const)('meeting %j ends as %s', async (fault, code) => {
    const { sandbox, target } = await fileInSandbox()
    const writer = writerTo(sandbox.url, 'merge')
    await writer.write(target, success)
    sandbox.faults.add({ on: 'metadata', ...fault })

    expect(await thrownBy(writer.write(target, success))).toMatchObject({ code })
  })

  it("keeps every byte of other skills' cards, and tests all that was read", async () => {
    const theirs = '{ "skill": {"id": 111}, "n": 1.0, "big": 12345678901234567890, "t": "\\u00e4\\/" }'
    const server = await serve((request, response) =>
      request.method === 'GET'
        ? response.end(`{"cards": [${theirs}, {"skill":{"id":${skillId}}}]}`)
        : answerJson(response, 200, {}),
    )
    const target = { skillId, fileId: '5', token: { value: 'tok', expiresAt: Date.now() + 60_000 } }

    await writerTo(server.url, 'merge').write(target, success)

    expect(server.received[1]).toMatchObject({
      method: 'PUT',
      url: '/2.0/files/5/metadata/global/boxSkillsCards',
      headers: { 'content-type': 'application/json-patch+json' },
    })
    expect(server.received[1]?.body).toBe(
      `[{"op":"test","path":"/cards","value":[${theirs}, {"skill":{"id":${skillId}}}]},` +
        `{"op":"replace","path":"/cards","value":[${theirs},${JSON.stringify(success.cards[0])}]}]`,
    )
  })
})

describe('writing', () => {
  it('with an expired token is refused without a call', async () => {
    const url = await closedUrl()
    const target = { skillId, fileId: '5', token: { value: 'tok', expiresAt: Date.now() - 1 } }

    for (const mode of ['replace', 'merge'] as const) {
      const error = await thrownBy(writerTo(url, mode).write(target, success))
      expect(error).toMatchObject({ code: 'SKR_BOX_TOKEN_EXPIRED', retryable: false })
    }
  })

  it.each([
    ['../users/me', '5'],
    ['', '5'],
    ['1', '5?x=1'],
    ['1', '5/../6'],
    ['١', '5'],
  ])('to skill "%s" and file "%s" is refused: ids are digits', async (skill, fileId) => {
    const target = { skillId: skill, fileId, token: { value: 'tok', expiresAt: Date.now() + 60_000 } }

    const error = await thrownBy(writerTo(await closedUrl(), 'replace').write(target, success))

    expect(error).toMatchObject({ code: 'SKR_BOX_BAD_ID' })
  })
})
