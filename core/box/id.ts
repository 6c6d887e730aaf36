import { fail } from '../errors/error.ts'
import { printable } from '../errors/printable.ts'

/** One of Box's ids as a part of a path. Throws `SKR_BOX_BAD_ID` where it is not a string of digits. */
export function idForPath(what: string, id: string): string {
  if (!/^\d{1,30}$/.test(id)) throw fail('SKR_BOX_BAD_ID', { what, id: JSON.stringify(printable(id, 40)) })
  return id
}
