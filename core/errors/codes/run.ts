import { defineErrors } from '../spec.ts'

export const runErrors = defineErrors({})
