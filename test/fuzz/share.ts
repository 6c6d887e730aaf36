import type { Target } from './target.ts'
import { targets } from './targets.ts'

const shares = targets.reduce((sum, { share }) => sum + share, 0)

/** How many of all cases a target gets. */
export function casesOf({ share }: Target, all: number): number {
  return Math.max(1, Math.ceil((all * share) / shares))
}
