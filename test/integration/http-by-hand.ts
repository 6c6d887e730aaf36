import { expect } from 'vitest'
import { type listen, post, signed, skillEvent } from '../unit/intake/listening.ts'

/** Of every request with a body. */
export const json = 'content-type: application/json\r\n'
/** The beginning of a request whose connection is closed behind its answer. */
export const head = `POST /skills HTTP/1.1\r\nhost: x\r\nconnection: close\r\n${json}`

/** A whole request, signed as Box does. */
export function event(more = ''): string {
  const body = skillEvent()
  const headers = Object.entries({ host: 'x', 'content-length': body.length, ...signed(body) })
  return `POST /skills HTTP/1.1\r\n${headers.map(([key, value]) => `${key}: ${value}\r\n`).join('')}${more}\r\n${body}`
}

/** The statuses of all answers in what came back. */
export const statuses = (answer: string) =>
  [...answer.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status))

type Server = Awaited<ReturnType<typeof listen>>

/** A good event is still answered, and nothing but good events was taken. */
export async function expectAlive({ url, taken }: Server, before = 0): Promise<void> {
  expect((await post(`${url}/skills`, skillEvent())).status).toBe(200)
  expect(taken).toHaveLength(before + 1)
}
