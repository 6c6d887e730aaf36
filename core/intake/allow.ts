import type { AllowConfig } from '../config/config.ts'
import { fail } from '../errors/error.ts'
import type { Invocation } from '../invocation/invocation.ts'

/**
 * Returns if the operator's lists allow this invocation. Throws `SKR_INTAKE_SKILL_NOT_ALLOWED` or
 * `SKR_INTAKE_ENTERPRISE_NOT_ALLOWED` (403: genuine, but not for us, and no redelivery changes that). An event that
 * does not say its enterprise does not pass a list of enterprises.
 */
export function checkAllowed(invocation: Invocation, allow: AllowConfig): void {
  const { skillId, enterpriseId } = invocation
  if (allow.skillIds.length > 0 && !allow.skillIds.includes(skillId))
    throw fail('SKR_INTAKE_SKILL_NOT_ALLOWED', { skillId })
  if (allow.enterpriseIds.length === 0) return
  if (enterpriseId === undefined || !allow.enterpriseIds.includes(enterpriseId)) {
    throw fail('SKR_INTAKE_ENTERPRISE_NOT_ALLOWED', { enterpriseId: enterpriseId ?? '(none)' })
  }
}
