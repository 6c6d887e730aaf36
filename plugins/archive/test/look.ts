import { fileURLToPath } from 'node:url'
import { rowsByTitle, runPlugin as runHere } from '../../../test/support/plugin-context.ts'
import archive from '../index.ts'

export const fixture = (name: string) => fileURLToPath(new URL(`fixtures/${name}`, import.meta.url))

const looks = new Map<string, Promise<Record<string, string[]>>>()

/** The cards of a fixture; made once for each set of options. */
export function look(name: string, options = {}): Promise<Record<string, string[]>> {
  const key = `${name} ${JSON.stringify(options)}`
  const found =
    looks.get(key) ?? runHere(archive, fixture(name), { options }).then(({ cards }) => rowsByTitle(cards))
  looks.set(key, found)
  return found
}
