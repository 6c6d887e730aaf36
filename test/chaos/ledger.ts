import type { CardWrite, Sandbox } from '../../core/testing.ts'

/** One version of a file, as it was uploaded. */
export interface Version {
  readonly fileId: string
  readonly versionId: string
  /** Of this file, from 0. */
  readonly number: number
  /** What its cards have to show. */
  readonly word: string
  /** Whether an event for it was answered with 200. */
  acknowledged: boolean
}

/** What must not be, with the file or invocation that it is true of. */
export interface Verdict {
  /** Acknowledged, and yet without final cards or a newer version that has them. */
  readonly lost: readonly string[]
  /** Versions whose cards were written twice with different content. */
  readonly doubled: readonly string[]
  /** Writes that came after those of a newer version. */
  readonly disordered: readonly string[]
  /** Files that still say that they are being processed, or that they failed. */
  readonly unfinished: readonly string[]
  /** Cards that show what does not stand in their version. */
  readonly wrong: readonly string[]
  /** Versions whose cards were written more than once, always alike: harmless, and not to be avoided with a kill in between. */
  readonly repeated: number
}

/** Holds what Box has taken against what was uploaded. The sandbox is the witness; the runner is not asked. */
export function judge(sandbox: Pick<Sandbox, 'cardHistory'>, versions: readonly Version[]): Verdict {
  const lost: string[] = []
  const doubled: string[] = []
  const disordered: string[] = []
  const unfinished: string[] = []
  const wrong: string[] = []
  let repeated = 0
  for (const fileId of new Set(versions.map((version) => version.fileId))) {
    const own = versions.filter((version) => version.fileId === fileId)
    const numbers = new Map(own.map((version) => [version.versionId, version]))
    const history = sandbox.cardHistory(fileId)
    const newest = own.findLast(({ acknowledged }) => acknowledged)
    if (newest === undefined) continue

    let reached = -1
    const contents = new Map<string, string[]>()
    for (const write of history) {
      const version = numbers.get(write.versionId ?? '')
      const name = `file ${fileId}, version ${version?.number ?? write.versionId}`
      if (version === undefined || version.number < reached) disordered.push(name)
      reached = Math.max(reached, version?.number ?? 0)
      if (write.status !== 'success') continue
      const shown = contentOf(write)
      if (version !== undefined && !shown.includes(JSON.stringify(version.word))) wrong.push(name)
      contents.set(name, [...(contents.get(name) ?? []), shown])
    }
    for (const [name, shown] of contents) {
      if (new Set(shown).size > 1) doubled.push(name)
      else if (shown.length > 1) repeated += 1
    }

    const last = history.at(-1)
    if (last === undefined || reached < newest.number) lost.push(`file ${fileId}, version ${newest.number}`)
    else if (last.status !== 'success') unfinished.push(`file ${fileId}: ${last.status}`)
  }
  return { lost, doubled, disordered, unfinished, wrong, repeated }
}

/** The cards without what differs from one attempt to the next by right: times and ids. */
function contentOf({ cards }: CardWrite): string {
  return JSON.stringify(
    cards.map((card) => [
      card.skill_card_type,
      card.skill_card_title?.message,
      'entries' in card ? card.entries?.map(({ text }) => text) : [],
    ]),
  )
}
