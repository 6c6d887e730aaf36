import { printable } from './printable.ts'

/** What Node's permission model has denied, in words; undefined for any other error. Never throws. */
export function deniedBy(thrown: unknown): string | undefined {
  try {
    const { code, permission, resource, message }: Readonly<Record<string, unknown>> = Object(thrown)
    // Native code has a code of its own.
    if (code === 'ERR_DLOPEN_DISABLED') return 'loading native code (Addons)'
    if (code !== 'ERR_ACCESS_DENIED') return undefined
    const what = resource === undefined || resource === '' ? message : resource
    return printable(`${String(permission ?? 'access')} of ${String(what)}`, 300)
  } catch {
    // An object that cannot even be asked comes from no part of Node.
    return undefined
  }
}
