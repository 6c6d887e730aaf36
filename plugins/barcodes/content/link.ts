import type { Content } from './content.ts'
import { fieldsOf } from './fields.ts'
import { plain, plainOrNone } from './plain.ts'

/** Addresses that run something or open a local file instead of leading somewhere. */
const dangerous = new Set(['javascript:', 'data:', 'vbscript:', 'file:', 'blob:'])

/** What can be said of an address with a secret that is not written as it should be. */
const secretOnly: Content = { title: 'One-time passwords', facts: { Secret: '(not shown)' } }

/** What an address leads to: a page, a place, a telephone, a mailbox, the secret of one-time passwords. */
export function link(text: string): Content | undefined {
  const mail = fieldsOf(text, 'MATMSG:')
  if (mail !== undefined) return mailTo(mail.get('TO')?.[0], mail.get('SUB')?.[0])
  // SMSTO:number:text and sms:number, which differ in form only.
  const message = /^sms(?:to)?:([^:?]+)(?:[:?](?:body=)?(.*))?$/is.exec(text.trim())
  if (message !== null) return smsTo(message[1] ?? '', message[2])
  // As browsers read it: line feeds and tabs in an address count for nothing.
  const address = plain(text.replaceAll(/\p{Cc}/gu, ''), Number.POSITIVE_INFINITY)
  if (!URL.canParse(address)) return /^otpauth/i.test(address) ? secretOnly : undefined
  const url = new URL(address)
  switch (url.protocol) {
    case 'http:':
    case 'https:':
      return page(url, text)
    case 'tel:':
      return { line: `phone ${plain(decoded(url.pathname), 40)}` }
    case 'mailto:':
      return mailTo(decoded(url.pathname), url.searchParams.get('subject') ?? undefined)
    case 'geo:':
      return place(url)
    case 'otpauth:':
      return oneTimePassword(url)
    case 'otpauth-migration:':
      return { title: 'One-time passwords', facts: { Secrets: '(of several accounts, not shown)' } }
    default:
      return dangerous.has(url.protocol)
        ? { line: `begins with “${url.protocol}”, so it may do harm and is not shown` }
        : undefined
  }
}

function page(url: URL, text: string): Content {
  const address = plain(text, 300)
  // Before an @ stands a name for logging in, which likes to look like the address of a bank.
  return { line: url.username === '' ? address : `${address} (leads to ${plain(url.hostname, 100)})` }
}

function mailTo(to: string | undefined, subject: string | undefined): Content {
  const about = plainOrNone(subject)
  return { line: `e-mail to ${plain(to ?? '', 100)}${about === undefined ? '' : `: ${about}`}` }
}

function smsTo(number: string, body: string | undefined): Content {
  const message = plainOrNone(body === undefined ? undefined : decoded(body))
  return { line: `text message to ${plain(number, 40)}${message === undefined ? '' : `: ${message}`}` }
}

/** RFC 5870: `geo:57.7446,10.6503`, perhaps with more behind it. */
function place(url: URL): Content | undefined {
  const [latitude = Number.NaN, longitude = Number.NaN] = url.pathname.split(/[,;]/).map(Number)
  if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) return undefined
  return {
    title: 'Place',
    facts: {
      Name: plainOrNone(url.searchParams.get('q') ?? undefined),
      Place: `${latitude}, ${longitude}`,
      Map: `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=15/${latitude}/${longitude}`,
    },
  }
}

/** Whoever has the secret can log in, so it is never told. */
function oneTimePassword(url: URL): Content {
  const [issuer, account] = decoded(url.pathname.replace(/^\/+/, '')).split(/:(.*)/s)
  return {
    title: 'One-time passwords',
    facts: {
      Issuer: plainOrNone(url.searchParams.get('issuer') ?? (account === undefined ? undefined : issuer)),
      Account: plainOrNone(account ?? issuer),
      Secret: '(not shown)',
    },
  }
}

/** Percent signs that mean nothing stay as they are. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
