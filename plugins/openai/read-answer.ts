import { oneLine } from './plain-text.ts'

/** Longest label, in characters: more would not fit into a pill. */
const longestLabel = 60

/** Members of an answer that are texts, and those that are lists of texts; undefined where they are something else. */
export function textsAt<T extends string, L extends string>(
  value: unknown,
  texts: readonly T[],
  lists: readonly L[],
): Readonly<Partial<Record<T, string>> & Partial<Record<L, readonly string[]>>> {
  const members =
    typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {}
  const found = [
    ...texts.map((name) => [name, typeof members[name] === 'string' ? members[name] : undefined]),
    ...lists.map((name) => [name, listOfTexts(members[name])]),
  ]
  return Object.fromEntries(found)
}

/** Labels as pills: short, each once. */
export function labelsOf(labels: readonly string[], most: number): readonly string[] {
  const clean = labels.map((label) => oneLine(label, longestLabel)).filter((label) => label !== '')
  return [...new Map(clean.map((label) => [label.toLowerCase(), label])).values()].slice(0, most)
}

function listOfTexts(value: unknown): readonly string[] | undefined {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : undefined
}
