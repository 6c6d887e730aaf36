import type { Detector } from '../finding.ts'
import { secretType } from './token-forms.ts'

const type = secretType('private-key', 'private key')

const pem = /-----BEGIN ((?:RSA |EC |DSA |OPENSSH |ENCRYPTED |ANY )?PRIVATE KEY|PGP PRIVATE KEY BLOCK)-----/g
const putty = /PuTTY-User-Key-File-\d: ?(ssh-(?:rsa|dss|ed25519|ed448)|ecdsa-sha2-nistp\d{3})/g

/** Private keys of any format that is written as text. */
export function privateKeyDetector(): Detector {
  return {
    find({ text }, report) {
      for (const pattern of [pem, putty]) {
        for (const match of text.matchAll(pattern)) {
          const start = match.index
          const head = start + match[0].length
          const body = bodyOf(text.slice(head, head + 1000))
          // Documents quote the head alone.
          if (body === undefined) continue
          report.found({
            type,
            start,
            end: endOf(text, head),
            value: body,
            masked: nameOf(match[1] ?? ''),
          })
        }
      }
    },
  }
}

/** The first line of the key itself, behind names of ciphers and comments. Line breaks may be the `\n` of JSON. */
function bodyOf(behind: string): string | undefined {
  const lines = behind.split(/\r?\n|\\n|\\r/)
  return lines
    .map((line) => line.replace(/^[\s"'+]+|[\s"'+,\\]+$/g, ''))
    .find((line) => /^[A-Za-z0-9+/=]{24,}$/.test(line))
}

/** Behind the line that ends the key, or where the window ends. */
function endOf(text: string, head: number): number {
  const end = text.indexOf('-----END', head)
  return end < 0 ? head : Math.min(end + 40, text.length)
}

function nameOf(head: string): string {
  return /^(\w+) PRIVATE KEY/.exec(head)?.[1] ?? (head.includes('PRIVATE') ? 'PEM' : `PuTTY ${head}`)
}
