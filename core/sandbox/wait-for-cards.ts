import { fail } from '../errors/error.ts'
import type { CardWrite } from './cards.ts'
import type { CardStatus } from './validate.ts'

/** Which state of a file's cards to wait for. All that is given must hold for the file's last write. */
export interface CardsWanted {
  /** What the skill reported. Where left out, anything but `invoked` and `processing`. */
  readonly status?: CardStatus
  /** The version that the skill wrote for. */
  readonly versionId?: string
  readonly until?: (write: CardWrite) => boolean
  /** 10 seconds where left out. */
  readonly timeoutMs?: number
}

export interface CardWaiter {
  /** Resolves to the write that was wanted, at once where it stands already. Throws `SKR_SANDBOX_NO_CARDS`. */
  wait(fileId: string, wanted: CardsWanted): Promise<CardWrite>
  /** Tells of a write. */
  wrote(write: CardWrite): void
  /** Rejects all that still wait. */
  close(): void
}

interface Waiting {
  wrote(write: CardWrite): void
  giveUp(reason: string): void
}

/** Lets tests wait for cards; `lastWrite` is the last one of a file. */
export function createCardWaiter(lastWrite: (fileId: string) => CardWrite | undefined): CardWaiter {
  const waiting = new Set<Waiting>()
  return {
    wait(fileId, wanted) {
      const fits = (write: CardWrite) => isWanted(write, wanted)
      const last = lastWrite(fileId)
      if (last !== undefined && fits(last)) return Promise.resolve(last)
      const timeoutMs = wanted.timeoutMs ?? 10_000
      return new Promise<CardWrite>((resolve, reject) => {
        const giveUp = (reason: string) => {
          end()
          reject(fail('SKR_SANDBOX_NO_CARDS', { file: fileId, reason, last: describe(lastWrite(fileId)) }))
        }
        const one: Waiting = {
          giveUp,
          wrote(write) {
            if (write.fileId !== fileId || !fits(write)) return
            end()
            resolve(write)
          },
        }
        const timer = setTimeout(() => giveUp(`nothing fitting within ${timeoutMs} ms`), timeoutMs)
        const end = () => {
          clearTimeout(timer)
          waiting.delete(one)
        }
        waiting.add(one)
      })
    },
    wrote(write) {
      for (const one of waiting) one.wrote(write)
    },
    close() {
      for (const one of waiting) one.giveUp('the sandbox was closed')
    },
  }
}

function isWanted(write: CardWrite, { status, versionId, until }: CardsWanted): boolean {
  if (
    status === undefined
      ? write.status === 'invoked' || write.status === 'processing'
      : write.status !== status
  )
    return false
  if (versionId !== undefined && write.versionId !== versionId) return false
  return until === undefined || until(write)
}

function describe(write: CardWrite | undefined): string {
  if (write === undefined) return 'none'
  return `${write.via}, status ${write.status ?? 'none'}, ${write.cards.length} cards`
}
