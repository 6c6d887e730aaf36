import { fail, messageOf } from '../errors/error.ts'

export interface ResultLimits {
  readonly plugin: string
  readonly maxOutputBytes: number
}

/**
 * The result of a run as JSON. Throws `SKR_RUN_RESULT_TOO_LARGE` and `SKR_RUN_RESULT_NOT_DATA`.
 *
 * Its size is looked at before the JSON is made: where JSON.stringify itself runs out of a thread's memory, V8 ends
 * the whole process and not the thread.
 */
export function toResultJson(drafts: readonly unknown[], { plugin, maxOutputBytes }: ResultLimits): string {
  const tooLarge = (size: number) => fail('SKR_RUN_RESULT_TOO_LARGE', { plugin, size, limit: maxOutputBytes })
  try {
    const least = leastSize(drafts, maxOutputBytes)
    if (least > maxOutputBytes) throw tooLarge(least)
    const json = JSON.stringify(drafts)
    const size = Buffer.byteLength(json)
    if (size > maxOutputBytes) throw tooLarge(size)
    return json
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'SKR_RUN_RESULT_TOO_LARGE') throw error
    throw fail('SKR_RUN_RESULT_NOT_DATA', { plugin, detail: messageOf(error) }, { cause: error })
  }
}

/** Cards are some five levels deep; JSON.stringify itself would end at several thousand. */
const deepest = 100

/** At least how many bytes the JSON of a value has; stops counting above `enough`. Throws where it has no end. */
function leastSize(value: unknown, enough: number): number {
  let size = 0
  const visit = (part: unknown, depth: number): void => {
    size += typeof part === 'string' ? part.length + 2 : 1
    if (typeof part !== 'object' || part === null || size > enough) return
    if (depth > deepest)
      throw new RangeError(`it is nested more than ${deepest} levels deep, or holds itself`)
    // Of a typed array every number would become an entry; it is no card either way.
    if (ArrayBuffer.isView(part)) size += part.byteLength
    // The commas. Of a list of holes they tell the size alone: JSON has a `null` for each, and there may be billions.
    if (Array.isArray(part)) size += part.length
    if (size > enough || ArrayBuffer.isView(part)) return
    for (const inner of Object.values(part)) visit(inner, depth + 1)
  }
  visit(value, 0)
  return size
}
