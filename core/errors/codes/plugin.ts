import { defineErrors } from '../spec.ts'

/** Errors of finding, loading and describing plugins. */
export const pluginErrors = defineErrors({
  // Finding: from "use" in the config to a file.
  SKR_PLUGIN_USE_INVALID: {
    message: 'The plugin "{use}" is neither a path nor the name of a package.',
    why: 'A path begins with "./", "../" or "/"; anything else has to be a valid npm package name.',
    fix: 'Write a path such as "./plugins/words", or the name of an npm package.',
  },
  SKR_PLUGIN_NOT_FOUND: {
    message: 'The plugin package "{use}" is not installed{hint}.',
    why: 'It is in no node_modules folder from {folder} upwards, nor from the working directory upwards.',
    fix: 'Correct "use" in the config, or the name on the command line, or run `npm install {use}` in {folder} if that is the name of the package.',
  },
  SKR_PLUGIN_PATH_NOT_FOUND: {
    message: 'There is no plugin at {path}{hint}.',
    why: 'A relative path starts at the folder of the config file, or at the working folder where there is none.',
    fix: 'Correct "use" in the config, or the path on the command line, or put the plugin there.',
  },
  SKR_PLUGIN_PATH_NOT_READABLE: {
    message: 'The plugin at {path} cannot be read: {reason}.',
    why: 'The operating system refused to open the file or folder.',
    fix: 'Check the permissions and the links on the way to it.',
  },
  SKR_PLUGIN_NO_ENTRY: {
    message: 'The folder {folder} holds no plugin.',
    why: 'It has no package.json that names an entry, and no file index.js, index.mjs, index.cjs, index.mts or index.ts.',
    fix: 'Put the plugin into an index.js there, or name its file under "exports" in a package.json.',
  },
  SKR_PLUGIN_EXPORTS_NO_ENTRY: {
    message: '"exports" in {file} offers nothing for "{subpath}".',
    why: 'A plugin is imported under the conditions "node", "import" and "default"; none of them leads to a file.',
    fix: 'Authors: add `"{subpath}": "./dist/index.js"` to "exports", with the path of the built file.',
  },
  SKR_PLUGIN_NOT_BUILT: {
    message: '{file} names {entry} as the entry of the plugin, but that file is missing.',
    why: 'The plugin has not been built, or its package.json names a wrong file.',
    fix: 'Run `npm run build` in {folder}, or correct the entry in package.json.',
  },
  SKR_PLUGIN_ENTRY_OUTSIDE: {
    message: '{file} names {entry} as the entry of the plugin, which lies outside of its folder.',
    why: 'The entry of a package has to be one of its own files, whether it is named directly or reached by a link.',
    fix: 'Name a file inside of {folder} in package.json.',
  },
  SKR_PLUGIN_ENTRY_TYPESCRIPT: {
    message: 'The entry of the plugin "{use}" is TypeScript: {file}.',
    why: 'Only `skill-runner dev` runs TypeScript as it is; production loads built JavaScript.',
    fix: 'Build it first: run `npm run build` in {folder}, and let package.json or "use" name the built file.',
  },
  SKR_PLUGIN_TYPESCRIPT_NOT_MODULE: {
    message: 'The plugin {file} is TypeScript, but not an ES module.',
    why: 'The nearest package.json does not say `"type": "module"`, and TypeScript is translated for ES modules only.',
    fix: 'Put a package.json with `"type": "module"` beside the file, or let its name end in .mts.',
  },
  SKR_PLUGIN_ENTRY_KIND: {
    message: 'The entry of the plugin "{use}" is not a JavaScript module: {file}.',
    why: 'Plugins are files that end in .js, .mjs or .cjs, and under `dev` also .ts or .mts.',
    fix: 'Name such a file in package.json or in "use".',
  },
  SKR_PLUGIN_PACKAGE_JSON_INVALID: {
    message: '{file} is broken: {reason}.',
    why: 'The entry of the plugin cannot be found without a valid package.json.',
    fix: 'Correct the file, or install the plugin again.',
  },

  // Importing: what Node.js says when the file is loaded.
  SKR_PLUGIN_SYNTAX: {
    message: '{place} cannot be parsed: {reason}.',
    why: 'The file is not valid JavaScript (or TypeScript), so nothing of the plugin was run.',
    fix: 'Correct the file at that place; if it is built, correct its source and build it again.',
  },
  SKR_PLUGIN_DEPENDENCY_MISSING: {
    message: '{file} needs the package "{package}", which is not installed.',
    why: 'It is in no node_modules folder from there upwards.',
    fix: 'Run `npm install {package}` in {folder}. Authors: list it under "dependencies" in package.json.',
  },
  SKR_PLUGIN_FILE_MISSING: {
    message: '{file} imports {missing}, which is not there.',
    why: 'The file was not built, not published, or its name is misspelt; ES modules want it with its ending.',
    fix: 'Build or install the plugin again, or correct the import.',
  },
  SKR_PLUGIN_IMPORT_REFUSED: {
    message: '{file} imports something that Node.js does not give: {reason}.',
    why: 'The import names an export, a path or a kind of module that the other side does not have.',
    fix: 'Correct the import, or install the version of the dependency that the plugin was written for.',
  },
  SKR_PLUGIN_NATIVE_BROKEN: {
    message: '{file} needs a native module that cannot be loaded here: {reason}.',
    why: 'It was built for another operating system, processor or version of Node.js.',
    fix: 'Run `npm rebuild` in {folder}, or install the plugin again on this machine.',
  },
  SKR_PLUGIN_MODULE_KIND: {
    message: '{file} is written as CommonJS, but is loaded as an ES module: {reason}.',
    why: 'Its package.json says `"type": "module"`, or its name ends in .mjs.',
    fix: 'Rename the file so that it ends in .cjs, or write it with `import` and `export`.',
  },
  SKR_PLUGIN_TYPESCRIPT_NO_LOADER: {
    message: '{file} is TypeScript, and nothing is installed that can load it.',
    why: 'TypeScript is loaded by the package "tsx", which is an optional companion of the runner.',
    fix: 'Run `npm install --save-dev tsx`, or build the plugin and use the built file.',
  },
  SKR_PLUGIN_LOAD_THREW: {
    message: '{file} threw an error while it was loaded: {reason}',
    why: 'Code outside of setup() and run() runs when the plugin is described, before any file and without options.',
    fix: 'Authors: move what can fail into setup(). Operators: check that the secrets and files it needs are there.',
  },
  SKR_PLUGIN_NOT_PERMITTED: {
    message: '{file} may not do what it does while it is loaded: {denied}.',
    why: 'It runs under "isolation": "process", where a plugin reads its own folder and installed packages, and nothing else.',
    fix: 'If you trust it with that, grant it under "permissions" of this plugin: "readPaths", "writePaths", "addons", "childProcesses" or "workers".',
  },
  SKR_PLUGIN_LOAD_TIMED_OUT: {
    message: '{file} was not loaded after {timeoutMs} ms.{output}',
    why: 'Loading runs a loop that does not end, or waits at top level for something that takes too long.',
    fix: 'Authors: move slow work into setup(), and wait at top level for nothing that may not come.',
  },
  SKR_PLUGIN_LOAD_NEVER_ENDS: {
    message: '{file} waits at top level for something that never happens.{output}',
    why: 'A top-level await was left with nothing that could still end it.',
    fix: 'Authors: move the wait into setup(), and see that its promise is always resolved or rejected.',
  },
  SKR_PLUGIN_LOAD_EXITED: {
    message: '{file} called process.exit({exitCode}) while it was loaded.{output}',
    why: 'A plugin shares its thread with the runner, so it must not end it.',
    fix: 'Authors: throw an error instead, and start nothing at top level that belongs to a command.',
  },
  SKR_PLUGIN_LOAD_OUT_OF_MEMORY: {
    message: '{file} needed more than {memoryMb} MB of memory to be loaded.',
    why: 'Each worker has a limit of its own, "memoryMb", so that one plugin cannot take the memory of all.',
    fix: 'Raise "memoryMb" of this plugin. Authors: load large data in setup().',
  },
  SKR_PLUGIN_LOAD_CRASHED: {
    message: '{file} crashed while it was loaded: {reason}',
    why: 'An error was thrown in a timer or an event, or a promise was rejected that nobody handles.',
    fix: 'Authors: handle errors of streams, timers and promises; start none of them at top level.',
  },

  // The definition: what `definePlugin` was given.
  SKR_PLUGIN_NO_DEFAULT_EXPORT: {
    message: '{file} has no default export; it exports {names}.',
    why: 'The runner takes the plugin from the default export of the entry.',
    fix: 'Authors: write `export default definePlugin({ … })`, or `module.exports = definePlugin({ … })` in CommonJS.',
  },
  SKR_PLUGIN_NOT_DEFINED: {
    message: 'The default export of {file} was not made by definePlugin(): it is {found}.',
    why: 'definePlugin() marks a plugin with the version of the contract that it was written for.',
    fix: 'Authors: write `export default definePlugin({ … })`, with definePlugin from "box-skill-runner/plugin".',
  },
  SKR_PLUGIN_API_INVALID: {
    message: '{file}: "apiVersion" is {found}, which is no version of the plugin contract.',
    why: 'definePlugin() sets it to a whole number, and nobody else should.',
    fix: 'Authors: leave "apiVersion" out and let definePlugin() set it.',
  },
  SKR_PLUGIN_API_TOO_OLD: {
    message:
      '{file}: the plugin "{plugin}" is made for version {found} of the plugin contract; this runner has {wanted}.',
    why: 'The contract has changed since, and running the plugin could fail in the middle of a file.',
    fix: 'Operators: install a newer version of the plugin. Authors: build it with the current box-skill-runner.',
  },
  SKR_PLUGIN_API_TOO_NEW: {
    message:
      '{file}: the plugin "{plugin}" is made for version {found} of the plugin contract; this runner has {wanted}.',
    why: 'The plugin may ask for what this runner does not know yet.',
    fix: 'Operators: run `npm install box-skill-runner@latest`, or install an older version of the plugin.',
  },
  SKR_PLUGIN_NAME_MISSING: {
    message: '{file}: the plugin has no name.',
    why: 'The name stands in logs and on status cards.',
    fix: 'Authors: add `name: "word-count"`, or the like, to the definition.',
  },
  SKR_PLUGIN_NAME_INVALID: {
    message: '{file}: the name {found} cannot be used.',
    why: 'A name begins with a lower-case letter and has at most 64 lower-case letters, digits and dashes.',
    fix: 'Authors: change "name" to something like "word-count".',
  },
  SKR_PLUGIN_VERSION_MISSING: {
    message: '{file}: the plugin has no version.',
    why: 'Operators have to be able to tell which version of a plugin made a card.',
    fix: 'Authors: add `version: "1.0.0"`, or the like, to the definition.',
  },
  SKR_PLUGIN_VERSION_INVALID: {
    message: '{file}: the version {found} is not a semantic version.',
    why: 'A version has three numbers, and may have a suffix, such as "1.0.0" or "2.1.0-beta.1".',
    fix: 'Authors: correct "version"; the one of package.json will do.',
  },
  SKR_PLUGIN_DESCRIPTION_INVALID: {
    message: '{file}: the description is {found}, not a text.',
    why: 'The description is shown to people by `skill-runner check`.',
    fix: 'Authors: make "description" a sentence, or leave it out.',
  },
  SKR_PLUGIN_EXTENSIONS_MISSING: {
    message: '{file}: the plugin does not say which extensions it understands.',
    why: 'The runner warns of routes that send a plugin files it does not understand.',
    fix: 'Authors: add `extensions: ["txt", "md"]`, or `extensions: ["*"]` for any file.',
  },
  SKR_PLUGIN_EXTENSIONS_NOT_LIST: {
    message: '{file}: "extensions" is {found}, not a list.',
    why: 'It has to be an array of texts.',
    fix: 'Authors: write `extensions: ["txt", "md"]`.',
  },
  SKR_PLUGIN_EXTENSIONS_EMPTY: {
    message: '{file}: the list of extensions is empty.',
    why: 'A plugin that understands no file can never run.',
    fix: 'Authors: name at least one extension, or write `extensions: ["*"]` for any file.',
  },
  SKR_PLUGIN_EXTENSION_NOT_TEXT: {
    message: '{file}: extensions[{index}] is {found}, not a text.',
    why: 'Extensions are texts such as "pdf".',
    fix: 'Authors: correct this entry of "extensions".',
  },
  SKR_PLUGIN_EXTENSION_DOT: {
    message: '{file}: extensions[{index}] is "{found}", with a dot in front.',
    why: 'Extensions are written without the dot, so that the same one is not written in two ways.',
    fix: 'Authors: write "{wanted}" instead.',
  },
  SKR_PLUGIN_EXTENSION_CASE: {
    message: '{file}: extensions[{index}] is "{found}", with capital letters.',
    why: 'Extensions are written in lower case; files are matched whatever their case.',
    fix: 'Authors: write "{wanted}" instead.',
  },
  SKR_PLUGIN_EXTENSION_INVALID: {
    message: '{file}: extensions[{index}] is "{found}", which no file name can end in.',
    why: 'An extension has no slashes, spaces or wildcards, but for "*" alone, which stands for any file.',
    fix: 'Authors: write the extension alone, such as "pdf" or "tar.gz".',
  },
  SKR_PLUGIN_RUN_MISSING: {
    message: '{file}: the plugin has no run().',
    why: 'run() is what makes cards of a file.',
    fix: 'Authors: add `async run({ file, cards }) { return [] }` to the definition.',
  },
  SKR_PLUGIN_HOOK_NOT_FUNCTION: {
    message: '{file}: "{hook}" is {found}, not a function.',
    why: 'The runner calls it, so it has to be a function.',
    fix: 'Authors: write "{hook}" as a method of the definition.',
  },
  SKR_PLUGIN_OPTIONS_NOT_SCHEMA: {
    message: '{file}: "options" is {found}, not the JSON Schema of an object.',
    why: 'The options of a plugin are checked against this schema before anything runs.',
    fix: 'Authors: write `options: { type: "object", additionalProperties: false, properties: { … } }`, or leave it out.',
  },
  SKR_PLUGIN_OPTIONS_NOT_JSON: {
    message: '{file}: {path} is {found}, which JSON does not have.',
    why: 'The schema of the options crosses to another thread and is shown to operators, as JSON.',
    fix: 'Authors: use only texts, numbers, true, false, null, arrays and plain objects; a pattern is a text.',
  },
  SKR_PLUGIN_OPTIONS_NOT_STRICT: {
    message: '{file}: the schema of the options lets unknown keys pass.',
    why: 'With unknown keys allowed, a misspelt option would be ignored in silence.',
    fix: 'Authors: add `additionalProperties: false` to the schema.',
  },
  SKR_PLUGIN_SECRETS_INVALID: {
    message: '{file}: "secrets" is not a list of names of environment variables: {reason}.',
    why: 'The operator has to grant each one by its name.',
    fix: 'Authors: write `secrets: ["OCR_API_KEY"]`, with letters, digits and underscores only; "OCR_API_KEY?" for one that the plugin can do without, "*" where its options name them.',
  },
  SKR_PLUGIN_UNKNOWN_KEY: {
    message: '{file}: "{key}" is not part of a plugin{hint}.',
    why: 'What the runner does not know it would ignore in silence.',
    fix: 'Authors: correct the key, or take it out of the definition.',
  },

  // Fitting: the plugin and its place in the config.
  SKR_PLUGIN_SECRET_NOT_GRANTED: {
    message:
      'The plugin "{plugin}" wants the environment variable {secret}, which the config does not grant.',
    why: 'A plugin sees only the environment variables that the operator names.',
    fix: 'Add "{secret}" to "secrets" of this plugin in the config.',
  },
  SKR_PLUGIN_SECRET_NOT_SET: {
    message: 'The plugin "{plugin}" wants the environment variable {secret}, which is not set.',
    why: 'It is granted, but the runner was started without it.',
    fix: 'Set {secret} in the environment of the runner and start it again.',
  },

  // Warnings: the plugin runs all the same.
  SKR_PLUGIN_OPTION_UNDESCRIBED: {
    message: 'The option "{option}" of the plugin "{plugin}" has no description.',
    why: 'Operators see the description when they set the option or get it wrong.',
    fix: 'Authors: add a "description" to this option in the schema.',
  },
  SKR_PLUGIN_EXTENSION_REPEATED: {
    message: 'The plugin "{plugin}" names the extension "{extension}" more than once, or beside "*".',
    why: 'Once is enough, and "*" stands for every extension.',
    fix: 'Authors: take it out of "extensions".',
  },
  SKR_PLUGIN_EXTENSION_NOT_UNDERSTOOD: {
    message:
      'routes[{route}] sends files to the plugin "{plugin}" that it does not say it understands: {extensions}.',
    why: 'The plugin names {understood} as what it understands, so these files may fail or give no cards.',
    fix: 'Take the extensions out of the route, or send them to a plugin that is made for them.',
  },
})
