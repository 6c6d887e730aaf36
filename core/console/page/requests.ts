import type { Refusal } from '../view.ts'

/** What came of a request: `problem` in words, where it was refused. */
export interface Answer<T> {
  readonly body?: T
  readonly problem?: string
  readonly fix?: string
}

/** Posts to our own server. Never rejects. */
export function post<T>(path: string, body?: File): Promise<Answer<T>> {
  if (body === undefined) return ask(path, { method: 'POST' })
  return ask(path, { method: 'POST', headers: { 'content-type': 'application/octet-stream' }, body })
}

/** Asks our own server. Never rejects. */
export async function ask<T>(path: string, init?: RequestInit): Promise<Answer<T>> {
  try {
    const response = await fetch(path, init)
    const body: unknown = await response.json()
    if (response.ok) return { body: body as T }
    const { message, fix } = body as Refusal
    return { problem: message, fix }
  } catch {
    return {
      problem: 'The server does not answer, or the file cannot be read.',
      fix: 'Folders cannot be dropped. Is the command still running?',
    }
  }
}
