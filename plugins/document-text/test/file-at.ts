import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename, extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { SkillFile } from 'box-skill-runner/plugin'

export const fixture = (name: string) => fileURLToPath(new URL(`fixtures/${name}`, import.meta.url))

/** A file as a plugin is given it, for the reader alone. */
export function fileAt(path: string): SkillFile {
  return {
    id: '1',
    name: basename(path),
    extension: extname(path).slice(1),
    kind: 'document',
    size: undefined,
    versionId: undefined,
    bytes: async () => new Uint8Array(await readFile(path)),
    text: () => readFile(path, 'utf8'),
    stream: () => createReadStream(path),
    path: async () => path,
    representation: async () => undefined,
    downloadUrl: () => Promise.reject(new TypeError('A test file has no address.')),
  }
}
