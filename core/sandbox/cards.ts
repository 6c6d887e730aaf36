import { randomUUID } from 'node:crypto'
import type { Card } from '../cards/card.ts'
import { BoxRefusal } from './refusal.ts'
import type { CardStatus, Usage } from './validate.ts'

/** One write of cards that Box accepted. */
export interface CardWrite {
  /** Milliseconds since the epoch. */
  readonly at: number
  readonly fileId: string
  /** `skill_invocations`: the Skills API; else the metadata call. */
  readonly via: 'skill_invocations' | 'create' | 'patch' | 'delete'
  /** The skill that the Skills API was called for; undefined for a metadata call. */
  readonly skillId: string | undefined
  /** Undefined for a metadata call, which has none. */
  readonly status: CardStatus | undefined
  /** The version that the skill named; undefined where it named none. */
  readonly versionId: string | undefined
  /** The invocation whose token was used; undefined for the owner's. */
  readonly invocationId: string | undefined
  readonly usage: Usage | undefined
  /** All cards that stand on the file after this write. */
  readonly cards: readonly Card[]
}

/** The cards of one file as Box keeps them: one instance of a metadata template. */
export interface CardsInstance {
  readonly id: string
  /** Counts the changes, from 0. */
  readonly version: number
  readonly cards: readonly Card[]
}

export interface CardStore {
  /** Refuses with 404 `instance_not_found` where a file has no cards. */
  instance(fileId: string): CardsInstance
  find(fileId: string): CardsInstance | undefined
  /** Every accepted write, oldest first. */
  history(fileId: string): readonly CardWrite[]
  /** Records a write; after one via `delete` the file has no cards. */
  write(write: CardWrite): void
}

/** Keeps every file's cards and how they came about. `onWrite` hears of each write. */
export function createCardStore(onWrite: (write: CardWrite) => void): CardStore {
  const instances = new Map<string, CardsInstance>()
  const histories = new Map<string, CardWrite[]>()
  return {
    instance(fileId) {
      const instance = instances.get(fileId)
      if (instance !== undefined) return instance
      throw new BoxRefusal(
        404,
        'instance_not_found',
        `Specified Metadata Template not found on file ${fileId}`,
      )
    },
    find: (fileId) => instances.get(fileId),
    history: (fileId) => [...(histories.get(fileId) ?? [])],
    write(write) {
      const old = instances.get(write.fileId)
      if (write.via === 'delete') instances.delete(write.fileId)
      else {
        const version = old === undefined ? 0 : old.version + 1
        instances.set(write.fileId, { id: old?.id ?? randomUUID(), version, cards: write.cards })
      }
      histories.set(write.fileId, [...(histories.get(write.fileId) ?? []), write])
      onWrite(write)
    },
  }
}
