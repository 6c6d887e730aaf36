import type { CardUpdate } from '../box/writer.ts'
import type { CardDraft } from '../cards/card.ts'
import { stampCards } from '../cards/stamp.ts'
import { toReason } from '../errors/wire.ts'
import { passed } from '../observe/steps.ts'
import type { Lease } from '../queue/queue.ts'
import type { Workbench } from './workbench.ts'

/** Stamps the cards and writes them to the file of the lease. Throws `SKR_BOX_…`. */
export async function writeCards(
  { invocation }: Lease,
  bench: Workbench,
  status: CardUpdate['status'],
  cards: readonly CardDraft[],
): Promise<void> {
  const { file, skillId, boxId, tokens } = invocation
  const stamp = { skillId, invocationId: boxId, versionId: file.versionId, createdAt: bench.now() }
  const target = { skillId, fileId: file.id, versionId: file.versionId, token: tokens.write }
  try {
    passed('writing', invocation.id)
    await bench.writer.write(target, { status, cards: stampCards(cards, stamp) })
    passed('written', invocation.id)
    bench.metrics.cardsWritten(undefined)
  } catch (error) {
    bench.metrics.cardsWritten(toReason(error, 'SKR_BOX_REJECTED').code)
    throw error
  }
}
