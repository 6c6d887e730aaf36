import { SkillError } from 'box-skill-runner/plugin'
import type { OldKind } from './document.ts'

/** The errors that people read beside a document that cannot be read. */

export function passwordProtected(name: string): SkillError {
  return new SkillError(
    'custom_error',
    `The document is password-protected, so its text cannot be read: “${name}”. Upload it without the password.`,
  )
}

export function copyProtected(name: string): SkillError {
  return new SkillError('custom_error', `The book is copy-protected, so its text cannot be read: “${name}”.`)
}

const newFormats: Readonly<Record<OldKind, string>> = { doc: 'docx', xls: 'xlsx', ppt: 'pptx', xlsb: 'xlsx' }

export function oldFormat(name: string, kind: OldKind): SkillError {
  const newer = newFormats[kind]
  return new SkillError(
    'custom_error',
    `The text of ${kind} files can only be read where Box has extracted it: “${name}”. Save it as ${newer} and upload that.`,
  )
}

export function damaged(name: string, cause?: unknown): SkillError {
  return new SkillError('skills_invalid_file_format_error', `“${name}” is damaged and cannot be read.`, {
    cause,
  })
}

export function otherFormat(name: string, found: string): SkillError {
  return new SkillError(
    'skills_invalid_file_format_error',
    `“${name}” is no document whose text can be read: it holds ${found}.`,
  )
}

export function unpacksTooLarge(name: string, megabytes: number): SkillError {
  return new SkillError(
    'skills_invalid_file_size_error',
    `“${name}” unpacks to more than the ${megabytes} MB that are allowed.`,
  )
}
