import { defineErrors } from '../spec.ts'

export const pluginErrors = defineErrors({})
