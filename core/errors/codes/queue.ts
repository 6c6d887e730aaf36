import { defineErrors } from '../spec.ts'

export const queueErrors = defineErrors({})
