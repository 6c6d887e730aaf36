import { SkillError } from 'box-skill-runner/plugin'

/** The errors that people read beside a file that cannot be read. */

export function notSubtitles(name: string): SkillError {
  return new SkillError(
    'skills_invalid_file_format_error',
    `“${name}” cannot be read as subtitles: it is empty, damaged or of another kind.`,
  )
}

export function onlyPictures(name: string): SkillError {
  return new SkillError(
    'skills_invalid_file_format_error',
    `“${name}” holds subtitles as pictures (VobSub), and no text.`,
  )
}

export function tooLarge(name: string, megabytes: number): SkillError {
  return new SkillError(
    'skills_invalid_file_size_error',
    `“${name}” is larger than the ${megabytes} MB that are allowed for subtitles.`,
  )
}
