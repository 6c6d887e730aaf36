import type { Target } from './target.ts'
import { boxTargets } from './targets/box-answers.ts'
import { cardTargets } from './targets/cards.ts'
import { configTargets } from './targets/config.ts'
import { eventTargets } from './targets/events.ts'
import { fileNameTargets } from './targets/file-names.ts'
import { consoleTarget } from './targets/http-console.ts'
import { intakeTarget } from './targets/http-intake.ts'
import { sandboxTarget } from './targets/http-sandbox.ts'
import { packageTargets } from './targets/packages.ts'
import { patternTargets } from './targets/patterns.ts'
import { pluginResultTargets } from './targets/plugin-results.ts'
import { signatureTargets } from './targets/signatures.ts'

/** All ways in. */
export const targets: readonly Target[] = [
  ...eventTargets,
  ...signatureTargets,
  ...configTargets,
  ...cardTargets,
  ...pluginResultTargets,
  ...fileNameTargets,
  ...boxTargets,
  intakeTarget,
  sandboxTarget,
  consoleTarget,
  ...packageTargets,
  ...patternTargets,
]
