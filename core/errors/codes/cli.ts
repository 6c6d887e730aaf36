import { defineErrors } from '../spec.ts'

export const cliErrors = defineErrors({})
