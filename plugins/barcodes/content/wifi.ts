import type { Content } from './content.ts'
import { fieldsOf } from './fields.ts'
import { plain, plainOrNone } from './plain.ts'

/** A map, since the code may say `constructor`. */
const kinds: ReadonlyMap<string, string> = new Map([
  ['', 'open, without a password'],
  ['nopass', 'open, without a password'],
  ['wep', 'WEP'],
  ['wpa', 'WPA'],
  ['wpa2', 'WPA2'],
  ['wpa3', 'WPA3'],
  ['sae', 'WPA3'],
])

/** How to join a wireless network. The password is only told where the operator wants that. */
export function wifi(text: string, showPassword: boolean): Content | undefined {
  const fields = fieldsOf(text, 'WIFI:')
  if (fields === undefined) return undefined
  const name = plainOrNone(fields.get('S')?.[0])
  const kind = plain(fields.get('T')?.[0] ?? '', 20)
  const password = plainOrNone(fields.get('P')?.[0])
  if (name === undefined && password === undefined) return undefined
  return {
    title: 'Wi-Fi network',
    facts: {
      Network: name,
      Security: kinds.get(kind.toLowerCase()) ?? kind,
      Password: password === undefined || showPassword ? password : '(not shown)',
      Hidden: fields.get('H')?.[0]?.toLowerCase() === 'true' ? 'Yes' : undefined,
    },
  }
}
