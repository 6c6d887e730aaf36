import { type ArchiveEntry, dayOf } from './entry.ts'

/** What 7-Zip says of an archive. */
export interface Listing {
  readonly entries: readonly ArchiveEntry[]
  readonly comment: string
  /** The table of contents itself is encrypted. */
  readonly isLocked: boolean
  /** Whether 7-Zip could open the archive. */
  readonly isOpen: boolean
  /** Whether something in it is damaged or missing. */
  readonly isDamaged: boolean
}

/** Reads what `7zz l -slt` prints: a block of `Name = value` for the archive, a line of dashes, and one for each entry. */
export function parseListing(lines: readonly string[], errors: readonly string[]): Listing {
  const dashes = lines.indexOf('----------')
  const head = lines.slice(lines.indexOf('--') + 1, dashes === -1 ? undefined : dashes)
  const told = errors.join('\n')
  const isLocked = dashes === -1 && lines.some((line) => line.startsWith('Enter password'))
  return {
    entries: dashes === -1 ? [] : blocks(lines.slice(dashes + 1)).map(entryOf),
    comment: commentOf(head),
    isLocked,
    isOpen: lines.includes('--'),
    isDamaged:
      !isLocked && (told.trim() !== '' || head.some((line) => /^(?:ERRORS?|WARNINGS?)\b/i.test(line))),
  }
}

function blocks(lines: readonly string[]): Map<string, string>[] {
  const found: Map<string, string>[] = []
  let block = new Map<string, string>()
  for (const line of [...lines, '']) {
    if (line === '') {
      if (block.has('Path')) found.push(block)
      block = new Map()
      continue
    }
    const equals = line.indexOf(' = ')
    const name = line.slice(0, equals)
    // What a comment of several lines repeats does not count.
    if (equals > 0 && !block.has(name)) block.set(name, line.slice(equals + 3))
  }
  return found
}

function entryOf(block: ReadonlyMap<string, string>): ArchiveEntry {
  const attributes = `${block.get('Attributes') ?? ''} ${block.get('Mode') ?? ''}`
  const target = block.get('Symbolic Link') || block.get('Hard Link') || undefined
  const size = block.get('Size')
  return {
    path: block.get('Path') ?? '',
    kind: kindOf(block, attributes, target),
    size: size === undefined || size === '' ? undefined : Number(size),
    day: dayOf(Date.parse(`${block.get('Modified')?.slice(0, 19).replace(' ', 'T')}Z`) / 1000),
    encrypted: block.get('Encrypted') === '+',
    ...(target === undefined ? {} : { target, hard: !block.get('Symbolic Link') }),
  }
}

function kindOf(
  block: ReadonlyMap<string, string>,
  attributes: string,
  target: string | undefined,
): ArchiveEntry['kind'] {
  // Attributes of Windows, then permissions of Unix: `D drwxr-xr-x`.
  if (block.get('Folder') === '+' || /^D|\bd[r-][w-]/.test(attributes)) return 'folder'
  if (target !== undefined || /\bl[r-][w-]/.test(attributes)) return 'link'
  return /\b[bcps][r-][w-]/.test(attributes) ? 'special' : 'file'
}

/** On one line, or between lines of braces. */
function commentOf(head: readonly string[]): string {
  const at = head.findIndex((line) => line.startsWith('Comment = '))
  const line = head[at]
  if (line === undefined) return ''
  if (line !== 'Comment = ') return line.slice('Comment = '.length)
  const end = head.indexOf('}', at)
  return head[at + 1] === '{' ? head.slice(at + 2, end === -1 ? undefined : end).join('\n') : ''
}
