import { checkBox } from './check-box.ts'
import { checkPlugins } from './check-plugins.ts'
import { checkRoutes, minOverMax } from './check-routes.ts'
import type { ConfigDocument } from './document.ts'
import { type Findings, joinFindings } from './findings.ts'
import type { Environment } from './interpolate.ts'
import { memberOf } from './shape.ts'

/** The rules that no schema can state, since they span several keys or look at the environment. Runs on broken files, too. */
export function checkDocument(document: ConfigDocument, env: Environment, local: boolean): Findings {
  const retry = memberOf(document.value, 'retry')
  return joinFindings([
    // Without the keys, which a local command passes over, there is nothing to check.
    ...(local ? [] : [checkBox(document)]),
    { problems: minOverMax(document, ['retry'], retry, 'firstDelayMs', 'maxDelayMs'), warnings: [] },
    checkPlugins(document, env),
    checkRoutes(document),
  ])
}
