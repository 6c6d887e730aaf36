import { didYouMean } from '../errors/did-you-mean.ts'
import { fail, type RunnerError } from '../errors/error.ts'
import { kindOf, knownExtensions } from '../routing/kinds.ts'

/** Extensions that stand for two formats of different kinds, with what Box does not take them for. */
const twofold: Readonly<Record<string, string>> = {
  ts: 'TypeScript',
  ogg: 'video',
  key: 'a private key',
  m: 'Objective-C or MATLAB',
  ps: 'a script for Photoshop',
}

/** Warnings about extensions that are not what their author may think. */
export function checkExtensions(extensions: readonly string[]): readonly RunnerError[] {
  return extensions.flatMap((extension) => {
    const kind = kindOf(extension)
    const last = extension.slice(extension.lastIndexOf('.') + 1)
    if (extension !== '*' && kindOf(last) === 'other') {
      const hint = didYouMean(extension, knownExtensions)
      return [fail('SKR_PACKAGE_EXTENSION_UNKNOWN', { extension, hint })]
    }
    const other = Object.hasOwn(twofold, extension) ? twofold[extension] : undefined
    if (other === undefined || kind === 'other') return []
    return [fail('SKR_PACKAGE_EXTENSION_TWOFOLD', { extension, kind, other })]
  })
}
