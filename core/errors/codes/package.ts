import { defineErrors } from '../spec.ts'

/** What the check of a plugin for its author finds beyond what keeps the plugin from running: in its package, its sources and its schema. */
export const packageErrors = defineErrors({
  // The package.json.
  SKR_PACKAGE_NO_MANIFEST: {
    message: 'The plugin in {folder} has no package.json.',
    why: 'It works by its path, but cannot be installed or published.',
    fix: 'Run `npm init` there, or `skill-runner new` for a package that has all it needs.',
  },
  SKR_PACKAGE_PRIVATE: {
    message: 'The package is private.',
    why: 'npm refuses to publish it. It works by its path all the same.',
    fix: 'Take "private" out of package.json if the plugin is to be published.',
  },
  SKR_PACKAGE_NAME_INVALID: {
    message: 'The name of the package is {found}, which npm does not take.',
    why: 'It has at most 214 lower-case letters, digits, dots, dashes and underscores, and may have a scope in front.',
    fix: 'Call it "box-skill-plugin-" and the name of the plugin, such as "{example}".',
  },
  SKR_PACKAGE_NAME_PREFIX: {
    message: 'The name of the package, "{name}", does not begin with "box-skill-plugin-".',
    why: 'Operators find plugins by this beginning, and so does the runner when it says "did you mean".',
    fix: 'Call it "{example}".',
  },
  SKR_PACKAGE_VERSION_INVALID: {
    message: 'The version of the package is {found}, not a semantic version.',
    why: 'npm refuses to publish or install it.',
    fix: 'Write three numbers, such as "1.0.0".',
  },
  SKR_PACKAGE_VERSION_DIFFERS: {
    message: 'The package has version {packageVersion}, but the plugin in it says {pluginVersion}.',
    why: 'Operators see the version of the plugin in `skill-runner check`, and install that of the package.',
    fix: 'Make the two the same, and build again.',
  },
  SKR_PACKAGE_KEYWORD_MISSING: {
    message: 'The package does not have the keyword "box-skill-plugin".',
    why: 'Operators find plugins on npm by this keyword.',
    fix: 'Add "box-skill-plugin" to "keywords" in package.json.',
  },
  SKR_PACKAGE_PEER_MISSING: {
    message: 'The package does not name box-skill-runner under "peerDependencies".',
    why: 'npm tells operators by it whether the plugin fits their runner, and lets the plugin import the runner that is there.',
    fix: 'Add "box-skill-runner": "^{version}" to "peerDependencies" in package.json.',
  },
  SKR_PACKAGE_PEER_PINNED: {
    message: 'The package wants exactly version {range} of box-skill-runner.',
    why: 'Operators could not install it beside any other version of the runner, not even one with a mistake mended.',
    fix: 'Write "^{range}" under "peerDependencies".',
  },
  SKR_PACKAGE_RUNNER_BUNDLED: {
    message: 'The package has box-skill-runner under "dependencies".',
    why: 'npm would install a second runner for the plugin alone.',
    fix: 'Move it to "peerDependencies", and to "devDependencies" for your tests.',
  },
  SKR_PACKAGE_TYPE_MISSING: {
    message: 'package.json does not say what its .js files are.',
    why: 'Without "type", Node.js has to guess for each file whether it is an ES module.',
    fix: 'Add "type": "module", or "type": "commonjs" where the files use require().',
  },
  SKR_PACKAGE_EXPORTS_MISSING: {
    message: 'package.json has no "exports".',
    why: 'Without it every file of the package can be imported, so none of them can be renamed later.',
    fix: 'Add "exports": "./{entry}".',
  },
  SKR_PACKAGE_TYPES_NOT_FIRST: {
    message: 'In "exports", "types" stands behind "{before}".',
    why: 'Conditions are tried in the order in which they are written, so TypeScript never comes to the types.',
    fix: 'Put "types" first.',
  },
  SKR_PACKAGE_FILES_MISSING: {
    message: 'package.json does not say which files are published.',
    why: 'Without "files", npm publishes all that git does not ignore: sources, tests and notes.',
    fix: 'Add "files": ["{folder}"].',
  },
  SKR_PACKAGE_LICENSE_MISSING: {
    message: 'package.json names no licence.',
    why: 'Without one nobody may use the plugin, and companies will not.',
    fix: 'Add "license", such as "MIT", or "UNLICENSED" if that is what you mean.',
  },
  SKR_PACKAGE_ENGINES_MISSING: {
    message: 'package.json does not say which versions of Node.js the plugin runs on.',
    why: 'npm warns operators by it before they find out while files are coming in.',
    fix: 'Add "engines": { "node": ">=20.19" }.',
  },
  SKR_PACKAGE_DEPENDENCY_UNDECLARED: {
    message: 'It imports "{name}", which is not under "dependencies" in package.json.',
    why: 'It works on your machine, because it is installed for another reason. Operators will not have it.',
    fix: 'Run `npm install {name}` in the folder of the plugin.',
  },

  // The sources.
  SKR_PACKAGE_SECRET_UNDECLARED: {
    message: 'It reads the environment variable {name}, which the plugin does not declare.',
    why: 'Under the runner a plugin sees only the variables that it names in "secrets" and that the operator grants.',
    fix: 'Add "{name}" to "secrets" in definePlugin, or make an option of it if it is no secret.',
  },
  SKR_PACKAGE_LOAD_SLOW: {
    message: 'Loading the plugin took {loadMs} ms{imports}.',
    why: 'Every start of a thread waits for it, and so does whoever runs `skill-runner check`.',
    fix: 'Import what is heavy in setup(), with `await import(…)`; it runs once in each thread, before the first file.',
  },
  SKR_PACKAGE_IMPORT_UNLOADABLE: {
    message: 'It imports "{name}", which Node.js cannot load: there is no such file, or it is TypeScript.',
    why: 'Inside of `export default …` TypeScript leaves the path of a dynamic import as it is when it builds, so that the sources run and the package does not.',
    fix: 'Move the import into a function at the top of the module, such as `const load = () => import(…)`, and build again.',
  },
  SKR_PACKAGE_BUILD_STALE: {
    message: '{source} is newer than anything in {built}.',
    why: 'What was built is what is checked and published, so the change would be missing.',
    fix: 'Run `npm run build` again.',
  },

  // The definition, beyond what keeps it from running.
  SKR_PACKAGE_OPTIONS_SCHEMA: {
    message: 'The schema of the options is broken: {problem}',
    why: 'Options are checked against it (JSON Schema draft-07, strict mode of ajv), so no runner would start with the plugin.',
    fix: 'Correct "options" in definePlugin.',
  },
  SKR_PACKAGE_DEFAULT_INVALID: {
    message: 'The defaults of the options do not keep to their schema: {problem}.',
    why: 'An operator who sets nothing would be told of a mistake that is not theirs.',
    fix: 'Correct "default" of this option in definePlugin.',
  },
  SKR_PACKAGE_OPTION_OPEN: {
    message: 'The schema of the options lets unknown keys pass in {path}.',
    why: 'A misspelt key would be ignored in silence.',
    fix: 'Add `additionalProperties: false` there, or a schema for the values of any key.',
  },
  SKR_PACKAGE_EXTENSION_UNKNOWN: {
    message: 'The extension "{extension}" is on none of the lists of Box{hint}.',
    why: 'Box makes no text, picture or preview of such files, and routes by kind do not send them. Their kind is "other".',
    fix: 'Check how it is spelt; if it is right, nothing has to be changed.',
  },
  SKR_PACKAGE_EXTENSION_TWOFOLD: {
    message: 'Files that end in ".{extension}" are {kind} to Box, but may be {other}.',
    why: 'The plugin gets both, and file.kind says "{kind}" for both.',
    fix: 'Look at the content first, and refuse what is not meant with SkillError("skills_invalid_file_format_error", …).',
  },

  // What npm would publish.
  SKR_PACKAGE_PACK_FAILED: {
    message: '`npm pack` does not say what it would publish: {reason}',
    why: 'So it is not known whether the package would be complete.',
    fix: 'Run `npm pack --dry-run` in the folder of the plugin, and see what it complains about.',
  },
  SKR_PACKAGE_FILE_NOT_PACKED: {
    message: 'The plugin needs {path}, which npm would not publish.',
    why: 'It is not covered by "files" in package.json, or it is ignored.',
    fix: 'Add it, or its folder, to "files".',
  },
  SKR_PACKAGE_TYPES_NOT_PACKED: {
    message: 'package.json names {path} as its types, which npm would not publish.',
    why: 'The file was not built, or it is not covered by "files" in package.json.',
    fix: 'Build it with "declaration": true in tsconfig.json, or take "types" out of package.json.',
  },
  SKR_PACKAGE_README_MISSING: {
    message: 'The package has no README.',
    why: 'Operators look there for what the plugin shows, which options it has and which secrets it wants.',
    fix: 'Write a README.md beside package.json.',
  },
  SKR_PACKAGE_TESTS_PACKED: {
    message: 'npm would publish {count} files of tests and samples ({size}), such as {path}.',
    why: 'Every operator would download them.',
    fix: 'Name only what runs under "files" in package.json, such as ["dist"].',
  },
  SKR_PACKAGE_TOO_LARGE: {
    message: 'The package has {size}; its largest file is {path} with {largest}.',
    why: 'Every operator downloads it with every version. Models and data are better installed by themselves.',
    fix: 'Take out of "files" what is not needed to run, or make a package of its own of the data.',
  },
  SKR_PACKAGE_KEYS_PACKED: {
    message: 'npm would publish {path}.',
    why: 'Files of this name hold keys and tokens, and what is published once stays known.',
    fix: 'Take it out of "files" in package.json, and out of the folder if it need not be there.',
  },
})
