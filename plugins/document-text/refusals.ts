import { SkillError } from 'box-skill-runner/plugin'

/** The errors that people read beside a document that cannot be read. */

export function passwordProtected(name: string): SkillError {
  return new SkillError(
    'custom_error',
    `The document is password-protected, so its text cannot be read: “${name}”. Upload it without the password.`,
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
    `“${name}” is no PDF, Word (docx), Excel (xlsx) or PowerPoint (pptx) file: it holds ${found}.`,
  )
}

export function unpacksTooLarge(name: string, megabytes: number): SkillError {
  return new SkillError(
    'skills_invalid_file_size_error',
    `“${name}” unpacks to more than the ${megabytes} MB that are allowed.`,
  )
}
