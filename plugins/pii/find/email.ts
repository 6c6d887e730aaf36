import type { Detector, FindingType } from '../finding.ts'
import { shown } from '../masks.ts'

const type: FindingType = {
  id: 'email',
  kind: 'email',
  risk: 'low',
  one: 'e-mail address',
  many: 'e-mail addresses',
}

/** RFC 5321 allows 64 characters before the `@` and 255 behind it. */
const maxLocal = 64
const maxDomain = 255

const localCharacter = /[\p{L}\p{N}._%+'-]/u
const domainCharacter = /[\p{L}\p{N}.-]/u
/** Labels of letters, digits and dashes, and a top-level domain that is no number. */
const domain = /^(?:[\p{L}\p{N}]+(?:-+[\p{L}\p{N}]+)*\.)+(?:\p{L}{2,24}|xn--[a-z0-9-]{2,59})$/u

/** `icon@2x.png`, `getty@tty1.service`, `lodash@4.x.js`: names of files and units, and no top-level domains. */
const fileEndings =
  /\.(?:png|jpe?g|gif|svg|webp|avif|bmp|ico|js|mjs|cjs|jsx|tsx?|css|scss|less|html?|xml|json|ya?ml|toml|txt|csv|pdf|docx?|xlsx?|tgz|gz|service|socket|timer|target|mount|local|localdomain|internal|lan|invalid)$/i

/** Addresses of machines that nobody is behind. */
const nobody = /^(?:no-?reply|do-?not-?reply|donotreply|mailer-daemon|postmaster|bounces?)(?:[+.-].*)?$/i

/** E-mail addresses. Written by hand around each `@`, so that its time is linear in any text. */
export function emailDetector(): Detector {
  return {
    find({ text }, report) {
      for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
        const start = localStart(text, at)
        const end = domainEnd(text, at)
        const local = text.slice(start, at)
        const host = text.slice(at + 1, end)
        if (!isAddress(local, host) || !standsAlone(text, start, end)) continue
        const value = `${local}@${host}`.toLowerCase()
        report.found({ type, start, end, value, masked: `${[...local][0]}…@${shown(host)}` })
      }
    },
  }
}

function localStart(text: string, at: number): number {
  let start = at
  while (start > 0 && at - start < maxLocal && localCharacter.test(text[start - 1] ?? '')) start -= 1
  // Quotes, dots and dashes around an address; and the n of a line break that JSON writes as `\n`.
  while (start < at && /['.%+-]/.test(text[start] ?? '')) start += 1
  if (text[start - 1] === '\\' && /[nrt]/.test(text[start] ?? '')) start += 1
  return start
}

function domainEnd(text: string, at: number): number {
  let end = at + 1
  while (end < text.length && end - at <= maxDomain && domainCharacter.test(text[end] ?? '')) end += 1
  while (end > at + 1 && /[.-]/.test(text[end - 1] ?? '')) end -= 1
  return end
}

function isAddress(local: string, host: string): boolean {
  if (local === '' || local.includes('..') || local.endsWith('.') || nobody.test(local)) return false
  return host.length >= 4 && domain.test(host) && !fileEndings.test(host) && !isHash(local)
}

/** Content-IDs and keys of caches have figures before the `@`, and many of them. */
function isHash(local: string): boolean {
  return /^[\p{N}a-f.$-]{20,}$/iu.test(local) && /\d.*\d.*\d/.test(local)
}

function standsAlone(text: string, start: number, end: number): boolean {
  const next = text.slice(end, end + 2)
  // `git@host:path` and `user@host/path` name a repository, `@host@host` an account, `a@b.c()` is code.
  if (/^(?::[\w~]|@|\()/.test(next) || /^\/\w/.test(next)) return false
  const before = text.slice(Math.max(0, start - 80), start)
  // The user of a web address, and the ids of messages.
  if (/:\/\/[^\s/]*$/.test(before) || /@$/.test(before)) return false
  return (
    !/(?:^|\n)(?:message-id|references|in-reply-to|content-id|x-[\w-]*id)\s*:[^\n]*$/i.test(before) &&
    !/\bcid:$/i.test(before)
  )
}
