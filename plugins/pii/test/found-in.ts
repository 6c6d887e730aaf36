import { loadDetectors, type Wanted } from '../detectors.ts'
import type { Finding } from '../finding.ts'
import { kinds } from '../kinds.ts'
import { scanText } from '../scan.ts'
import { openTally } from '../tally.ts'

/** What stands unmasked in a text: for tests and measurements alone, since the plugin shows it nowhere. */
export async function findAll(
  text: string,
  wanted: Partial<Wanted> = {},
): Promise<readonly (Finding & { readonly text: string })[]> {
  const detectors = await loadDetectors({ kinds, ...wanted })
  const tally = openTally(1)
  const all: (Finding & { readonly text: string })[] = []
  await scanText(
    { pieces: [text], label: undefined, hasLines: true, isSheet: false },
    {
      detectors,
      isAllowed: () => false,
      tally: {
        ...tally,
        add(finding, place) {
          tally.add(finding, place)
          // A window that is not the first begins somewhere in the text: only short texts know their places.
          all.push({ ...finding, text: text.slice(finding.start, finding.end) })
        },
      },
      signal: new AbortController().signal,
      done() {},
    },
  )
  const values = new Map<string, Set<string>>()
  for (const { type, value } of all) values.set(type.id, (values.get(type.id) ?? new Set()).add(value))
  const counts = new Map(tally.counts().map(({ type, different }) => [type.id, different]))
  // The tally has dropped the weak ones of a type where it counts less than were found.
  return all.filter(({ type, weak }) => weak !== true || counts.get(type.id) === values.get(type.id)?.size)
}
