import { defineErrors } from '../spec.ts'

export const intakeErrors = defineErrors({})
