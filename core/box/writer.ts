import type { Card } from '../cards/card.ts'
import { fail, isRunnerError } from '../errors/error.ts'
import type { FileToken } from '../invocation/invocation.ts'
import type { BoxAnswer, BoxCall } from './client.ts'
import { createBoxApi } from './client.ts'
import { idForPath } from './id.ts'
import { mergeCards, type StandingCards, standingCards } from './merge-cards.ts'
import { pause } from './retry.ts'
import { underToken } from './token.ts'
import type { Transport } from './transport.ts'

export interface CardTarget {
  readonly skillId: string
  readonly fileId: string
  readonly versionId?: string | undefined
  /** The event's write token. */
  readonly token: FileToken
}

export interface CardUpdate {
  readonly status: 'invoked' | 'processing' | 'success' | 'transient_failure' | 'permanent_failure'
  /** Stamped and validated; all cards that this skill wants on the file. */
  readonly cards: readonly Card[]
  /** Sent with `success` only; one file where it is left out. */
  readonly usage?: { readonly unit: 'file' | 'seconds' | 'pages' | 'words'; readonly value: number }
}

export interface CardWriter {
  /** Loads what the first write would otherwise wait for. */
  load(): Promise<void>
  /** Puts the cards on the file, instead of this skill's earlier ones. Resolves when Box has taken them. Throws `SKR_BOX_…`. */
  write(target: CardTarget, update: CardUpdate): Promise<void>
}

export interface CardWriterOptions {
  /** Without `/2.0`. */
  readonly apiUrl: string
  readonly transport: Transport
  /**
   * `replace`: one call of the Skills API, which wipes the cards of all other skills and tells Box the status.
   * `merge`: the file's card metadata, read and changed; other skills' cards stay, and Box is told no status.
   */
  readonly mode: 'replace' | 'merge'
}

/** Tries of one merge; each lost one means that another skill wrote in the few milliseconds between. */
const mergeTries = 5

export function createCardWriter({ apiUrl, transport, mode }: CardWriterOptions): CardWriter {
  const api = createBoxApi({ apiUrl, transport })
  const send = (target: CardTarget, call: Omit<BoxCall, 'token' | 'signal'>): Promise<BoxAnswer> => {
    const use = { direction: 'write', call: `${call.method} ${new URL(apiUrl).origin}${call.path}` } as const
    return underToken(target.token, use, undefined, (token, signal) => api.call({ ...call, token, signal }))
  }

  async function replace(target: CardTarget, { status, cards, usage }: CardUpdate): Promise<void> {
    await send(target, {
      method: 'PUT',
      path: `/2.0/skill_invocations/${idForPath('skill id', target.skillId)}`,
      json: JSON.stringify({
        status,
        file: { type: 'file', id: target.fileId },
        file_version:
          target.versionId === undefined ? undefined : { type: 'file_version', id: target.versionId },
        metadata: { cards },
        usage: status === 'success' ? (usage ?? { unit: 'file', value: 1 }) : undefined,
      }),
    })
  }

  async function merge(target: CardTarget, cards: readonly Card[]): Promise<void> {
    const path = `/2.0/files/${idForPath('file id', target.fileId)}/metadata/global/boxSkillsCards`
    for (let made = 1; made <= mergeTries; made += 1) {
      const standing = await readCards(target, path)
      if (standing === undefined && cards.length === 0) return
      if (await tryWrite(target, path, standing, cards)) return
      // By chance, so that two skills that met once do not meet again.
      if (made < mergeTries) await pause(Math.random() * 100 * made, undefined)
    }
    throw fail('SKR_BOX_CARDS_CONTENDED', { fileId: target.fileId, tries: mergeTries })
  }

  /** Undefined where the file has no cards, or is gone: then writing says so. */
  async function readCards(target: CardTarget, path: string): Promise<StandingCards | undefined> {
    try {
      const { text } = await send(target, { method: 'GET', path })
      const standing = text === '' ? undefined : standingCards(text)
      if (standing !== undefined) return standing
    } catch (error) {
      if (isRunnerError(error, 'SKR_BOX_NOT_FOUND')) return undefined
      throw error
    }
    throw fail('SKR_BOX_BAD_ANSWER', { call: `GET ${path}`, reason: 'it holds no list of cards' })
  }

  /** False where the cards were no longer what was read. */
  async function tryWrite(
    target: CardTarget,
    path: string,
    standing: StandingCards | undefined,
    cards: readonly Card[],
  ): Promise<boolean> {
    try {
      if (standing === undefined) {
        await send(target, { method: 'POST', path, json: JSON.stringify({ cards }) })
      } else {
        const test = `{"op":"test","path":"/cards","value":${standing.source}}`
        const change = `{"op":"replace","path":"/cards","value":${mergeCards(standing, target.skillId, cards)}}`
        const contentType = 'application/json-patch+json'
        await send(target, { method: 'PUT', path, contentType, json: `[${test},${change}]` })
      }
      return true
    } catch (error) {
      // All cards were deleted since they were read: the next try finds none.
      const vanished = standing !== undefined && isRunnerError(error, 'SKR_BOX_NOT_FOUND')
      if (vanished || isRunnerError(error, 'SKR_BOX_CONFLICT')) return false
      throw error
    }
  }

  return {
    load: api.load,
    async write(target, update) {
      idForPath('file id', target.fileId)
      idForPath('skill id', target.skillId)
      if (mode === 'replace') await replace(target, update)
      else await merge(target, update.cards)
    },
  }
}
