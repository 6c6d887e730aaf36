import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** Worker threads and the command run the built package, so it has to be that of these sources. */
export default function build(): void {
  execFileSync('npx', ['tsc', '-b'], {
    cwd: fileURLToPath(new URL('../../', import.meta.url)),
    stdio: 'inherit',
  })
}
