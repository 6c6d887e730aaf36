import { defineErrors } from '../spec.ts'

export const cardErrors = defineErrors({})
