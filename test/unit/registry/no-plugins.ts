import type { WrongPlugin } from './wrong-plugin.ts'

/** Loads, but is no plugin. */
export const noPlugins: readonly WrongPlugin[] = [
  {
    title: 'without a default export',
    files: { 'plugin.mjs': 'export const plugin = 1\nexport function helper() {}' },
    code: 'SKR_PLUGIN_NO_DEFAULT_EXPORT',
    says: 'it exports "helper", "plugin".',
    fix: 'export default definePlugin',
  },
  {
    title: 'with many exports but the default one',
    files: {
      'plugin.mjs': `export const ${Array.from({ length: 12 }, (_, i) => `part${i} = ${i}`).join(', ')}`,
    },
    code: 'SKR_PLUGIN_NO_DEFAULT_EXPORT',
    says: 'and more.',
    fix: 'export default definePlugin',
  },
  {
    title: 'that is an empty file',
    files: { 'plugin.cjs': '' },
    code: 'SKR_PLUGIN_NO_DEFAULT_EXPORT',
    says: 'it exports nothing.',
    fix: 'module.exports = definePlugin',
  },
  {
    title: 'that is a plain object',
    files: { 'plugin.mjs': 'export default { name: "words", run() { return [] } }' },
    code: 'SKR_PLUGIN_NOT_DEFINED',
    says: 'it is an object with "name", "run".',
    fix: 'box-skill-runner/plugin',
  },
  {
    title: 'that is a function',
    files: { 'plugin.mjs': 'export default () => {}' },
    code: 'SKR_PLUGIN_NOT_DEFINED',
    says: 'it is a function.',
    fix: 'definePlugin',
  },
  {
    title: 'that is a class',
    files: { 'plugin.mjs': 'export default class Words {}' },
    code: 'SKR_PLUGIN_NOT_DEFINED',
    says: 'it is a class.',
    fix: 'definePlugin',
  },
  {
    title: 'that is a promise',
    files: { 'plugin.mjs': 'export default Promise.resolve({})' },
    code: 'SKR_PLUGIN_NOT_DEFINED',
    says: 'it is a promise.',
    fix: 'definePlugin',
  },
  {
    title: 'that hides among the exports of CommonJS',
    files: { 'plugin.cjs': 'exports.plugin = { apiVersion: 1 }' },
    code: 'SKR_PLUGIN_NOT_DEFINED',
    says: 'it is an object with "plugin".',
    fix: 'definePlugin',
  },
]
