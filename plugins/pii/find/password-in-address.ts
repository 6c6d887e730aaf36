import type { Detector } from '../finding.ts'
import { shown } from '../masks.ts'
import { isPlaceholder } from './placeholders.ts'
import { secretType } from './token-forms.ts'

const type = secretType('password-in-address', 'address with a password', 'addresses with passwords')

const written =
  /(?<![\w+.-])([a-z][a-z0-9+]{1,15}):\/\/([^\s/:@"'<>`]{0,64}):([^\s/"'<>`]{1,128})@([\w.-]{1,100})(?![\w.@-])/gi

/** Addresses of databases and services with a password in them, such as `postgres://user:…@host`. */
export function passwordInAddressDetector(): Detector {
  return {
    find({ text }, report) {
      for (const match of text.matchAll(written)) {
        const [value, scheme = '', user = '', password = '', host = ''] = match
        if (isPlaceholder(password) || password === user || isNobodys(user, host)) continue
        const end = match.index + value.length
        report.found({
          type,
          start: match.index,
          end,
          value,
          masked: `${scheme}://•••:•••@${isSurely(text, end) ? shown(host) : '•••'}`,
        })
      }
    },
  }
}

/** Whether the host is one, and not the rest of a password that has `@` and `/` in it. */
function isSurely(text: string, end: number): boolean {
  return !/^\S*@/.test(text.slice(end, end + 200))
}

/** Users of templates and of public servers, hosts of documents, and this machine in what developers keep beside their code. */
function isNobodys(user: string, host: string): boolean {
  return (
    /[${<%]|^(?:anonymous|pserver)$/i.test(user) ||
    /^(?:localhost|127\.\d+\.\d+\.\d+|host|hostname|server|(?:[\w-]+\.)?example(?:\.(?:com|org|net))?)$/i.test(
      host,
    )
  )
}
