import type { CardBuilders, CardDraft } from 'box-skill-runner/plugin'
import { countedKind } from './content-kinds.ts'
import type { InnerArchive, Look } from './look-inside.ts'
import { sizeWords } from './size-words.ts'
import type { SizedFile, Survey, TreeNode } from './survey.ts'
import type { Warnings } from './warnings.ts'
import { writtenName } from './written-name.ts'

/** Up to so many files, all of them are shown, instead of folders and the largest. */
const FEW_FILES = 20
/** Rows of the card with folders. */
const MAX_PLACES = 15
/** Rows of the card with archives inside. */
const MAX_INNER_ROWS = 20
/** Kinds that are named; the others are added up. */
const MAX_KINDS = 6

/** The cards of an archive: what to be warned of first, then what it is, then what lies in it. */
export function archiveCards(
  { look, warnings }: { readonly look: Look; readonly warnings: Warnings },
  size: number,
  cards: CardBuilders,
): CardDraft[] {
  const { survey } = look
  const sentences = warnings.sentences()
  const list = (title: string, entries: readonly string[]) =>
    entries.length === 0 ? [] : [cards.transcript({ title, entries })]
  return [
    ...list('Warnings', sentences),
    cards.rows({ title: 'Archive', values: archiveRows(look, size) }),
    ...(look.isSingle ? [] : contentCards(survey, list)),
    ...list('Archives inside', look.inner.slice(0, MAX_INNER_ROWS).map(innerRow)),
  ]
}

function contentCards(
  survey: Survey,
  list: (title: string, entries: readonly string[]) => CardDraft[],
): CardDraft[] {
  if (survey.files <= FEW_FILES) return list('Files', survey.first.map(fileRow))
  return [...list('Contents', placeRows(survey)), ...list('Largest files', survey.largest.map(fileRow))]
}

function archiveRows(look: Look, size: number): Record<string, string | undefined> {
  const { survey, isSingle, isLocked, format, comment } = look
  const [only] = survey.first
  return {
    Format: isSingle ? `${format}, one file` : format,
    Locked: lockWords(look),
    File: isSingle && only ? writtenName(only.path) : undefined,
    Contents: isSingle || isLocked ? undefined : countWords(survey),
    'Not counted':
      survey.macHelpers === 0 ? undefined : `${counted(survey.macHelpers, 'helper file')} of macOS`,
    Kinds: isSingle ? undefined : kindWords(survey),
    Unpacked: isLocked || survey.files === 0 ? undefined : unpackedWords(look, size),
    Dates: dateWords(survey),
    Comment: comment === '' ? undefined : oneLine(comment),
    Links:
      survey.linksUnknown === 0
        ? undefined
        : `${survey.linksUnknown}, and where they lead shows only on unpacking`,
  }
}

function lockWords({ isLocked, survey }: Look): string | undefined {
  if (isLocked) return 'Needs a password, even for the list of files'
  if (survey.encrypted === 0) return undefined
  if (survey.encrypted === survey.files) return 'All files need a password'
  return `${survey.encrypted.toLocaleString('en')} of ${counted(survey.files, 'file')} need a password`
}

function countWords({ files, folders, links }: Survey): string {
  const parts = [files === 0 ? 'No files' : counted(files, 'file')]
  if (folders > 0) parts.push(counted(folders, 'folder'))
  if (links > 0) parts.push(counted(links, 'link'))
  return parts.join(', ')
}

function kindWords({ kinds, files }: Survey): string | undefined {
  if (files < 2) return undefined
  const sorted = [...kinds].sort(([a, x], [b, y]) =>
    a === 'other file' ? 1 : b === 'other file' ? -1 : y - x,
  )
  const named = sorted.slice(0, MAX_KINDS)
  const rest = sorted.slice(MAX_KINDS).reduce((sum, [, count]) => sum + count, 0)
  const words = named.map(([kind, count]) => countedKind(count, kind))
  return [...words, ...(rest > 0 ? [`${rest.toLocaleString('en')} more`] : [])].join(', ')
}

function unpackedWords({ survey: { bytes, unsized }, isPartial }: Look, size: number): string {
  const words = `${isPartial || unsized > 0 ? 'at least ' : ''}${sizeWords(bytes)}`
  const ratio = bytes / size
  if (ratio < 1.05 || !Number.isFinite(ratio)) return words
  return `${words}, ${ratio < 9.95 ? ratio.toFixed(1).replace(/\.0$/, '') : Math.round(ratio).toLocaleString('en')} times its size`
}

function dateWords({ firstDay, lastDay }: Survey): string | undefined {
  return firstDay === lastDay ? firstDay : `${firstDay} to ${lastDay}`
}

/** The folders and files at the top, the largest first; where all lie in one folder, those in there. */
function placeRows({ tree }: Survey): string[] {
  const children = new Map<string, [string, TreeNode][]>()
  for (const [path, node] of tree) {
    const parent = path.slice(0, Math.max(0, path.lastIndexOf('/')))
    const siblings = children.get(parent) ?? []
    children.set(parent, siblings)
    siblings.push([path, node])
  }
  let places = children.get('') ?? []
  while (places.length === 1 && places[0]?.[1].isFolder && children.has(places[0][0])) {
    places = children.get(places[0][0]) ?? []
  }
  // Folders first: they say more.
  places.sort(([, a], [, b]) => Number(b.isFolder) - Number(a.isFolder) || b.bytes - a.bytes)
  const shown = places.length > MAX_PLACES ? places.slice(0, MAX_PLACES - 1) : places
  const rest = places.length - shown.length
  return [...shown.map(([path, node]) => placeRow(path, node)), ...(rest > 0 ? [`… and ${rest} more`] : [])]
}

function placeRow(path: string, { isFolder, files, bytes }: TreeNode): string {
  if (!isFolder) return files === 0 ? writtenName(path) : `${writtenName(path)}: ${sizeWords(bytes)}`
  return `${writtenName(`${path}/`)} ${files === 0 ? 'is empty' : `${counted(files, 'file')}, ${sizeWords(bytes)}`}`
}

function fileRow({ path, size }: SizedFile): string {
  return size === undefined ? writtenName(path) : `${writtenName(path)}: ${sizeWords(size)}`
}

function innerRow({ path, look }: InnerArchive): string {
  const name = writtenName(path)
  if (look === 'unreadable') return `${name}: cannot be read`
  if (look === 'too large') return `${name}: too large to look into`
  if (look.isLocked) return `${name}: needs a password`
  return `${name}: ${counted(look.survey.files, 'file')}, ${sizeWords(look.survey.bytes)}`
}

function oneLine(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim()
  return line.length > 300 ? `${line.slice(0, 300)}…` : line
}

function counted(count: number, one: string): string {
  return `${count.toLocaleString('en')} ${one}${count === 1 ? '' : 's'}`
}
