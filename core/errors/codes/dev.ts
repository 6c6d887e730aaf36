import { defineErrors } from '../spec.ts'

/** Errors of trying a plugin while it is written. */
export const devErrors = defineErrors({
  SKR_DEV_NOT_A_PLUGIN: {
    message: '{path} is not a plugin, and not a folder of files.',
    why: 'Before a folder of files, `dev` takes the plugin to run on them: a .ts, .mts, .js, .mjs or .cjs file, or a folder whose index file calls definePlugin, or whose package.json has the keyword "box-skill-plugin".',
    fix: 'Check the path; add the keyword "box-skill-plugin" to the package.json if this is a plugin; or give a folder of files alone to run the plugins of the config.',
  },
  SKR_DEV_ONLY_WITH_PLUGIN: {
    message: '{flag} goes only with a plugin that is tried without a config.',
    why: 'Plugins of the config have their options and secrets there.',
    fix: 'Leave out {flag} and change the config, or give the path of the plugin first: skill-runner dev ./my-plugin {flag} ….',
  },
})
