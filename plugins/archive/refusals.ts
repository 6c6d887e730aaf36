import { SkillError } from 'box-skill-runner/plugin'

/** The errors that people read beside an archive that cannot be read. */

export function notAnArchive(name: string): SkillError {
  return new SkillError(
    'skills_invalid_file_format_error',
    `“${name}” is no archive: it is empty, damaged or of another kind.`,
  )
}

export function cannotBeRead(name: string, format: string, cause: unknown): SkillError {
  return new SkillError(
    'skills_invalid_file_format_error',
    `“${name}” is damaged or cut off, and cannot be read as ${format}.`,
    { cause },
  )
}

export function onlyPart(name: string): SkillError {
  return new SkillError(
    'skills_invalid_file_format_error',
    `“${name}” is one part of a split archive, and cannot be read without the others.`,
  )
}
