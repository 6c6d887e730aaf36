/**
 * Reading values that may have failed the schema: checks that span several keys run all the same, so that all problems
 * come at once, and take what has another shape as not there.
 */

/** The entries of an object. */
export function entriesOf(value: unknown): readonly (readonly [string, unknown])[] {
  return isRecord(value) ? Object.entries(value) : []
}

/** The items of a list. */
export function itemsOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

/** The texts in a list, with their indexes. */
export function textsOf(value: unknown): readonly (readonly [number, string])[] {
  return itemsOf(value).flatMap((item, index) => (typeof item === 'string' ? [[index, item] as const] : []))
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A member of an object. */
export function memberOf(value: unknown, key: string): unknown {
  return isRecord(value) && Object.hasOwn(value, key) ? value[key] : undefined
}

export function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined
}
