import { boxErrors } from './codes/box.ts'
import { cardErrors } from './codes/cards.ts'
import { cliErrors } from './codes/cli.ts'
import { configErrors } from './codes/config.ts'
import { consoleErrors } from './codes/console.ts'
import { devErrors } from './codes/dev.ts'
import { fileErrors } from './codes/file.ts'
import { intakeErrors } from './codes/intake.ts'
import { packageErrors } from './codes/package.ts'
import { pluginErrors } from './codes/plugin.ts'
import { queueErrors } from './codes/queue.ts'
import { runErrors } from './codes/run.ts'
import { sandboxErrors } from './codes/sandbox.ts'
import { scaffoldErrors } from './codes/scaffold.ts'
import { startErrors } from './codes/start.ts'
import { testingErrors } from './codes/testing.ts'
import type { Placeholders } from './spec.ts'

/** Every coded error, by area. A code is permanent: it may be retired, but never renamed or given another meaning. */
export const registry = {
  ...configErrors,
  ...intakeErrors,
  ...queueErrors,
  ...pluginErrors,
  ...runErrors,
  ...sandboxErrors,
  ...fileErrors,
  ...cardErrors,
  ...boxErrors,
  ...cliErrors,
  ...devErrors,
  ...startErrors,
  ...consoleErrors,
  ...scaffoldErrors,
  ...packageErrors,
  ...testingErrors,
}

export type ErrorCode = keyof typeof registry

type Texts<C extends ErrorCode> = (typeof registry)[C]['message' | 'why' | 'fix']

/** The placeholders that code `C` wants filled. */
export type ErrorParams<C extends ErrorCode> = { readonly [K in Placeholders<Texts<C>>]: string | number }
