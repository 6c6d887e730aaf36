import { writtenName } from './written-name.ts'

/** Names that stand behind a warning as examples. */
const MAX_EXAMPLES = 3

/** What to be warned of, the worst first. `n` is how often it was seen. */
const sentences = {
  bomb: () => 'Unpacks to far more than its size, as bombs do that fill disks',
  overlap: (n: number) =>
    `${counted(n, 'file')} ${n === 1 ? 'shares its' : 'share their'} bytes with others, as in bombs that fill disks`,
  outside: (n: number) => `${counted(n, 'name')} would be unpacked outside of the folder`,
  linkOutside: (n: number) => `${counted(n, 'link')} ${n === 1 ? 'leads' : 'lead'} outside of the folder`,
  disguised: (n: number) => `${counted(n, 'program')} with the name of a document or picture`,
  turned: (n: number) => `${counted(n, 'name')} with hidden characters that turn what is read`,
  nul: (n: number) => `${counted(n, 'name')} with a NUL, which hides what follows it`,
  lying: (n: number) => `${counted(n, 'file')} ${n === 1 ? 'is' : 'are'} listed otherwise than what is there`,
  program: (n: number) =>
    `${counted(n, 'program')} or script${n === 1 ? '' : 's'} that Windows starts on opening`,
  nested: () => 'Archives lie in archives in archives',
  duplicate: (n: number) => `${counted(n, 'name')} ${n === 1 ? 'is' : 'are'} there more than once`,
  special: (n: number) => `${counted(n, 'entry', 'entries')} for a device or pipe`,
  device: (n: number) => `${counted(n, 'name')} of a device of Windows`,
  trailing: (n: number) => `${counted(n, 'name')} ending in a dot or blank, which Windows leaves out`,
  unreadable: (n: number) => `${counted(n, 'archive')} inside cannot be read`,
  damaged: () => 'Damaged or cut off: only what could be read is told here',
  large: () => 'Unpacks to more than is allowed here',
  stoppedByTime: () => 'Only the beginning was read, since all of it would take too long',
  stoppedByCount: () => 'Only the first entries were read, since there are more than is allowed',
} as const satisfies Readonly<Record<string, (n: number) => string>>

/** What people are warned of. */
export type WarningKind = keyof typeof sentences

/** Collects what is wrong, with counts and a few examples, however much of it there is. */
export interface Warnings {
  add(kind: WarningKind, path?: string): void
  has(kind: WarningKind): boolean
  /** A sentence each, the worst first. */
  sentences(): string[]
}

/** An empty collection. */
export function collectWarnings(): Warnings {
  const found = new Map<WarningKind, { count: number; examples: string[] }>()
  return {
    add(kind, path) {
      const entry = found.get(kind) ?? { count: 0, examples: [] }
      found.set(kind, entry)
      entry.count++
      if (path === undefined || entry.examples.length >= MAX_EXAMPLES) return
      const example = writtenName(path)
      if (!entry.examples.includes(example)) entry.examples.push(example)
    },
    has: (kind) => found.has(kind),
    sentences: () =>
      (Object.keys(sentences) as WarningKind[]).flatMap((kind) => {
        const entry = found.get(kind)
        return entry === undefined ? [] : [sentenceOf(kind, entry)]
      }),
  }
}

function sentenceOf(
  kind: WarningKind,
  { count, examples }: { readonly count: number; readonly examples: readonly string[] },
): string {
  const sentence = sentences[kind](count)
  if (examples.length === 0) return `${sentence}.`
  return `${sentence}: ${examples.join(', ')}${count > examples.length && examples.length === MAX_EXAMPLES ? ', …' : ''}`
}

function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`
}
