import { SkillError } from 'box-skill-runner/plugin'

/** The error that people read beside a file that is no recording. */
export function notSound(name: string, cause?: unknown): SkillError {
  return new SkillError(
    'skills_invalid_file_format_error',
    `“${name}” cannot be read as a sound file: it is empty, damaged or of another kind.`,
    { cause },
  )
}
