import type { Arbitrary } from 'fast-check'

/** One way into the code that strangers can send something through. */
export interface Target {
  readonly name: string
  /** How many cases it gets, compared with the others. */
  readonly share: number
  /** Begins what the cases need, such as a server. */
  open(): Promise<OpenTarget>
}

export interface OpenTarget {
  readonly input: Arbitrary<unknown>
  /** Throws where the code did what it must not. */
  check(input: never): unknown
  close(): Promise<unknown>
}

/** A target that needs nothing but its input. */
export function target<T>(
  name: string,
  share: number,
  input: Arbitrary<T>,
  check: (input: T) => unknown,
): Target {
  return { name, share, open: async () => ({ input, check, close: async () => undefined }) }
}

/** A target that works on something that has to be begun, and ended. */
export function targetOn<T>(
  name: string,
  share: number,
  open: () => Promise<{
    readonly input: Arbitrary<T>
    check(input: T): unknown
    close(): Promise<unknown>
  }>,
): Target {
  return { name, share, open }
}
