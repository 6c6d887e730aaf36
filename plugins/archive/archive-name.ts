/** Archives of files. Not what is made of one and opened as something else, such as a document, and not a single packed file. */
const archives = /\.(?:zip|7z|rar|cab|iso|jar|war|ear|tar|tgz|tbz2?|txz|tzst|tar\.(?:gz|bz2|xz|zst))$/i

/** Whether a file in an archive is an archive itself, by its name. */
export function isArchiveName(path: string): boolean {
  return archives.test(path)
}
