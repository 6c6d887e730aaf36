import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Sandbox, type SandboxOptions, type SkillEvent, startSandbox } from 'box-skill-runner/testing'
import { expect, onTestFinished } from 'vitest'
import type { Card } from '../../../core/cards/card.ts'

/** A sandbox that ends with the test. */
export async function sandboxForTest(options?: SandboxOptions): Promise<Sandbox> {
  const sandbox = await startSandbox(options)
  onTestFinished(() => sandbox.close())
  return sandbox
}

/** Calls Box's API as a plain HTTP client; redirects are not followed. */
export function call(
  sandbox: Sandbox,
  method: string,
  path: string,
  options: { token?: string; json?: unknown; type?: string; headers?: Record<string, string> } = {},
): Promise<Response> {
  const { token, json, type = 'application/json', headers } = options
  return fetch(`${sandbox.url}${path}`, {
    method,
    redirect: 'manual',
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(json === undefined ? {} : { 'content-type': type }),
      ...headers,
    },
    ...(json === undefined ? {} : { body: typeof json === 'string' ? json : JSON.stringify(json) }),
  })
}

interface EventToken {
  readonly access_token: string
  readonly expires_in: number
  readonly restricted_to: string
}

/** The parts of an event's body that tests look into. */
export interface EventBody {
  readonly id: string
  readonly trigger: string
  readonly skill: { readonly id: unknown }
  readonly token: { readonly read: EventToken; readonly write: EventToken }
  readonly source: {
    readonly id: unknown
    readonly sequence_id: unknown
    readonly file_version: { readonly id: unknown }
  }
  readonly event: { readonly event_id: string; readonly event_type?: string; readonly source: object }
}

export function bodyOf(event: Pick<SkillEvent, 'body'>): EventBody {
  return JSON.parse(Buffer.from(event.body).toString()) as EventBody
}

/** The two tokens of an event. */
export function tokensOf(event: SkillEvent): { read: string; write: string } {
  const { token } = bodyOf(event)
  return { read: token.read.access_token, write: token.write.access_token }
}

/** Downloads a file as its owner, through the redirect. */
export async function download(sandbox: Sandbox, fileId: string, query = ''): Promise<Response> {
  const token = sandbox.ownerToken
  const { headers } = await call(sandbox, 'GET', `/2.0/files/${fileId}/content${query}`, { token })
  return fetch(String(headers.get('location')))
}

/** A file with the tokens of an event for it. */
export async function fileWithTokens(sandbox: Sandbox, name = 'note.txt', content = 'some words') {
  const file = await sandbox.upload({ name, content })
  return { file, ...tokensOf(sandbox.event(file.id)) }
}

export function keywordCard(...words: string[]): Card {
  return {
    created_at: '2026-01-01T00:00:00Z',
    type: 'skill_card',
    skill_card_type: 'keyword',
    skill_card_title: { message: 'Words' },
    skill: { type: 'service', id: '900491' },
    invocation: { type: 'skill_invocation', id: 'some-invocation' },
    entries: words.map((text) => ({ type: 'text', text })),
  }
}

export function skillBody(fileId: string, cards: readonly unknown[], more: object = {}): object {
  return { status: 'success', file: { type: 'file', id: fileId }, metadata: { cards }, ...more }
}

export interface Received {
  headers: Record<string, string | string[] | undefined>
  body: Buffer
}

/** A skill's invocation URL that answers as told and remembers what came. */
export async function invocationUrl(
  answer: (nth: number) => number | 'drop' | 'silence' = () => 200,
): Promise<{ url: string; received: Received[] }> {
  const received: Received[] = []
  const server: Server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    received.push({ headers: request.headers, body: Buffer.concat(chunks) })
    const status = answer(received.length)
    if (status === 'drop') request.socket.destroy()
    else if (status !== 'silence') response.writeHead(status).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/skills`, received }
}

/** The only item of a list. */
export function only<T>(list: readonly T[]): T {
  expect(list).toHaveLength(1)
  return list[0] as T
}

/** As `expect.poll`, with patience for a busy machine. */
export function eventually<T>(look: () => T) {
  return expect.poll(look, { timeout: 10_000 })
}

/** A file of ten bytes, its tokens, and the calls that a skill makes for it. */
export async function sandboxWithFile() {
  const sandbox = await sandboxForTest({ representationDelayMs: 0 })
  const { file, read, write } = await fileWithTokens(sandbox, 'note.txt', '0123456789')
  const download = () => call(sandbox, 'GET', `/2.0/files/${file.id}/content`, { token: read })
  const content = async () => fetch(String((await download()).headers.get('location')))
  const writeCards = () =>
    call(sandbox, 'PUT', `/2.0/skill_invocations/${sandbox.skill.id}`, {
      token: write,
      json: skillBody(file.id, [keywordCard('a')]),
    })
  return { sandbox, file, read, write, download, content, writeCards }
}
