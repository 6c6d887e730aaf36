import { posix } from 'node:path'
import { isProgram, isShownAsHarmless } from './content-kinds.ts'
import type { WarningKind } from './warnings.ts'
import { turningCharacters } from './written-name.ts'

/** Names that stand for devices in every folder of Windows, whatever their ending. */
const deviceNames = /^(?:con|prn|aux|nul|com[1-9]|lpt[1-9])$/i

/** What is wrong with the name of a file or folder in an archive; nothing with most. */
export function complaintsAbout(path: string, kind: 'file' | 'folder' | 'link' | 'special'): WarningKind[] {
  const complaints: WarningKind[] = []
  if (path.includes('\0')) complaints.push('nul')
  if (leadsOutside(path)) complaints.push('outside')
  if (turningCharacters.test(path)) complaints.push('turned')
  const segments = path.split(/[\\/]/).filter((segment) => segment !== '' && !/^\.+$/.test(segment))
  if (segments.some((segment) => /[. ]$/.test(segment))) complaints.push('trailing')
  if (segments.some((segment) => deviceNames.test(segment.split('.')[0] ?? ''))) complaints.push('device')
  if (kind === 'special') complaints.push('special')
  const name = segments.at(-1) ?? ''
  if (kind === 'file' && isDisguised(name)) complaints.push('disguised')
  else if (kind === 'file' && isProgram(name)) complaints.push('program')
  return complaints
}

/** Whether unpacking into a folder would write elsewhere: above it, at an absolute place, or on another drive. */
export function leadsOutside(path: string): boolean {
  const plain = path.replaceAll('\\', '/')
  if (plain.startsWith('/') || /^[a-z]:/i.test(plain)) return true
  const resolved = posix.normalize(plain)
  return resolved === '..' || resolved.startsWith('../')
}

/** Whether a link at `path` leads out of the folder that the archive is unpacked into. */
export function linksOutside(path: string, target: string, hard: boolean): boolean {
  const plain = target.replaceAll('\\', '/')
  if (hard || leadsOutside(plain.replace(/^(?:\.\.\/)+/, ''))) return leadsOutside(plain)
  // A link is followed from the folder that it lies in.
  return leadsOutside(posix.join(posix.dirname(path.replaceAll('\\', '/')), plain))
}

/** `invoice.pdf.exe`, also with many blanks before the last ending: opened in the belief that it is a document. */
function isDisguised(name: string): boolean {
  if (!isProgram(name)) return false
  const before = name.slice(0, name.lastIndexOf('.')).trimEnd()
  return isShownAsHarmless(before)
}
