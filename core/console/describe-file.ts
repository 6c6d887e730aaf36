import type { Queue } from '../queue/queue.ts'
import type { SandboxFile } from '../sandbox/operations.ts'
import type { Sandbox } from '../sandbox/sandbox.ts'
import type { Activity } from './activity.ts'
import { describeEvent, describeRecord } from './describe-invocation.ts'
import type { FileDetail, FileSummary, InvocationView } from './view.ts'

/** Where all that is known of a file comes from. */
export interface FileSources {
  readonly sandbox: Pick<
    Sandbox,
    'file' | 'files' | 'cards' | 'cardHistory' | 'invocations' | 'deliveries' | 'subscribe'
  >
  readonly queue: Pick<Queue, 'list' | 'subscribe'>
  readonly activity: Activity
  /** Path of a file below the watched folder; undefined for one that came another way. */
  readonly pathOf: (fileId: string) => string | undefined
}

/** Of one file; more than anybody scrolls through. */
const maxInvocations = 50

export async function summarize(
  file: SandboxFile,
  revision: number,
  sources: FileSources,
): Promise<FileSummary> {
  const newest = (await invocationsOf(file.id, sources, 1))[0]
  return {
    id: file.id,
    name: file.name,
    path: sources.pathOf(file.id),
    size: file.size,
    versionId: file.versionId,
    versions: file.versionIds.length,
    changedAt: file.modifiedAt,
    state: newest?.state,
    fraction: newest === undefined ? undefined : fractionOf(newest),
    cards: sources.sandbox.cards(file.id).length,
    revision,
  }
}

export async function detail(file: SandboxFile, sources: FileSources): Promise<FileDetail> {
  return {
    id: file.id,
    versionId: file.versionId,
    cards: sources.sandbox.cards(file.id),
    writes: sources.sandbox
      .cardHistory(file.id)
      .map(({ at, status, via, cards }) => ({ at, status: status ?? via, cards }))
      .reverse(),
    invocations: await invocationsOf(file.id, sources, maxInvocations),
  }
}

/** Newest first. Events are the sandbox's, what became of them the queue's; the id in the event joins the two. */
async function invocationsOf(
  fileId: string,
  { sandbox, queue, activity }: FileSources,
  limit: number,
): Promise<readonly InvocationView[]> {
  const events = sandbox.invocations(fileId).slice(-limit).reverse()
  const records = await queue.list({ fileId, limit: maxInvocations })
  const byEvent = new Map(records.map((record) => [record.invocation.boxId, record]))
  return events.map((event) => {
    const record = byEvent.get(event.id)
    return record === undefined
      ? describeEvent(event, sandbox.deliveries())
      : describeRecord(record, activity)
  })
}

/** The mean of what the running plugins say, where any says something. */
function fractionOf({ runs }: InvocationView): number | undefined {
  const known = runs.map(({ fraction }) => fraction).filter((fraction) => fraction !== undefined)
  return known.length === 0 ? undefined : known.reduce((sum, one) => sum + one, 0) / runs.length
}
