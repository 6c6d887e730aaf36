/** What the Finder adds to what people put into an archive: icons, settings of windows, and their folders. */
const helpers = /(?:^|\/)(?:\._[^/]*|\.DS_Store)$|^__MACOSX\/(?:[^/]+\/)*$/

/** Whether an entry is one that macOS has made for itself, beside or instead of a file of somebody. */
export function isMacHelper(path: string): boolean {
  return helpers.test(path)
}
