import { SkillError } from 'box-skill-runner/plugin'
import type { Detector, FindingType, Risk } from '../finding.ts'
import { lastTwo } from '../masks.ts'

/** What an operator looks for besides. */
export interface OwnPattern {
  readonly id: string
  readonly label: string
  /** In the syntax of RE2: no look-around, no back references. */
  readonly pattern: string
  readonly risk: Risk
}

/** The module of RE2: time grows with text times size of the program, and never with its square. */
type Library = typeof import('re2js')

/** Instructions. A window of text takes half a second at most then; what people write has some dozens. */
const maxProgram = 400

/** Findings in one window, so that a pattern that matches everywhere ends. */
const maxMatches = 5000

/**
 * One detector for each pattern.
 *
 * @throws SkillError where a pattern is no regular expression, or too large a one.
 */
export function ownPatternDetectors({ RE2JS }: Library, patterns: readonly OwnPattern[]): Detector[] {
  return patterns.map((own) => {
    const compiled = compile(own)
    const type: FindingType = {
      id: `own:${own.id}`,
      kind: 'own',
      risk: own.risk,
      one: own.label,
      many: own.label,
    }
    return {
      find({ text }, report) {
        const matcher = compiled.matcher(text)
        for (let count = 0; count < maxMatches && matcher.find(); count += 1) {
          const [start, end] = [matcher.start(), matcher.end()]
          const value = text.slice(start, end)
          if (value.trim() === '') continue
          report.found({
            type,
            start,
            end,
            value,
            masked: own.risk === 'high' ? '•••••' : lastTwo(value.replace(/\s+/g, '')),
          })
        }
      },
    }
  })

  function compile({ id, pattern }: OwnPattern): InstanceType<Library['RE2JS']> {
    let compiled: InstanceType<Library['RE2JS']>
    try {
      compiled = RE2JS.compile(pattern)
    } catch (cause) {
      throw wrong(
        id,
        `is no regular expression of RE2: ${cause instanceof Error ? cause.message : 'unknown'}`,
      )
    }
    if (compiled.programSize() > maxProgram)
      throw wrong(id, 'is too large; repeat less, or divide it into several patterns')
    return compiled
  }
}

function wrong(id: string, why: string): SkillError {
  return new SkillError(
    'skills_invocations_error',
    `The option "patterns" of pii: the pattern "${id}" ${why}.`,
  )
}
