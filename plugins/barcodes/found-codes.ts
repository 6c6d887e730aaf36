import type { Code } from './code.ts'

/** A code with all the places where it was found: the same one may stand on each page. */
export interface FoundCode {
  readonly code: Code
  /** From 1 on, in order; empty where the file is a single picture. */
  readonly pages: readonly number[]
  /** How often it was found. */
  readonly times: number
}

/** Brings the same codes together, in the order in which they were first found. */
export function collectCodes(): {
  /** @param page - None before the one of the last call. */
  add(codes: readonly Code[], page: number | undefined): void
  all(): readonly FoundCode[]
} {
  const found = new Map<string, FoundCode>()
  return {
    add(codes, page) {
      for (const code of codes) {
        const key = `${code.format} ${code.text}`
        const { pages, times }: Omit<FoundCode, 'code'> = found.get(key) ?? { pages: [], times: 0 }
        const seen = page === undefined || page === pages.at(-1) ? pages : [...pages, page]
        found.set(key, { code, pages: seen, times: times + 1 })
      }
    },
    all: () => [...found.values()],
  }
}
