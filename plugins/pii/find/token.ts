import type { Detector } from '../finding.ts'
import { onlyPrefix } from '../masks.ts'
import { entropy } from './placeholders.ts'
import { tokenForms } from './token-forms.ts'

/** Random text has more. The runs of x in documents have less, or stand behind some random letters. */
const leastEntropy = 2.5

/** All forms in one expression, so that a text is gone through once. */
const all = new RegExp(
  `(?<![A-Za-z0-9_+-])(?:${tokenForms.map(({ pattern }) => `(${pattern.source})`).join('|')})(?![A-Za-z0-9_])`,
  'g',
)

/** Keys and tokens that services mark by how they begin. */
export function tokenDetector(): Detector {
  return {
    find({ text }, report) {
      for (const match of text.matchAll(all)) {
        const form = tokenForms[match.slice(1).findIndex((group) => group !== undefined)]
        const [value] = match
        const prefix = form?.prefix.exec(value)?.[0] ?? ''
        const secret = value.slice(prefix.length)
        if (form === undefined || entropy(secret) < leastEntropy || /(.)\1{4}/.test(secret)) continue
        report.found({
          type: form.type,
          start: match.index,
          end: match.index + value.length,
          value,
          masked: onlyPrefix(prefix),
        })
      }
    },
  }
}
