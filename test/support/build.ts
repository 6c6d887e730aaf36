import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** Worker threads and the command run the built package, so it has to be that of these sources. */
export default function build(): void {
  const at = { cwd: fileURLToPath(new URL('../../', import.meta.url)), stdio: 'inherit' } as const
  execFileSync('npx', ['tsc', '-b'], at)
  execFileSync(process.execPath, ['core/console/build.mjs'], at)
}
