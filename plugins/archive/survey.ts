import { type ContentKind, kindOfContent } from './content-kinds.ts'
import type { ArchiveEntry } from './entry.ts'
import { isMacHelper } from './mac-helper.ts'

/** Levels of folders that are told apart; what lies deeper counts for its folder there. */
const TREE_DEPTH = 4
/** Folders and files of the tree that are kept; a table of contents can have any number. */
const MAX_NODES = 20_000
/** Folders that are counted one by one; of more the number is no longer exact. */
const MAX_FOLDERS = 50_000
/** Files whose names are kept, in order, for archives with few. */
const MAX_FIRST = 50

/** A file with its size in bytes, as it is shown. */
export interface SizedFile {
  readonly path: string
  readonly size: number | undefined
}

/** Part of the tree of folders: a folder with what lies in it, or a file. */
export interface TreeNode {
  readonly isFolder: boolean
  readonly files: number
  readonly bytes: number
}

/** What an archive holds, in numbers of a size that does not depend on it. */
export interface Survey {
  readonly files: number
  /** Those with an entry of their own, and those that only paths name. */
  readonly folders: number
  readonly links: number
  /** Links of which the archive tells the target only on unpacking. */
  readonly linksUnknown: number
  /** Unpacked, in bytes, as far as the archive says. */
  readonly bytes: number
  /** Files that do not say how large they are. */
  readonly unsized: number
  readonly encrypted: number
  /** Files that macOS has made for itself; they count nowhere else but in `bytes`. */
  readonly macHelpers: number
  /** First and last day of change. */
  readonly firstDay: string | undefined
  readonly lastDay: string | undefined
  readonly kinds: ReadonlyMap<ContentKind, number>
  /** The largest files, largest first. */
  readonly largest: readonly SizedFile[]
  /** The first files, in order. */
  readonly first: readonly SizedFile[]
  /** Paths without a slash at their ends, down to a few levels. */
  readonly tree: ReadonlyMap<string, TreeNode>
}

/** A survey that grows. */
export interface SurveyMaker {
  readonly survey: Survey
  add(entry: ArchiveEntry): void
}

/** Begins a survey that keeps the `largest` largest files. */
export function beginSurvey(largest: number): SurveyMaker {
  const kinds = new Map<ContentKind, number>()
  const folders = new Set<string>()
  const top: SizedFile[] = []
  const first: SizedFile[] = []
  const tree = new Map<string, { isFolder: boolean; files: number; bytes: number }>()
  const survey = {
    files: 0,
    folders: 0,
    links: 0,
    linksUnknown: 0,
    bytes: 0,
    unsized: 0,
    encrypted: 0,
    macHelpers: 0,
    firstDay: undefined as string | undefined,
    lastDay: undefined as string | undefined,
    kinds,
    largest: top,
    first,
    tree,
  }

  function grow(path: string, isFolder: boolean, bytes: number, files: number): void {
    const segments = path.split('/').filter((segment) => segment !== '' && segment !== '.')
    for (let depth = 1; depth <= Math.min(segments.length, TREE_DEPTH); depth++) {
      const place = segments.slice(0, depth).join('/')
      const node = tree.get(place) ?? { isFolder: false, files: 0, bytes: 0 }
      if (!tree.has(place) && tree.size >= MAX_NODES) return
      tree.set(place, node)
      node.isFolder ||= isFolder || depth < segments.length
      node.files += files
      node.bytes += bytes
    }
  }

  function addFolders(path: string, isFolder: boolean): void {
    const plain = path.replace(/\/+$/, '')
    for (
      let end = isFolder ? plain.length : plain.lastIndexOf('/');
      end > 0;
      end = plain.lastIndexOf('/', end - 1)
    ) {
      const folder = plain.slice(0, end)
      // The folders around a known one are known, too.
      if (folders.has(folder) || folders.size >= MAX_FOLDERS) return
      if (!/^[./]+$/.test(folder)) folders.add(folder)
    }
  }

  function addFile({ path, size, encrypted }: ArchiveEntry): void {
    survey.files++
    if (encrypted) survey.encrypted++
    if (size === undefined) survey.unsized++
    else survey.bytes += size
    const kind = kindOfContent(path)
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
    if (first.length < MAX_FIRST) first.push({ path, size })
    if (size !== undefined && size > 0 && largest > 0) keepLargest({ path, size }, size)
  }

  function keepLargest(file: SizedFile, size: number): void {
    if (top.length >= largest && size <= (top.at(-1)?.size ?? 0)) return
    const at = top.findIndex((other) => (other.size ?? 0) < size)
    top.splice(at === -1 ? top.length : at, 0, file)
    if (top.length > largest) top.pop()
  }

  return {
    survey,
    add(entry) {
      const isFile = entry.kind === 'file'
      if (isMacHelper(entry.path)) {
        if (isFile) survey.macHelpers++
        survey.bytes += entry.size ?? 0
        return
      }
      if (isFile) addFile(entry)
      else if (entry.kind === 'link') survey.links++
      if (entry.kind === 'link' && entry.target === undefined) survey.linksUnknown++
      const { day } = entry
      if (day !== undefined && (survey.firstDay === undefined || day < survey.firstDay)) survey.firstDay = day
      if (day !== undefined && (survey.lastDay === undefined || day > survey.lastDay)) survey.lastDay = day
      addFolders(entry.path.replaceAll('\\', '/'), entry.kind === 'folder')
      survey.folders = folders.size
      grow(
        entry.path.replaceAll('\\', '/'),
        entry.kind === 'folder',
        isFile ? (entry.size ?? 0) : 0,
        isFile ? 1 : 0,
      )
    },
  }
}
