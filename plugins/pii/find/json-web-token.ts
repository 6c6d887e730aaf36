import type { Detector } from '../finding.ts'
import { onlyPrefix } from '../masks.ts'
import { secretType } from './token-forms.ts'

const type = secretType('json-web-token', 'JSON web token')

const written = /(?<![\w-])eyJ[\w-]{10,2000}\.eyJ[\w-]{2,8000}\.[\w-]{16,2000}(?![\w-])/g

/** Signed JSON web tokens: what stands before the first dot has to be JSON that names an algorithm. */
export function jsonWebTokenDetector(): Detector {
  return {
    find({ text }, report) {
      for (const { 0: value, index: start } of text.matchAll(written)) {
        const head = Buffer.from(value.slice(0, value.indexOf('.')), 'base64url').toString('utf8')
        if (!/^\{.*"alg" ?: ?"(?!none")\w+"/s.test(head)) continue
        report.found({ type, start, end: start + value.length, value, masked: onlyPrefix('eyJ') })
      }
    },
  }
}
