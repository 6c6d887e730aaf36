import { defineErrors } from '../spec.ts'

export const boxErrors = defineErrors({})
