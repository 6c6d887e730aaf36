import { printable } from './printable.ts'

/** What Node's permission model has denied, in words; undefined for any other error. Never throws. */
export function deniedBy(thrown: unknown): string | undefined {
  try {
    const { code, permission, resource, message }: Readonly<Record<string, unknown>> = Object(thrown)
    // Native code is refused with a code of its own, which packages wrap into errors of theirs.
    if (code === 'ERR_DLOPEN_DISABLED' || /\bERR_DLOPEN_DISABLED\b/.test(String(message)))
      return 'native code ("addons")'
    if (code !== 'ERR_ACCESS_DENIED') return undefined
    const what = resource === undefined || resource === '' ? message : resource
    return printable(`${String(permission ?? 'access')} of ${String(what)}`, 300)
  } catch {
    // An object that cannot even be asked comes from no part of Node.
    return undefined
  }
}
